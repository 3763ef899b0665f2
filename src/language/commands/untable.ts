import type { Column, Plan, Row, Value } from '../ir.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { withKnownFields } from '../plan/kept.ts';
import { isInternal, visibleColumns } from '../plan/schema.ts';
import { eachRow, type NewRow, stream } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Untable = Plain<'Untable', typeof OPTIONS>;

export const untable = defineCommand<Untable>({
  name: 'untable',
  doc: {
    syntax: 'untable <x field> <name field> <value field>',
    summary: 'Makes one result of each cell of a table.',
    source: 'Splunk Search Reference, untable',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Untable', 'untable', OPTIONS, { words: [3, 3] }),
  plan: planUntable,
});

/** One result for each field of a result but the first one; fields without a value give none. */
async function planUntable(node: Untable, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const [x = '', name = '', value = ''] = node.words.map((word) => word.name);
  const input = await withKnownFields(resultsOf(given), context);
  const names = visibleColumns(input.schema).map((field) => field.name);
  const fields = names.filter((field) => field !== x && !isInternal(field));
  async function* cells(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    for await (const row of eachRow(batches)) {
      const key = row[x];
      for (const field of fields) {
        const cell = row[field];
        if (cell === undefined) continue;
        yield new Map<string, Value>([...(key === undefined ? [] : [[x, key] as const]), [name, field], [value, cell]]);
      }
    }
  }
  const columns = [x, name, value].map((field): Column => ({ name: field, type: 'text' }));
  return await stream(input, columns, cells, context);
}
