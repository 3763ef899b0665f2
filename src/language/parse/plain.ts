import type { FieldName, Node, Pipeline } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { type OptionReaders, type OptionValues, optionBag } from './options.ts';

/** A command that is its name, options, words and subsearches in any order. */
export type Plain<K extends string, R extends OptionReaders> = Node<
  K,
  {
    options: OptionValues<R>;
    /** Field names or other bare arguments, in order. */
    words: readonly FieldName[];
    subsearches: readonly Pipeline[];
  }
>;

/** How many words and subsearches a command takes; what is absent is none. */
export interface PlainShape {
  readonly words?: readonly [minimum: number, maximum: number];
  readonly subsearches?: readonly [minimum: number, maximum: number];
}

/** No limit of words or subsearches. */
export const MANY = Number.POSITIVE_INFINITY;

/**
 * Reads a command of the plain shape.
 *
 * @throws SPL105 for a word or subsearch too many, SPL106 for options, SPL109 where one is missing
 */
export function readPlain<K extends string, R extends OptionReaders>(
  cursor: Cursor,
  kind: K,
  command: string,
  readers: R,
  shape: PlainShape = {},
): Plain<K, R> {
  const options = optionBag(cursor, command, readers);
  const words: FieldName[] = [];
  const subsearches: Pipeline[] = [];
  const [fewestWords, mostWords] = shape.words ?? [0, 0];
  const [fewestSubsearches, mostSubsearches] = shape.subsearches ?? [0, 0];
  while (!cursor.atEnd()) {
    if (options.read() || cursor.symbol(',')) continue;
    if (cursor.atSubsearch() && subsearches.length < mostSubsearches) {
      subsearches.push(cursor.subsearch());
    } else {
      const isSubsearchMissing = subsearches.length < fewestSubsearches;
      if (words.length >= mostWords) {
        cursor.failExpected(isSubsearchMissing ? 'a subsearch in brackets' : `an option or the end of ${command}`);
      }
      words.push(cursor.expectFieldName('a field name or an option'));
    }
  }
  if (words.length < fewestWords) cursor.failExpected(fewestWords === 1 ? 'an argument' : `${fewestWords} arguments`);
  if (subsearches.length < fewestSubsearches) {
    cursor.failExpected(fewestSubsearches === 1 ? 'a subsearch in brackets' : `${fewestSubsearches} subsearches`);
  }
  return { kind, options: options.values, words, subsearches, span: cursor.span() };
}

/** `name=value` of a command whose names are the user's own. */
export type Parameter = Node<'Parameter', { name: string; value: string }>;

/** A command that takes words, and parameters of any name. */
export type Open<K extends string> = Node<K, { words: readonly FieldName[]; parameters: readonly Parameter[] }>;

/** Reads words and parameters of any name. */
export function readOpen<K extends string>(cursor: Cursor, kind: K): Open<K> {
  const words: FieldName[] = [];
  const parameters: Parameter[] = [];
  while (!cursor.atEnd()) {
    if (cursor.symbol(',')) continue;
    const parameter = readParameter(cursor);
    if (parameter !== undefined) parameters.push(parameter);
    else words.push(cursor.expectFieldName('an argument'));
  }
  return { kind, words, parameters, span: cursor.span() };
}

/** Reads `name=value` of any name, if it stands here. */
export function readParameter(cursor: Cursor): Parameter | undefined {
  const start = cursor.mark();
  const name = cursor.optionName();
  if (name === undefined) return undefined;
  const value = cursor.expectValue(`a value for ${name}`);
  return { kind: 'Parameter', name, value, span: cursor.span(start) };
}
