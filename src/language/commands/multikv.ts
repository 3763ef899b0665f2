import type { FieldName, Node } from '../ast.ts';
import type { Plan, Row, Value } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { optimise } from '../plan/optimise.ts';
import { mayHave, visibleColumns } from '../plan/schema.ts';
import { batchesOf, eachRow, type NewRow } from '../plan/tabulate.ts';
import { type TextRow, type TextTableOptions, textRows } from '../plan/text-table.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  conf: textOption,
  copyattrs: booleanOption,
  forceheader: integerOption,
  multitable: booleanOption,
  noheader: booleanOption,
  rmorig: booleanOption,
};

export type Multikv = Node<
  'Multikv',
  {
    /** Columns to take; empty takes all. */
    fields: readonly FieldName[];
    /** Rows to take: those that hold one of these words; empty takes all. */
    filter: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const multikv = defineCommand<Multikv>({
  name: 'multikv',
  doc: {
    syntax:
      'multikv [conf=<stanza>] [copyattrs=<bool>] [forceheader=<line>] [multitable=<bool>] [noheader=<bool>] [rmorig=<bool>] [fields <field>...] [filter <text>...]',
    summary: 'Makes one result of each row of a table in the text of a result.',
    source: 'Splunk Search Reference, multikv',
    options: {
      copyattrs: 'whether the new results have the other fields of the one that they come from; true',
      forceheader: 'the line with the names, counted from 1 without empty lines; left out: it is looked for',
      multitable: 'whether a text may hold several tables, with an empty line before each; true',
      noheader: 'whether the table has no names, so that the columns are Column_1, Column_2 …; false',
      rmorig: 'whether the results that tables come from go; true',
      fields: 'columns to take; left out: all',
      filter: 'texts of which a row has to hold one; left out: all rows are taken',
    },
    differs:
      'Splunk does not say how it finds the header: karst takes the first line of two or more words that are no numbers, and for a further table one of capitalised words behind an empty line. At most 10,000 rows of one text are read; conf needs a file of settings that karst does not have.',
  },
  stands: 'later',
  parse: readMultikv,
  plan: planMultikv,
});

/** A result holds so many rows at most: each is a copy of its other fields. */
const ROWS_LIMIT = 10_000;

async function planMultikv(node: Multikv, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { options, span } = node;
  const input = resultsOf(given);
  if (options.conf !== undefined) {
    fail('SPL303', 'karst has no multikv.conf', span, 'write forceheader or noheader into the search');
  }
  if (options.forceheader !== undefined && options.forceheader < 1) {
    fail('SPL106', 'forceheader takes a number from 1 on', span);
  }
  if (!mayHave(input.schema, '_raw')) return input;
  const isOriginalKept = options.rmorig === false;
  let cut = 0;
  async function* rowsIn(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    for await (const row of eachRow(batches)) {
      if (isOriginalKept) yield new Map(Object.entries(row));
      let count = 0;
      for (const found of rowsOf(row, node)) {
        if (count++ < ROWS_LIMIT) yield newRow(row, found, node);
        else break;
      }
      if (count > ROWS_LIMIT) cut++;
    }
    if (cut > 0) context.environment.warn?.(`multikv read only the first ${ROWS_LIMIT} rows of ${cut} results`);
  }
  return await context.environment.transform(optimise(input), {
    schema: (schema) => ({ columns: options.copyattrs === false ? [] : visibleColumns(schema), isOpen: true }),
    run: (batches) => batchesOf(rowsIn(batches)),
  });
}

function* rowsOf(row: Row, { options, filter }: Multikv): Generator<TextRow> {
  const raw = row['_raw'];
  if (raw === undefined) return;
  const table: TextTableOptions = {
    ...(options.forceheader !== undefined && { headerLine: options.forceheader }),
    hasNoHeader: options.noheader === true,
    hasMany: options.multitable !== false,
  };
  const text = typeof raw === 'object' ? raw.join('\n') : String(raw);
  for (const found of textRows(text, table)) {
    if (filter.length === 0 || filter.some(({ name }) => found.line.includes(name))) yield found;
  }
}

/** A row of the table as a result: its line is its text, and its cells win over fields of the same name. */
function newRow(row: Row, { line, cells }: TextRow, { options, fields }: Multikv): NewRow {
  const made = new Map<string, Value>(options.copyattrs === false ? [] : Object.entries(row));
  made.set('_raw', line);
  for (const [name, value] of cells) {
    if (fields.length === 0 || fields.some((field) => field.name === name)) made.set(name, value);
  }
  return made;
}

function readMultikv(cursor: Cursor): Multikv {
  const options = optionBag(cursor, 'multikv', OPTIONS);
  const fields: FieldName[] = [];
  const filter: FieldName[] = [];
  while (!cursor.atEnd()) {
    if (options.read() || cursor.symbol(',')) continue;
    const clause = cursor.keyword('fields', 'filter');
    if (clause === undefined) cursor.failExpected('an option, fields or filter');
    (clause === 'fields' ? fields : filter).push(...cursor.fieldList('fields', 'filter'));
  }
  return { kind: 'Multikv', fields, filter, options: options.values, span: cursor.span() };
}
