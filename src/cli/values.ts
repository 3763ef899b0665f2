import { InvalidArgumentError } from 'commander';
import { nearest } from '../shared/nearest.ts';

const SIZE = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i;

const UNITS: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4 };

/** The least memory that a database gets along with. */
const MIN_MEMORY_BYTES = 64 * 2 ** 20;

/** Bytes of a size as people write it: `512MB`, `1.5g`. Units count in steps of 1024. */
export function parseSize(text: string): number {
  const [, digits, unit = ''] = SIZE.exec(text.trim()) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('Write a size such as 512MB or 2GB.');
  const bytes = Math.round(Number(digits) * 1024 ** (UNITS[unit.toLowerCase()] ?? 0));
  if (bytes < MIN_MEMORY_BYTES) throw new InvalidArgumentError('It must be at least 64MB.');
  return bytes;
}

export function parseThreads(text: string): number {
  return wholeNumber(text, 1024);
}

/** Each job has a database of its own. */
export function parseJobs(text: string): number {
  return wholeNumber(text, 64);
}

/** How many events of a finding are shown. Counting them ends there too. */
export function parseEventCount(text: string): number {
  return wholeNumber(text, 1000);
}

/** Which of several. */
export function parsePlace(text: string): number {
  return wholeNumber(text, Number.MAX_SAFE_INTEGER);
}

/** Rows that may be: 0 or more, also parts of one. */
export function parseBudget(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0) || !Number.isFinite(number)) {
    throw new InvalidArgumentError('Write a number such as 0, 0.5 or 10.');
  }
  return number;
}

function wholeNumber(text: string, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > most) {
    throw new InvalidArgumentError(`Write a whole number from 1 to ${most}.`);
  }
  return number;
}

/** Reads one of a list of words, without regard to case. */
export function oneOf<T extends string>(words: readonly T[]): ((text: string) => T) & { readonly words: readonly T[] } {
  const parse = (text: string): T => {
    const found = words.find((word) => word === text.toLowerCase());
    if (found !== undefined) return found;
    const near = nearest(text, words);
    throw new InvalidArgumentError(
      `${near === undefined ? '' : `Did you mean ${near}? `}It is one of ${words.join(', ')}.`,
    );
  };
  return Object.assign(parse, { words });
}

/** The words that a parser made by `oneOf` reads; undefined for any other. */
export function wordsOf(parse: unknown): readonly string[] | undefined {
  return typeof parse === 'function' && 'words' in parse ? (parse.words as readonly string[]) : undefined;
}

export function parseTimezone(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    throw new InvalidArgumentError('Write the name of a time zone such as UTC or Europe/Vienna.');
  }
}

/** Gathers the values of an option that may be given several times. */
export function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** A text that says something. */
export function parseText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}
