import { type FileHandle, open } from 'node:fs/promises';
import type { Row, Value } from '../language/index.ts';
import { Problem } from '../shared/problem.ts';

/**
 * The rows of a file of JSON lines: the results that a search goes on from. Empty lines are passed over.
 *
 * @throws Problem IN001 for a file that cannot be read, IN010 for a line that is no JSON object.
 */
export async function* readRows(file: string): AsyncGenerator<Row> {
  const handle = await openFile(file);
  let line = 0;
  try {
    for await (const text of handle.readLines({ encoding: 'utf8', autoClose: false })) {
      line++;
      if (text.trim() !== '') yield rowOf(line === 1 ? text.replace(/^\uFEFF/, '') : text, file, line);
    }
  } finally {
    await handle.close();
  }
}

async function openFile(file: string): Promise<FileHandle> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    if ((await handle.stat()).isDirectory()) throw new Error('it is a folder');
    return handle;
  } catch (cause) {
    await handle?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('IN001', `cannot read ${file}: ${reason}`, { file, hint: 'name a file of JSON lines', cause });
  }
}

function rowOf(text: string, file: string, line: number): Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw notARow(file, line, reason);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notARow(file, line, 'not an object');
  const entries = Object.entries(value).flatMap(([name, field]) => {
    const converted = fieldValue(field);
    return converted === undefined ? [] : [[name, converted] as const];
  });
  return Object.fromEntries(entries);
}

function notARow(file: string, line: number, reason: string): Problem {
  return new Problem('IN010', `line ${line} is not a row: ${reason}`, {
    file,
    hint: 'each line must be a JSON object of field names and values',
  });
}

/** What Splunk would hold: texts, numbers, several texts; null and the empty list are absent. */
function fieldValue(value: unknown): Value | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (value === null || value === undefined) return undefined;
  if (!Array.isArray(value)) return textOf(value);
  const texts = value.filter((item) => item !== null).map(textOf);
  return texts.length > 1 ? texts : texts[0];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
