import type { Plan, Row } from '../ir.ts';
import { booleanOption, integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { limit } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { unifiedDiff } from '../plan/line-diff.ts';
import { type NewTable, tabulate } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  position1: integerOption,
  position2: integerOption,
  attribute: textOption,
  diffheader: booleanOption,
  context: booleanOption,
  maxlen: integerOption,
};

export type Diff = Plain<'Diff', typeof OPTIONS>;

export const diff = defineCommand<Diff>({
  name: 'diff',
  doc: {
    syntax:
      'diff [position1=<n>] [position2=<n>] [attribute=<field>] [diffheader=<bool>] [context=<bool>] [maxlen=<n>]',
    summary: 'Compares two results line by line.',
    source: 'Splunk Search Reference, diff',
    options: {
      position1: 'the result that is compared, counted from 1; 1',
      position2: 'the one that it is compared with, behind it; 2',
      attribute: 'the field that is compared; _raw',
      diffheader: 'whether lines with the names of both come first, as patch needs them; false',
      context: 'whether the context format is written in the place of the unified one; false',
      maxlen: 'how many characters of each are compared; 0 is all; 100000',
    },
    differs: 'the context format is refused; both results are compared as they are, without their other fields',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Diff', 'diff', OPTIONS),
  plan: planDiff,
});

const DEFAULT_LENGTH = 100_000;

async function planDiff({ options, span }: Diff, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { position1: first = 1, position2: second = 2, maxlen = DEFAULT_LENGTH } = options;
  if (options.context === true) fail('SPL303', 'karst writes differences in the unified format alone', span);
  if (first < 1 || second <= first) fail('SPL106', 'position2 stands behind position1, which is 1 or more', span);
  if (maxlen < 0) fail('SPL106', 'maxlen takes a number of characters, or 0 for all', span);
  const field = options.attribute ?? '_raw';
  const textOf = (row: Row) => {
    const value = row[field] ?? '';
    const text = typeof value === 'object' ? value.join('\n') : String(value);
    return maxlen === 0 ? text : text.slice(0, maxlen);
  };
  const header = options.diffheader === true ? [`--- result ${first}`, `+++ result ${second}`] : [];
  const compare = (rows: readonly Row[]): NewTable => {
    const [before, after] = [rows[first - 1], rows[second - 1]];
    if (before === undefined || after === undefined) return { columns: COLUMNS, rows: [] };
    const changes = unifiedDiff(textOf(before), textOf(after));
    const lines = changes === undefined ? ['Results are the Same'] : [...header, ...changes];
    const row = new Map<string, string | number>([
      ['_raw', lines.join('\n')],
      ['linecount', lines.length],
    ]);
    return { columns: COLUMNS, rows: [row] };
  };
  return await tabulate(limit(resultsOf(given), second), compare, context);
}

const COLUMNS = ['_raw', 'linecount'];
