import type { Plan } from '../ir.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { isStreamingCommand, newestFirst } from '../plan/streams.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Multisearch = Plain<'Multisearch', typeof OPTIONS>;

export const multisearch = defineCommand<Multisearch>({
  name: 'multisearch',
  doc: {
    syntax: 'multisearch <subsearch> <subsearch>...',
    summary: 'Runs streaming searches side by side and merges their results by time.',
    source: 'Splunk Search Reference, multisearch',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Multisearch', 'multisearch', OPTIONS, { subsearches: [2, MANY] }),
  plan: planMultisearch,
});

async function planMultisearch(node: Multisearch, _input: Plan | undefined, context: PlanContext): Promise<Plan> {
  for (const pipeline of node.subsearches) {
    const command = pipeline.commands.find((one) => !isStreamingCommand(one));
    if (command === undefined) continue;
    const name = command.kind.toLowerCase();
    fail('SPL105', `multisearch takes streaming commands alone, found "${name}"`, command.span, 'use union or append');
  }
  const plans = await Promise.all(node.subsearches.map(async ({ commands }) => await context.subsearch(commands)));
  return newestFirst(union(plans));
}
