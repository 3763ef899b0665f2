import type { Plan } from '../ir.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { limit } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { optimise } from '../plan/optimise.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Require = Plain<'Require', typeof OPTIONS>;

export const require = defineCommand<Require>({
  name: 'require',
  doc: {
    syntax: 'require',
    summary: 'Fails the search if there are no results.',
    source: 'Splunk Search Reference, require',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Require', 'require', OPTIONS),
  plan: planRequire,
});

async function planRequire(node: Require, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { environment } = context;
  const input = await computedOnce(resultsOf(given), context);
  const first = await environment.rows(optimise(limit(input, 1)));
  if (first.length === 0 && environment.isAheadOfData !== true) {
    fail('EN006', 'the search has no results, and require asks for some', node.span);
  }
  return input;
}
