import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, type OptionValues, optionBag } from '../parse/options.ts';
import { readSortKey, type SortKey } from '../parse/sort-keys.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { keepevents: booleanOption, keepempty: booleanOption, consecutive: booleanOption };

export type Dedup = Node<
  'Dedup',
  {
    /** Results to keep for each combination of values. */
    count: number;
    fields: readonly FieldName[];
    /** Empty without sortby. */
    sortBy: readonly SortKey[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const dedup = defineCommand<Dedup>({
  name: 'dedup',
  doc: {
    syntax:
      'dedup [<count>] <field>... [keepevents=<bool>] [keepempty=<bool>] [consecutive=<bool>] [sortby [+|-]<field>...]',
    summary: 'Keeps the first results of each combination of values.',
    source: 'Splunk Search Reference, dedup',
  },
  stands: 'later',
  parse: readDedup,
});

function readDedup(cursor: Cursor): Dedup {
  const options = optionBag(cursor, 'dedup', OPTIONS);
  options.readAll();
  const countSpan = cursor.mark();
  const count = cursor.optionalInteger(1);
  if (count < 1) cursor.fail('SPL106', `dedup keeps at least 1 result, found ${count}`, cursor.span(countSpan));
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList('sortby'));
  while (options.read());
  if (fields.length === 0) cursor.failExpected('a field name');
  const sortBy = cursor.keyword('sortby') === undefined ? [] : readSortBy(cursor, options.read);
  return { kind: 'Dedup', count, fields, sortBy, options: options.values, span: cursor.span() };
}

function readSortBy(cursor: Cursor, readOption: () => boolean): SortKey[] {
  const keys: SortKey[] = [];
  while (!cursor.atEnd()) {
    if (cursor.symbol(',') || readOption()) continue;
    keys.push(readSortKey(cursor) ?? cursor.failExpected('a field to sort by'));
  }
  if (keys.length === 0) cursor.failExpected('a field to sort by');
  return keys;
}
