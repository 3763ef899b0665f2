import type { FieldName, Node, SearchExpr } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { readSearchExpression } from '../parse/search.ts';
import { filter, limit, union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { knownLookup, lookupScan } from '../plan/lookup-use.ts';
import { lowerSearch } from '../plan/search.ts';
import { runSubsearches } from '../plan/subsearch.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { append: booleanOption, strict: booleanOption, start: integerOption, max: integerOption };

export type Inputlookup = Node<
  'Inputlookup',
  {
    /** A definition, or a file whose name ends in `.csv`. */
    table: FieldName;
    where?: SearchExpr;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const inputlookup = defineCommand<Inputlookup>({
  name: 'inputlookup',
  doc: {
    syntax: 'inputlookup [append=<bool>] [strict=<bool>] [start=<n>] [max=<n>] <table> [WHERE <search expression>]',
    summary: 'The rows of a lookup as results.',
    source: 'Splunk Search Reference, inputlookup',
    options: {
      append: 'whether the rows come behind the results that are there; default: f',
      start: 'rows that are left out first, of those that match; default: 0',
      max: 'rows that are given; default: all',
      strict: 'whether any problem ends the search; here one always does',
    },
    differs: 'A lookup that is not there is an error, also without `strict`.',
  },
  stands: 'first',
  mayFollow: (node) => node.options.append === true,
  parse: readInputlookup,
  plan: planInputlookup,
});

async function planInputlookup(node: Inputlookup, input: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { append, start, max } = node.options;
  const table = lookupRows(node, context);
  const where = node.where === undefined ? undefined : await runSubsearches(node.where, context);
  const found = where === undefined ? table : filter(table, lowerSearch(where, { context, schema: table.schema }));
  const isPart = start !== undefined || max !== undefined;
  const kept = isPart ? limit(found, Math.max(0, max ?? Number.MAX_SAFE_INTEGER), Math.max(0, start ?? 0)) : found;
  return append === true ? union([resultsOf(input), kept]) : kept;
}

function lookupRows({ table }: Inputlookup, context: PlanContext): Plan {
  return lookupScan(table.name, knownLookup(table, context));
}

function readInputlookup(cursor: Cursor): Inputlookup {
  const options = optionBag(cursor, 'inputlookup', OPTIONS);
  options.readAll();
  const table = cursor.expectFieldName('the name of a lookup');
  options.readAll();
  const where = cursor.keyword('where') === undefined ? undefined : readSearchExpression(cursor);
  return {
    kind: 'Inputlookup',
    table,
    ...(where === undefined ? {} : { where }),
    options: options.values,
    span: cursor.span(),
  };
}
