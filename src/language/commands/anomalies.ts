import type { FieldName, Node } from '../ast.ts';
import type { Column, Plan, Row, Value } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import {
  booleanOption,
  integerOption,
  numberOption,
  type OptionValues,
  optionBag,
  textOption,
} from '../parse/options.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { visibleColumns } from '../plan/schema.ts';
import { eachRow, type NewRow, stream } from '../plan/tabulate.ts';
import { type Unexpectedness, unexpectedness } from '../statistics/unexpectedness.ts';
import { textsOf } from '../statistics/values.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  threshold: numberOption,
  labelonly: booleanOption,
  normalize: booleanOption,
  maxvalues: integerOption,
  field: textOption,
  denylist: textOption,
  denylistthreshold: numberOption,
};

export type Anomalies = Node<
  'Anomalies',
  {
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const anomalies = defineCommand<Anomalies>({
  name: 'anomalies',
  doc: {
    syntax:
      'anomalies [threshold=<n>] [labelonly=<bool>] [normalize=<bool>] [maxvalues=<count>] [field=<field>] [BY <fields>]',
    summary: 'Tells how unexpected each result is after those before it, and keeps those that are.',
    source: 'Splunk Search Reference, anomalies',
    options: {
      threshold: 'the score above which a result is unexpected; 0.01 by default',
      labelonly: 'whether results that are expected stay too; false by default',
      normalize: 'whether all digits count as the same; true by default',
      maxvalues: 'how many results before one are looked at, from 10 to 10000; 100 by default',
      field: 'the field that is looked at; _raw by default',
    },
    differs:
      'Splunk keeps to itself how it measures that texts are alike: here the number of different words in them is taken. Results without the field are left out, with labelonly=true they have no score. A denylist is error SPL303.',
  },
  stands: 'later',
  parse: readAnomalies,
  plan: planAnomalies,
});

const SCORE = 'unexpectedness';
const DEFAULT_THRESHOLD = 0.01;
const DEFAULT_WINDOW = 100;
const [SMALLEST_WINDOW, LARGEST_WINDOW] = [10, 10_000];

/** Combinations of BY values: each has a window of its own. */
const MOST_GROUPS = 10_000;

async function planAnomalies(node: Anomalies, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { threshold = DEFAULT_THRESHOLD, labelonly = false, field = '_raw' } = node.options;
  const windows = windowsOf(node);
  const input = resultsOf(given);
  async function* scored(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    for await (const row of eachRow(batches)) {
      const texts = textsOf(row[field]);
      const score = texts.length === 0 ? undefined : windows(row)?.of(texts.join('\n'));
      if (!labelonly && !(score !== undefined && score > threshold)) continue;
      const made = new Map<string, Value>(Object.entries(row));
      made.delete(SCORE);
      yield score === undefined ? made : made.set(SCORE, score);
    }
  }
  const added: Column = { name: SCORE, type: 'number' };
  const kept = visibleColumns(input.schema).filter(({ name }) => name !== SCORE);
  return await stream(input, [...kept, added], scored, context, 'carried');
}

/** The window that a result belongs to: one for each combination of BY values, none where one is missing. */
function windowsOf({ options, by, span }: Anomalies): (row: Row) => Unexpectedness | undefined {
  const { normalize = true, maxvalues = DEFAULT_WINDOW, denylist, denylistthreshold } = options;
  if (denylist !== undefined || denylistthreshold !== undefined) {
    fail('SPL303', 'karst does not run anomalies with a denylist', span, 'filter the results with lookup before');
  }
  if (maxvalues < SMALLEST_WINDOW || maxvalues > LARGEST_WINDOW) {
    fail('SPL106', `maxvalues is a number from ${SMALLEST_WINDOW} to ${LARGEST_WINDOW}, found ${maxvalues}`, span);
  }
  const windows = new Map<string, Unexpectedness>();
  return (row) => {
    const keys = by.map(({ name }) => textsOf(row[name]).join('\n'));
    if (by.some(({ name }) => row[name] === undefined)) return undefined;
    const key = keys.join('\u0001');
    const known = windows.get(key) ?? unexpectedness({ window: maxvalues, ignoresDigits: normalize });
    windows.set(key, known);
    if (windows.size > MOST_GROUPS) {
      fail('SPL305', `anomalies found more than ${MOST_GROUPS} combinations of BY values`, span, 'use fewer BY fields');
    }
    return known;
  };
}

function readAnomalies(cursor: Cursor): Anomalies {
  const options = optionBag(cursor, 'anomalies', OPTIONS);
  options.readAll();
  const by = cursor.keyword('by') === undefined ? [] : cursor.fieldList();
  options.readAll();
  return { kind: 'Anomalies', by, options: options.values, span: cursor.span() };
}
