import type { Column, Plan, Row, Value } from '../ir.ts';
import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { figureOf } from '../plan/moving-average.ts';
import { visibleColumns } from '../plan/schema.ts';
import { eachResult, eachRow, type NewRow, stream } from '../plan/tabulate.ts';
import { countUpTo, numberList } from '../statistics/numbers.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { duration: textOption, start: textOption, output: textOption };

export type Concurrency = Plain<'Concurrency', typeof OPTIONS>;

export const concurrency = defineCommand<Concurrency>({
  name: 'concurrency',
  doc: {
    syntax: 'concurrency duration=<field> [start=<field>] [output=<field>]',
    summary: 'Counts the results that were going on when each one started, itself among them.',
    source: 'Splunk Search Reference, concurrency',
    options: {
      duration: 'the field that tells how long a result went on, in the unit of start',
      start: 'the field that tells when it started; _time by default',
      output: 'the field that gets the number; concurrency by default',
    },
    differs:
      'A result goes on from its start up to its end, the end left out. Results without a number in one of the two fields, or with a negative duration, count nowhere and get no number. There is no limit to how many are counted.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Concurrency', 'concurrency', OPTIONS),
  plan: planConcurrency,
});

async function planConcurrency(node: Concurrency, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { duration, start = '_time', output = 'concurrency' } = node.options;
  if (duration === undefined) fail('SPL109', 'concurrency takes duration=<field>', node.span);
  const input = await computedOnce(resultsOf(given), context);
  const rangeOf = (row: Row): { readonly from: number; readonly length: number } | undefined => {
    const [from, length] = [figureOf(row[start]), figureOf(row[duration])];
    return from === undefined || length === undefined || length < 0 ? undefined : { from, length };
  };
  const [starts, ends] = [numberList(), numberList()];
  const see = (row: Row): void => {
    const range = rangeOf(row);
    if (range === undefined) return;
    starts.push(range.from);
    ends.push(range.from + range.length);
  };
  await eachResult(input, see, context);
  const [begun, over] = [starts.sorted(), ends.sorted()];
  async function* counted(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    for await (const row of eachRow(batches)) {
      const made = new Map<string, Value>(Object.entries(row));
      const range = rangeOf(row);
      made.delete(output);
      if (range !== undefined) {
        // One that takes no time is over when it starts, and counts itself all the same.
        const itself = range.from + range.length === range.from ? 1 : 0;
        made.set(output, countUpTo(begun, range.from) - countUpTo(over, range.from) + itself);
      }
      yield made;
    }
  }
  const added: Column = { name: output, type: 'number' };
  const kept = visibleColumns(input.schema).filter(({ name }) => name !== output);
  return await stream(input, [...kept, added], counted, context, 'each');
}
