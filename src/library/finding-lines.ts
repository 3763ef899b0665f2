import { createReadStream } from 'node:fs';
import type { Finding } from '../findings/index.ts';
import { Problem } from '../shared/problem.ts';
import { asFinding } from './finding-shape.ts';

/**
 * The findings of files of JSON lines. Lines that are none are told to `onProblem`, IN014, and passed over.
 *
 * @throws Problem IN001 for a file that cannot be read, IN014 for one without any finding among its lines
 */
export async function* readFindings(
  files: readonly string[],
  onProblem: (problem: Problem) => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Finding> {
  for (const file of files) {
    let good = 0;
    let first: Problem | undefined;
    for await (const { text, line } of linesOf(file)) {
      signal?.throwIfAborted();
      if (text.trim() === '') continue;
      const read = parsedJson(text);
      const judged = 'wrong' in read ? read : asFinding(read.value);
      if ('finding' in judged) {
        good++;
        yield judged.finding;
        continue;
      }
      const problem = notAFinding(file, line, judged.wrong);
      first ??= problem;
      onProblem(problem);
    }
    if (good === 0 && first !== undefined) throw first;
  }
}

function notAFinding(file: string, line: number, wrong: string): Problem {
  return new Problem('IN014', `line ${line} is not a finding: ${wrong}`, {
    file,
    hint: 'give what karst hunt --format jsonl wrote',
  });
}

/** A text of JSON, or why it is none. */
export function parsedJson(text: string): { readonly value: unknown } | { readonly wrong: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** Characters of a line that are read; a longer one is no finding. */
const LONGEST_LINE = 2 ** 26;

/**
 * The lines of a file. Only a line feed ends one: what JSON leaves as it is, such as U+2028, does not. Of a line that is
 * too long the start is given, which is no JSON.
 */
async function* linesOf(file: string): AsyncGenerator<{ readonly text: string; readonly line: number }> {
  let line = 0;
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8' }) as AsyncIterable<string>) {
      const parts = chunk.split('\n');
      for (const part of parts.slice(0, -1)) {
        line++;
        yield { text: withoutMark(rest + part, line), line };
        rest = '';
      }
      if (rest.length <= LONGEST_LINE) rest += parts.at(-1) ?? '';
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
  if (rest !== '') yield { text: withoutMark(rest, line + 1), line: line + 1 };
}

function withoutMark(text: string, line: number): string {
  return line === 1 ? text.replace(/^\uFEFF/, '') : text;
}

/** IN001: what the system says of a file. */
export function unreadable(file: string, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem('IN001', `cannot read ${file}: ${reason}`, { file, hint: 'name a file of a hunt', cause });
}
