import type { Edit } from '../../../shared/problem.ts';
import type { Form } from './form.ts';
import { listAt } from './values.ts';

/** Writes another value in place of a plain or quoted one that stands in one line. */
export function scalarFix({ raw }: Form, path: readonly PropertyKey[], value: string): readonly Edit[] | undefined {
  const scalar = raw.places().scalarAt(path);
  if (scalar === undefined || scalar.style === 'block') return undefined;
  const { start, end } = scalar;
  if (raw.text.slice(start, end).includes('\n')) return undefined;
  return [{ span: { start, end }, text: value }];
}

/** Takes an entry of a list out, with its line: only of lists with an entry to a line. */
export function listFix({ raw, data }: Form, path: readonly PropertyKey[]): readonly Edit[] | undefined {
  const at = path.at(-1);
  const list = path.slice(0, -1);
  if (typeof at !== 'number' || listAt(data, ...list).length < 2) return undefined;
  const scalar = raw.places().scalarAt(path);
  if (scalar === undefined || scalar.style === 'block') return undefined;
  const start = raw.text.lastIndexOf('\n', scalar.start - 1) + 1;
  const newline = raw.text.indexOf('\n', scalar.end);
  const end = newline === -1 ? raw.text.length : newline + 1;
  // Another entry, a key or a remark in the same lines would go with it.
  const before = raw.text.slice(start, scalar.start);
  const after = raw.text.slice(scalar.end, end);
  if (!/^\s*-\s+$/.test(before) || after.trim() !== '') return undefined;
  return [{ span: { start, end }, text: '' }];
}
