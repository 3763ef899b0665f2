import type { Risk } from '../../content/index.ts';
import type { Row } from '../../language/index.ts';

/** Rows that are looked at: the first page of results. Source: contentctl, which reads one page of 100. */
export const ROWS_EXAMINED = 100;

/** What a search gave. */
export interface Results {
  /** All of its rows. */
  readonly count: number;
  /** The first of them, up to ROWS_EXAMINED. */
  readonly first: readonly Row[];
}

export interface Verdict {
  readonly status: 'pass' | 'fail';
  /** Why it failed; empty for a pass. */
  readonly reason: string;
}

/**
 * Judges the results of a test as the publisher's tool does. There must be rows, or with an expectation at least as
 * many as it says; with an expectation of 0 there must be none. Every row that is looked at must have each risk object
 * field, and looking ends with the first one that has all threat object fields. Where none has them all, each must be
 * in one row at least. The text `null` is no value, an empty text is one.
 *
 * Source: contentctl, verdict of a unit test; `expected_results` of ESCU 6, whose default of 1 is any number of rows.
 */
export function judge(results: Results, risk: Risk, expected: number | undefined): Verdict {
  if (expected === 0) return results.count === 0 ? PASS : fail(`${rowsOf(results.count)}, where none is expected`);
  if (results.count === 0) return fail('the search gave no rows');
  if (results.count < (expected ?? 1)) {
    return fail(`${rowsOf(results.count)}, where at least ${expected} are expected`);
  }
  return judgeRows(results.first, risk);
}

function judgeRows(rows: readonly Row[], { riskObjects, threatObjects }: Risk): Verdict {
  const risks = [...new Set(riskObjects.map(({ field }) => field))];
  const threats = [...new Set(threatObjects.map(({ field }) => field))];
  const seen = new Set<string>();
  for (const [at, row] of rows.slice(0, ROWS_EXAMINED).entries()) {
    const missing = risks.filter((field) => !hasValue(row, field));
    if (missing.length > 0) return fail(`row ${at + 1} has no value in ${named('risk object field', missing)}`);
    const present = threats.filter((field) => hasValue(row, field));
    if (present.length === threats.length) return PASS;
    for (const field of present) seen.add(field);
  }
  const never = threats.filter((field) => !seen.has(field));
  return never.length === 0 ? PASS : fail(`no row has a value in ${named('threat object field', never)}`);
}

/** Tokens of the messages that no row looked at fills in. The publisher's tool tests them with Enterprise Security only. */
export function emptyTokens({ first }: Results, { message, riskObjects }: Risk): readonly string[] {
  if (first.length === 0) return [];
  const messages = [message, ...riskObjects.map((one) => one.message)];
  const tokens = new Set(messages.flatMap(tokensOf));
  return [...tokens].filter((name) => !first.some((row) => hasValue(row, name)));
}

/** The names of a message's tokens, in their order. */
export function tokensOf(message: string): readonly string[] {
  return [...message.matchAll(TOKEN)].map(([, name = '']) => name);
}

/** Source: contentctl, tokens of a message. */
const TOKEN = /\$([^\s.$]+)\$/g;

const PASS: Verdict = { status: 'pass', reason: '' };

function fail(reason: string): Verdict {
  return { status: 'fail', reason };
}

/** Whether a row has a field, and not as the text `null`. */
export function hasValue(row: Row, field: string): boolean {
  const value = Object.hasOwn(row, field) ? row[field] : undefined;
  return value !== undefined && value !== null && value !== 'null' && !(Array.isArray(value) && value.length === 0);
}

function named(noun: string, fields: readonly string[]): string {
  return `the ${noun}${fields.length === 1 ? '' : 's'} ${fields.join(', ')}`;
}

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
