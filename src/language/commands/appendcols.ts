import type { Plan } from '../ir.ts';
import { booleanOption, integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { limit } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { sideBySide } from '../plan/join.ts';
import { computedOnce } from '../plan/kept.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { override: booleanOption, maxtime: integerOption, maxout: integerOption, timeout: integerOption };

export type Appendcols = Plain<'Appendcols', typeof OPTIONS>;

export const appendcols = defineCommand<Appendcols>({
  name: 'appendcols',
  doc: {
    syntax: 'appendcols [override=<bool>] [maxout=<count>] [maxtime=<seconds>] [timeout=<seconds>] [<subsearch>]',
    summary: 'Adds the fields of the first subsearch result to the first result, and so on.',
    source: 'Splunk Search Reference, appendcols',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Appendcols', 'appendcols', OPTIONS, { subsearches: [1, 1] }),
  plan: planAppendcols,
});

/** Results of the subsearch that have no partner come behind the others. Limits of time are not kept. */
async function planAppendcols(node: Appendcols, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const [subsearch] = node.subsearches;
  const { override, maxout } = node.options;
  const right = await context.subsearch(subsearch?.commands ?? []);
  const kept = maxout === undefined ? right : limit(right, maxout);
  return sideBySide(
    await computedOnce(resultsOf(given), context),
    await computedOnce(kept, context),
    override === true,
  );
}
