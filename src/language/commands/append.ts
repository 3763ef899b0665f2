import type { Plan } from '../ir.ts';
import { booleanOption, integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { limit, union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  extendtimerange: booleanOption,
  maxtime: integerOption,
  maxout: integerOption,
  timeout: integerOption,
};

export type Append = Plain<'Append', typeof OPTIONS>;

export const append = defineCommand<Append>({
  name: 'append',
  doc: {
    syntax: 'append [maxout=<count>] [maxtime=<seconds>] [timeout=<seconds>] [extendtimerange=<bool>] [<subsearch>]',
    summary: 'Adds the results of a subsearch behind the current ones.',
    source: 'Splunk Search Reference, append',
    options: {
      maxout: 'how many results of the subsearch are added, the first ones; all, also for 0',
      maxtime: 'how many seconds the subsearch may take',
      timeout: 'how many seconds Splunk waits for it',
      extendtimerange: 'whether the time range that Splunk shows takes that of the subsearch in',
    },
    differs:
      'a subsearch is never cut short: maxtime and timeout have no effect, and there is no limit of 50,000 results',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Append', 'append', OPTIONS, { subsearches: [1, 1] }),
  plan: planAppend,
});

/** Limits of time are not kept: a search that is cut short would lose results. */
async function planAppend(node: Append, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const added = await Promise.all(node.subsearches.map(async ({ commands }) => await context.subsearch(commands)));
  const { maxout = 0 } = node.options;
  if (maxout < 0) fail('SPL106', 'maxout takes a number of results, or 0 for all', node.span);
  return union([resultsOf(given), ...added.map((plan) => (maxout === 0 ? plan : limit(plan, maxout)))]);
}
