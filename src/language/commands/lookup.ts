import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, type OptionValues, optionBag } from '../parse/options.ts';
import { rows as noRows } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { addLookup } from '../plan/lookup.ts';
import { knownLookup, lookupScan } from '../plan/lookup-use.ts';
import type { Meeting } from '../plan/meeting.ts';
import { fieldOf, findColumn, isInternal, visibleColumns } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { local: booleanOption, update: booleanOption };

/** A column of the lookup and the field of the results that it meets. */
export type LookupField = Node<'LookupField', { column: FieldName; field: FieldName }>;

export type Lookup = Node<
  'Lookup',
  {
    /** A definition, or a file whose name ends in `.csv`. */
    table: FieldName;
    /** All of them must match. */
    keys: readonly LookupField[];
    /** OUTPUT overwrites, OUTPUTNEW fills what is missing; absent: all columns that are no keys, overwriting. */
    output?: 'output' | 'outputnew';
    outputs: readonly LookupField[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const lookup = defineCommand<Lookup>({
  name: 'lookup',
  doc: {
    syntax:
      'lookup [local=<bool>] [update=<bool>] <table> <column> [AS <field>]... [OUTPUT|OUTPUTNEW <column> [AS <field>]...]',
    summary: 'Adds fields of the rows of a lookup that match each result.',
    source: 'Splunk Search Reference, lookup',
    options: {
      local: 'where Splunk keeps the table; changes no result',
      update: 'when Splunk reads the table anew; changes no result',
    },
    differs:
      'Where nothing matches, OUTPUT clears a field that was there. A column that the lookup does not have is told and has no value, where Splunk ends the search. Lookups that are bound to a time are not run. Of scripts, those of the URL Toolbox that compute entropy and edit distance are there.',
  },
  stands: 'later',
  parse: readLookup,
  plan: planLookup,
  meeting: lookupMeeting,
});

/** `local` and `update` choose where Splunk keeps the table; they change no result. */
async function planLookup(node: Lookup, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const table = knownLookup(node.table, context);
  const keys = node.keys.map(({ column, field }) => ({ column: column.name, field: field.name }));
  const isKey = new Set(keys.map(({ column }) => column));
  const others = visibleColumns(table.schema)
    .map(({ name }) => name)
    .filter((name) => !isKey.has(name) && !isInternal(name));
  const outputs =
    node.output === undefined
      ? others.map((name) => ({ column: name, field: name }))
      : node.outputs.map(({ column, field }) => ({ column: column.name, field: field.name }));
  const keepsExisting = node.output === 'outputnew';
  return await addLookup(resultsOf(given), { name: node.table.name, table, keys, outputs, keepsExisting }, context);
}

/** The results and the rows of the table. A value that stands for no match is none. */
async function lookupMeeting(node: Lookup, input: Plan, context: PlanContext): Promise<Meeting> {
  const { defaultMatch: _, ...known } = knownLookup(node.table, context);
  const table = { ...known, minMatches: 0 };
  const pairs = node.keys.map(({ column, field }) => ({ column: column.name, field: field.name }));
  const keysOf = (names: readonly string[], { schema }: Plan) =>
    names.map((name) => ({ name, expr: fieldOf(schema, name) }));
  const rows = table.script === undefined ? lookupScan(node.table.name, table) : noRows(0);
  const [first] = pairs;
  return {
    left: {
      rows: input,
      keys: keysOf(
        pairs.map(({ field }) => field),
        input,
      ),
    },
    right: {
      rows,
      keys: keysOf(
        pairs.map(({ column }) => column),
        rows,
      ),
    },
    met: async (isCaseSensitive) => {
      const hit = unusedName('lookup match', input);
      const outputs = first === undefined ? [] : [{ column: first.column, field: hit }];
      const how = { ...table, isCaseSensitive: table.isCaseSensitive && isCaseSensitive };
      const use = { name: node.table.name, table: how, keys: pairs, outputs, keepsExisting: false };
      const found = await addLookup(input, use, context);
      return { rows: found, hit: fieldOf(found.schema, hit) };
    },
  };
}

/** Hidden columns do not come through a lookup. */
function unusedName(name: string, input: Plan): string {
  return findColumn(input.schema, name) === undefined ? name : unusedName(`${name}'`, input);
}

function readLookup(cursor: Cursor): Lookup {
  const options = optionBag(cursor, 'lookup', OPTIONS);
  options.readAll();
  const table = cursor.expectFieldName('the name of a lookup');
  options.readAll();
  const keys = readFields(cursor);
  if (keys.length === 0) cursor.failExpected('a column of the lookup');
  const output = cursor.keyword('output', 'outputnew') as 'output' | 'outputnew' | undefined;
  const outputs = output === undefined ? [] : readFields(cursor);
  if (output !== undefined && outputs.length === 0) {
    cursor.failExpected(`a column of the lookup after ${output.toUpperCase()}`);
  }
  return {
    kind: 'Lookup',
    table,
    keys,
    ...(output === undefined ? {} : { output }),
    outputs,
    options: options.values,
    span: cursor.span(),
  };
}

function readFields(cursor: Cursor): LookupField[] {
  const fields: LookupField[] = [];
  for (;;) {
    while (cursor.symbol(','));
    if (cursor.atEnd() || cursor.peekKeyword('output', 'outputnew') !== undefined) return fields;
    const start = cursor.mark();
    const column = cursor.expectFieldName('a column of the lookup');
    const field = cursor.keyword('as') === undefined ? column : cursor.expectFieldName('a name after AS');
    fields.push({ kind: 'LookupField', column, field, span: cursor.span(start) });
  }
}
