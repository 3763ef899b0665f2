import type { Node } from '../ast.ts';
import type { Cursor } from './cursor.ts';

/** A data set by its kind and name: `datamodel:Web.Web`, `lookup:users`. */
export type Address = Node<'datamodel' | 'lookup' | 'inputlookup' | 'savedsearch', { name: string }>;

const KIND = /(datamodel|lookup|inputlookup|savedsearch)(?:\s*:\s*|\s+)/iy;
const QUOTED = /^(datamodel|lookup|inputlookup|savedsearch):(.+)$/is;

/**
 * Reads the address of a data set. A space may stand for the colon, and quotes around the name or all of it.
 *
 * @param expected what stands here, for the error where none does
 * @throws SPL105 for what is no address
 * Source: Splunk Search Reference, from and union.
 */
export function readAddress(cursor: Cursor, expected: string): Address {
  const start = cursor.mark();
  const quoted = cursor.string();
  if (quoted !== undefined) {
    const [, kind, name] = QUOTED.exec(quoted) ?? [];
    if (kind !== undefined && name !== undefined) return address(kind, name, cursor, start);
    return cursor.fail('SPL105', `expected ${expected}, found "${quoted}"`, cursor.span(start));
  }
  const kind = cursor.read(KIND)?.[1] ?? cursor.failExpected(expected);
  return address(kind, cursor.expectValue('the name of a data set'), cursor, start);
}

function address(kind: string, name: string, cursor: Cursor, start: number): Address {
  return { kind: kind.toLowerCase() as Address['kind'], name, span: cursor.span(start) };
}
