import { open } from 'node:fs/promises';
import type { DrilledFinding, Finding } from '../findings/index.ts';
import { Problem } from '../shared/problem.ts';

/** What a drilldown takes of a finding, as a file holds it. */
export interface FiledFinding extends DrilledFinding {
  readonly detection: Pick<Finding['detection'], 'name' | 'id' | 'version'>;
}

/**
 * The finding at a place of a file that a hunt wrote as JSON lines, from 1. Nothing else of the file is kept.
 *
 * @throws Problem IN001 for a file that cannot be read, IN010 for a line that is no finding, CLI001 where the file has
 * fewer findings
 */
export async function findingAt(file: string, place: number): Promise<FiledFinding> {
  let count = 0;
  let line = 0;
  for await (const text of linesOf(file)) {
    line++;
    if (text.trim() === '' || ++count < place) continue;
    const finding = findingOf(text);
    if (finding !== undefined) return finding;
    const hint = 'name a file that karst hunt wrote with --format jsonl';
    throw new Problem('IN010', `line ${line} is not a finding`, { file, hint });
  }
  const found = count === 1 ? 'one finding' : count === 0 ? 'no finding' : `${count} findings`;
  throw new Problem('CLI001', `${file} has ${found}: there is no number ${place}`, {
    hint: 'findings are counted from 1, in the order of the file',
  });
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await open(file).catch((cause) => {
    throw unreadable(file, cause);
  });
  try {
    for await (const text of handle.readLines({ encoding: 'utf8', autoClose: false })) yield text;
  } catch (cause) {
    throw unreadable(file, cause);
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem('IN001', `cannot read ${file}: ${reason}`, { file, hint: 'name a file of findings', cause });
}

function findingOf(text: string): FiledFinding | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['schema'] !== 1 || !isObject(value['detection']) || !isRow(value['result'])) {
    return undefined;
  }
  const { detection, result, first_time, last_time, events, events_total: total } = value;
  const { name, id, version } = detection;
  if (typeof name !== 'string') return undefined;
  return {
    detection: { name, id: textOf(id), version: typeof version === 'number' ? version : null },
    result,
    first_time: textOf(first_time),
    last_time: textOf(last_time),
    ...(typeof total === 'number' && { events_total: total }),
    ...(Array.isArray(events) && { events: events.filter(hasTime) }),
  };
}

function hasTime(value: unknown): value is { readonly time: number } {
  return isObject(value) && typeof value['time'] === 'number';
}

function isRow(value: unknown): value is Finding['result'] {
  return isObject(value) && Object.values(value).every(isValue);
}

function isValue(value: unknown): boolean {
  const isSingle = typeof value === 'string' || typeof value === 'number';
  return isSingle || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
