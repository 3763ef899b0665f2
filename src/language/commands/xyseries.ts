import type { Plan } from '../ir.ts';
import { booleanOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { project } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { pivot, seriesTitle } from '../plan/pivot.ts';
import { fieldOf } from '../plan/schema.ts';
import { tabulate } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { grouped: booleanOption, sep: textOption, format: textOption };

export type Xyseries = Plain<'Xyseries', typeof OPTIONS>;

export const xyseries = defineCommand<Xyseries>({
  name: 'xyseries',
  doc: {
    syntax: 'xyseries [grouped=<bool>] <x field> <name field> <value field>... [sep=<text>] [format=<text>]',
    summary: 'Makes a table: one row for each x, one column for each name.',
    source: 'Splunk Search Reference, xyseries',
    options: {
      grouped: 'whether an x that comes again later has a row again; false where it is left out',
      sep: 'what stands between data field and name, where there are several data fields; `: `',
      format: 'such a name with `$AGG$` for the data field and `$VAL$` for the name; it takes precedence over `sep`',
    },
    differs: 'Rows come in the order in which their x came first; of several values for one cell the last one stays.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Xyseries', 'xyseries', OPTIONS, { words: [3, MANY] }),
  plan: planXyseries,
});

async function planXyseries(node: Xyseries, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { grouped, sep = ': ', format } = node.options;
  const [x = '', name = '', ...values] = node.words.map((word) => word.name);
  const title = seriesTitle({ sep, ...(format !== undefined && { format }) });
  const titled = (series: string, value: string) => (values.length > 1 ? title(value, series) : series);
  const input = select(resultsOf(given), [x, name, ...values]);
  return await tabulate(
    input,
    (rows) => pivot(rows, { row: [x], series: name, values, title: titled, isGrouped: grouped === true }),
    context,
  );
}

function select(input: Plan, names: readonly string[]): Plan {
  return project(
    input,
    [...new Set(names)].map((name) => ({ name, expr: fieldOf(input.schema, name) })),
  );
}
