import type { Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, optionBag } from '../parse/options.ts';
import { readSortKey, type SortKey } from '../parse/sort-keys.ts';
import { limit, sort as sortResults } from '../plan/build.ts';
import { resultsOf } from '../plan/input.ts';
import { sortKeys } from '../plan/sort-keys.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { limit: integerOption };

/** What Splunk keeps when no number is given. */
export const SORT_LIMIT = 10_000;

export type Sort = Node<
  'Sort',
  {
    /** Results to keep; 0 keeps all. */
    limit: number;
    keys: readonly SortKey[];
    /** A trailing `desc`: the order as a whole is turned round. */
    isReversed: boolean;
  }
>;

export const sort = defineCommand<Sort>({
  name: 'sort',
  doc: {
    syntax: 'sort [<count>|limit=<count>] [+|-]<field>[, [+|-]<field>]... [desc]',
    summary: 'Orders results and keeps the first 10,000 of them, or as many as the count says.',
    source: 'Splunk Search Reference, sort',
    options: {
      limit: 'how many results are kept, 0 for all; 10000',
      '+ -': 'ascending or descending, before each field; ascending',
      'auto num str ip':
        'how the values of a field compare: as what they look like, or as numbers, texts or addresses; auto',
      desc: 'at the end: the whole order the other way round',
    },
  },
  stands: 'later',
  parse: readSort,
  plan: planSort,
});

function planSort(node: Sort, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const sorted = sortResults(input, sortKeys(node.keys, node.isReversed, input.schema));
  return node.limit === 0 ? sorted : limit(sorted, node.limit);
}

function readSort(cursor: Cursor): Sort {
  const options = optionBag(cursor, 'sort', OPTIONS);
  options.readAll();
  const count = cursor.integer();
  const keys: SortKey[] = [];
  let isReversed = false;
  while (!cursor.atEnd()) {
    if (cursor.symbol(',') || options.read()) continue;
    if (keys.length > 0 && cursor.peek(/(?:d|desc)\s*$/iy)) {
      cursor.word();
      isReversed = true;
      break;
    }
    keys.push(readSortKey(cursor) ?? cursor.failExpected('a field to sort by'));
  }
  if (keys.length === 0) cursor.failExpected('a field to sort by');
  return { kind: 'Sort', limit: options.values.limit ?? count ?? SORT_LIMIT, keys, isReversed, span: cursor.span() };
}
