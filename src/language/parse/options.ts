import { nearest } from '../../shared/nearest.ts';
import type { Cursor } from './cursor.ts';

/** Reads the value of one option: the cursor stands behind `name =`; `before` is what was given for it before. */
export type OptionReader<T> = (cursor: Cursor, name: string, before?: unknown) => T;

/** The options of a command by their names in lower case. */
export type OptionReaders = Readonly<Record<string, OptionReader<unknown>>>;

/** What was given of them. An option that was not given is absent: its default is the planner's affair. */
export type OptionValues<R extends OptionReaders> = { [K in keyof R]?: ReturnType<R[K]> };

const TRUE = new Set(['true', 't', 'yes', 'y', '1']);
const FALSE = new Set(['false', 'f', 'no', 'n', '0']);

/** `true t yes y 1` or `false f no n 0`, in any case. Source: Splunk Search Reference, Understanding SPL syntax. */
export const booleanOption: OptionReader<boolean> = (cursor, name) => {
  const start = cursor.mark();
  const text = cursor.expectValue(`true or false for ${name}`);
  const value = booleanWord(text);
  if (value !== undefined) return value;
  return cursor.fail('SPL106', `${name} takes true or false, found ${JSON.stringify(text)}`, cursor.span(start));
};

/** What a word says, where it says true or false. */
export function booleanWord(text: string): boolean | undefined {
  const value = text.toLowerCase();
  return TRUE.has(value) ? true : FALSE.has(value) ? false : undefined;
}

/** A whole number, bare or in quotes. */
export const integerOption: OptionReader<number> = (cursor, name) => {
  const start = cursor.mark();
  const text = cursor.expectValue(`a whole number for ${name}`);
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  return cursor.fail('SPL106', `${name} takes a whole number, found ${JSON.stringify(text)}`, cursor.span(start));
};

/** A decimal number, bare or in quotes. */
export const numberOption: OptionReader<number> = (cursor, name) => {
  const start = cursor.mark();
  const text = cursor.expectValue(`a number for ${name}`);
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  return cursor.fail('SPL106', `${name} takes a number, found ${JSON.stringify(text)}`, cursor.span(start));
};

/** Any text, bare or in quotes. */
export const textOption: OptionReader<string> = (cursor, name) => cursor.expectValue(`a value for ${name}`);

/** Any text; given several times, all of them count: `index=a index=b`. */
export const textListOption: OptionReader<readonly string[]> = (cursor, name, before) => {
  const earlier = Array.isArray(before) ? before : [];
  return [...earlier, cursor.expectValue(`a value for ${name}`)];
};

/** One of some words, in any case; gives the word as listed. */
export function choiceOption<const T extends string>(...choices: readonly T[]): OptionReader<T> {
  return (cursor, name) => {
    const start = cursor.mark();
    const text = cursor.expectValue(`a value for ${name}`);
    const choice = choices.find((candidate) => candidate === text.toLowerCase());
    if (choice !== undefined) return choice;
    const listed = choices.join(', ');
    return cursor.fail('SPL106', `${name} takes ${listed}; found ${JSON.stringify(text)}`, cursor.span(start));
  };
}

/** The options of one command, collected wherever they stand. */
export interface OptionBag<R extends OptionReaders> {
  /** Reads the option that stands here; false where none does. */
  read(): boolean;
  /** Reads all options that stand here, divided by spaces or commas. */
  readAll(): void;
  readonly values: OptionValues<R>;
}

/**
 * Collects options `name = value`, names in any case, spaces around `=` allowed.
 *
 * Its reading throws SPL106 for a name that the command does not take and a value that the option does not take.
 */
export function optionBag<R extends OptionReaders>(cursor: Cursor, command: string, readers: R): OptionBag<R> {
  const values: OptionValues<R> = {};
  const read = (): boolean => {
    const name = cursor.peekOption();
    if (name === undefined) return false;
    const reader = Object.hasOwn(readers, name.toLowerCase()) ? readers[name.toLowerCase()] : undefined;
    if (reader === undefined) return failUnknownOption(cursor, command, name, readers);
    cursor.optionName();
    const key = name.toLowerCase();
    Object.assign(values, { [key]: reader(cursor, name, values[key]) });
    return true;
  };
  return {
    read,
    readAll: () => {
      while (read()) cursor.symbol(',');
    },
    values,
  };
}

function failUnknownOption(cursor: Cursor, command: string, name: string, readers: OptionReaders): never {
  const start = cursor.mark();
  const names = Object.keys(readers);
  const near = nearest(name, names);
  const all = names.length === 0 ? `${command} takes no options` : `${command} takes ${names.join(', ')}`;
  const hint = near === undefined ? all : `the nearest option of ${command} is "${near}"`;
  cursor.fail('SPL106', `unknown option "${name}" of ${command}`, { start, end: start + name.length }, hint);
}
