import type { Plan } from '../ir.ts';
import { integerOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { addressOf, datasetResults } from '../plan/address.ts';
import { limit, union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { isStreaming, newestFirst } from '../plan/streams.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxout: integerOption, maxtime: integerOption, timeout: integerOption };

/** The words are data sets: `datamodel:Web.Web`, `lookup:users`, `savedsearch:name`. */
export type Union = Plain<'Union', typeof OPTIONS>;

export const unionCommand = defineCommand<Union>({
  name: 'union',
  doc: {
    syntax: 'union [maxout=<count>] [maxtime=<seconds>] [timeout=<seconds>] [<dataset>|<subsearch>]...',
    summary: 'Merges the results of subsearches and data sets.',
    source: 'Splunk Search Reference, union',
  },
  stands: 'anywhere',
  parse: (cursor) => readPlain(cursor, 'Union', 'union', OPTIONS, { words: [0, MANY], subsearches: [0, MANY] }),
  plan: planUnion,
});

/**
 * Results that pass one by one are merged by time, the newest first, others come one after the other. At the start of
 * a search there is no set before those listed. Limits of time are not kept.
 */
async function planUnion(node: Union, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { maxout } = node.options;
  const named = await Promise.all(node.words.map(async (word) => await datasetResults(addressOf(word), context)));
  const searched = await Promise.all(node.subsearches.map(async ({ commands }) => await context.subsearch(commands)));
  const added = [...named, ...searched].map((plan) => (maxout === undefined ? plan : limit(plan, maxout)));
  if (added.length === 0) fail('SPL109', 'union needs a data set or a subsearch', node.span);
  const areStreams = given === undefined && node.subsearches.every(isStreaming) && node.words.length === 0;
  const all = union([...(given === undefined ? [] : [given]), ...added]);
  return areStreams ? newestFirst(all) : all;
}
