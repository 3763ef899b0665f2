import { nearest } from '../../shared/nearest.ts';
import type { Span } from '../../shared/span.ts';
import type { FunctionSignature } from '../functions/names.ts';
import type { Cursor } from './cursor.ts';

/** @throws SPL107: no function of the language has this name. */
export function failUnknownFunction(
  cursor: Cursor,
  language: 'eval' | 'stats',
  name: string,
  names: Iterable<string>,
  span: Span,
  otherwise?: string,
): never {
  const near = nearest(name, names);
  const hint = near === undefined ? otherwise : `the nearest ${language} function is "${near}"`;
  return cursor.fail('SPL107', `unknown ${language} function "${name}"`, span, hint);
}

/** @throws SPL108 where a function does not take this many arguments. */
export function checkArity(cursor: Cursor, signature: FunctionSignature, count: number, span: Span): void {
  const { name, minimum, maximum, isPaired, doc } = signature;
  const hint = doc && `it is written ${doc.syntax}`;
  if (isPaired && count % 2 === 1) {
    cursor.fail('SPL108', `${name}() takes arguments in pairs, found ${count}`, span, hint);
  }
  if (count >= minimum && count <= (maximum ?? count)) return;
  cursor.fail('SPL108', `${name}() takes ${countWords(minimum, maximum)}, found ${count}`, span, hint);
}

function countWords(minimum: number, maximum: number | undefined): string {
  if (maximum === undefined) return `at least ${plural(minimum)}`;
  if (maximum === 0) return 'no arguments';
  return minimum === maximum ? plural(minimum) : `${minimum} to ${plural(maximum)}`;
}

function plural(count: number): string {
  return count === 1 ? '1 argument' : `${count} arguments`;
}
