import type { Plan, Row, Value } from '../ir.ts';
import { booleanOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { limit } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { withKnownFields } from '../plan/kept.ts';
import { isInternal, visibleColumns } from '../plan/schema.ts';
import { type NewRow, type NewTable, tabulate } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { column_name: textOption, header_field: textOption, include_empty: booleanOption };

/** Results that become columns where the search does not say. */
const DEFAULT_ROWS = 5;

export type Transpose = Plain<'Transpose', typeof OPTIONS>;

export const transpose = defineCommand<Transpose>({
  name: 'transpose',
  doc: {
    syntax: 'transpose [<count>] [column_name=<text>] [header_field=<field>] [include_empty=<bool>]',
    summary: 'Turns rows into columns.',
    source: 'Splunk Search Reference, transpose',
    options: {
      count: 'how many results become columns; 5, and all of them for 0',
      column_name: 'the name of the column with the names of fields; `column`',
      header_field: 'the field whose values name the other columns; `row 1` and so on where it is left out',
      include_empty: 'whether fields without any value have a row; true where it is left out',
    },
    differs: 'Internal fields such as `_time` have no row.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Transpose', 'transpose', OPTIONS, { words: [0, 1] }),
  plan: planTranspose,
});

async function planTranspose(node: Transpose, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { column_name: title = 'column', header_field: header, include_empty: keepsEmpty = true } = node.options;
  const count = countOf(node);
  const input = await withKnownFields(resultsOf(given), context);
  const fields = visibleColumns(input.schema)
    .map(({ name }) => name)
    .filter((name) => name !== header && !isInternal(name));
  const turn = (rows: readonly Row[]): NewTable => {
    const headers = distinctHeaders(rows.map((row, index) => headerOf(row, header) ?? `row ${index + 1}`));
    const turned = fields.map((field): NewRow => {
      const cells = rows.flatMap((row, index): [string, Value][] => {
        const [name, cell] = [headers[index], row[field]];
        return cell === undefined || name === undefined ? [] : [[name, cell]];
      });
      return new Map<string, Value>([[title, field], ...cells]);
    });
    return { columns: [title, ...headers], rows: turned.filter((row) => keepsEmpty || row.size > 1) };
  };
  return await tabulate(count === 0 ? input : limit(input, count), turn, context);
}

/** How many results become columns: 5 unless it is said, all for 0. */
function countOf({ words, span }: Transpose): number {
  const [word] = words;
  if (word === undefined) return DEFAULT_ROWS;
  return /^\d{1,9}$/.test(word.name)
    ? Number(word.name)
    : fail('SPL106', `transpose takes a number of results, found "${word.name}"`, span);
}

function headerOf(row: Row, header: string | undefined): string | undefined {
  const value = header === undefined ? undefined : row[header];
  return value === undefined ? undefined : String(typeof value === 'object' ? value.join(' ') : value);
}

/** Two results with the same header are two columns. */
function distinctHeaders(headers: readonly string[]): readonly string[] {
  const taken = new Map<string, number>();
  return headers.map((header) => {
    const count = (taken.get(header) ?? 0) + 1;
    taken.set(header, count);
    return count === 1 ? header : `${header} ${count}`;
  });
}
