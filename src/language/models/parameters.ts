import { nearest } from '../../shared/nearest.ts';
import { booleanWord } from '../parse/options.ts';
import type { Parameter } from '../parse/plain.ts';
import { isNumericText } from '../plan/convert.ts';
import { fail } from '../plan/fail.ts';

/** Reads the value of a parameter; undefined for one that it does not take. */
export interface ParameterKind<T> {
  /** What it takes, for errors. */
  readonly takes: string;
  readonly read: (text: string) => T | undefined;
}

export const BOOLEAN: ParameterKind<boolean> = { takes: 'true or false', read: booleanWord };

export const WHOLE_NUMBER: ParameterKind<number> = {
  takes: 'a whole number',
  read: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined),
};

/** One of some words, in any case. */
export function word<const T extends string>(...words: readonly T[]): ParameterKind<T> {
  return { takes: words.join(', '), read: (text) => words.find((one) => one === text.toLowerCase()) };
}

/** Several of some words, divided by commas; each once. */
export function words<const T extends string>(...known: readonly T[]): ParameterKind<readonly T[]> {
  const one = word(...known);
  return {
    takes: `words of ${known.join(', ')}, divided by commas`,
    read: (text) => {
      const found = partsOf(text).map(one.read);
      return found.every((each) => each !== undefined) && found.length > 0 ? [...new Set(found)] : undefined;
    },
  };
}

/** Numbers from `least` to `most`, divided by commas, as spelled. */
export function numbersWithin(least: number, most: number): ParameterKind<readonly string[]> {
  return {
    takes: `numbers from ${least} to ${most}, divided by commas`,
    read: (text) => {
      const parts = partsOf(text);
      const areFine = parts.every((part) => isNumericText(part) && Number(part) >= least && Number(part) <= most);
      return areFine && parts.length > 0 ? parts : undefined;
    },
  };
}

function partsOf(text: string): readonly string[] {
  return text.split(',').map((part) => part.trim());
}

export type ParameterKinds = Readonly<Record<string, ParameterKind<unknown>>>;

/** What was given of them; a parameter that is given twice has its last value. */
export type ParameterValues<K extends ParameterKinds> = {
  [N in keyof K]?: K[N] extends ParameterKind<infer T> ? T : never;
};

/**
 * The parameters of an algorithm by their names in lower case.
 *
 * @throws Problem SPL106 for a name that it does not take and a value that the parameter does not take
 */
export function parameterValues<K extends ParameterKinds>(
  parameters: readonly Parameter[],
  kinds: K,
  algorithm: string,
): ParameterValues<K> {
  const values: Record<string, unknown> = {};
  for (const { name: spelled, value, span } of parameters) {
    const name = spelled.toLowerCase();
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) {
      const near = nearest(name, Object.keys(kinds));
      const hint = near === undefined ? `it takes ${Object.keys(kinds).join(', ')}` : `the nearest is "${near}"`;
      return fail('SPL106', `unknown parameter "${spelled}" of ${algorithm}`, span, hint);
    }
    values[name] = kind.read(value);
    if (values[name] === undefined) {
      fail('SPL106', `${name} takes ${kind.takes}; found ${JSON.stringify(value)}`, span);
    }
  }
  return values as ParameterValues<K>;
}
