import type { Plan } from '../ir.ts';
import { booleanOption, integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { limit, select } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { sideBySide } from '../plan/join.ts';
import { computedOnce } from '../plan/kept.ts';
import { isInternal, visibleColumns } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { override: booleanOption, maxtime: integerOption, maxout: integerOption, timeout: integerOption };

export type Appendcols = Plain<'Appendcols', typeof OPTIONS>;

export const appendcols = defineCommand<Appendcols>({
  name: 'appendcols',
  doc: {
    syntax: 'appendcols [override=<bool>] [maxout=<count>] [maxtime=<seconds>] [timeout=<seconds>] [<subsearch>]',
    summary: 'Adds the fields of the first subsearch result to the first result, and so on.',
    source: 'Splunk Search Reference, appendcols',
    options: {
      override: 'whether values of the subsearch replace those that there are; false where it is left out',
      maxout: 'how many results of the subsearch are taken; all of them where it is left out',
      maxtime: 'accepted and not needed: nothing is cut off by time',
      timeout: 'accepted and not needed',
    },
    differs: 'The subsearch has no limit of 50,000 results unless `maxout` sets one.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Appendcols', 'appendcols', OPTIONS, { subsearches: [1, 1] }),
  plan: planAppendcols,
});

/** Results of the subsearch that have no partner come behind the others. */
async function planAppendcols(node: Appendcols, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const [subsearch] = node.subsearches;
  const { override, maxout } = node.options;
  const right = await context.subsearch(subsearch?.commands ?? []);
  const kept = withoutInternal(maxout === undefined ? right : limit(right, maxout));
  return sideBySide(
    await computedOnce(resultsOf(given), context),
    await computedOnce(kept, context),
    override === true,
  );
}

/** Internal fields stay where they come from: `_time` of the subsearch is not that of the result. */
function withoutInternal(plan: Plan): Plan {
  const kept = visibleColumns(plan.schema).filter(({ name }) => !isInternal(name));
  return select(
    plan,
    kept.map(({ name }) => name),
    plan.schema.isOpen,
  );
}
