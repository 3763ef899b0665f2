import type { Node, Pipeline } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { type Address, readAddress } from '../parse/address.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { datasetResults } from '../plan/address.ts';
import { limit, union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { isStreaming, newestFirst } from '../plan/streams.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxout: integerOption, maxtime: integerOption, timeout: integerOption };

export type Union = Node<
  'Union',
  {
    options: OptionValues<typeof OPTIONS>;
    /** Subsearches, and data sets by their address: `datamodel:"Web.Web"`, `lookup:users`. */
    datasets: readonly (Pipeline | Address)[];
  }
>;

export const unionCommand = defineCommand<Union>({
  name: 'union',
  doc: {
    syntax: 'union [maxout=<count>] [maxtime=<seconds>] [timeout=<seconds>] [<dataset>|<subsearch>]...',
    summary: 'Merges the results of subsearches and data sets.',
    source: 'Splunk Search Reference, union',
    options: {
      maxout: 'how many results are taken of each data set; all of them where it is left out',
      maxtime: 'accepted and not needed: nothing is cut off by time',
      timeout: 'accepted and not needed',
    },
    differs:
      'Data sets have no limit of 50,000 results unless `maxout` sets one. The saved searches are the detections and baselines of content.',
  },
  stands: 'anywhere',
  parse: readUnion,
  plan: planUnion,
});

/**
 * At the start of a search, results of streaming searches are merged by time, the newest first. Others come one after
 * the other, behind the results that there are.
 */
async function planUnion(node: Union, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { maxout } = node.options;
  const added = await Promise.all(
    node.datasets.map(async (dataset) => {
      const plan =
        dataset.kind === 'Pipeline'
          ? await context.subsearch(dataset.commands)
          : await datasetResults(dataset, context);
      return maxout === undefined ? plan : limit(plan, maxout);
    }),
  );
  if (added.length === 0) fail('SPL109', 'union needs a data set or a subsearch', node.span);
  const areStreams = given === undefined && node.datasets.every((one) => one.kind === 'Pipeline' && isStreaming(one));
  const all = union([...(given === undefined ? [] : [given]), ...added]);
  return areStreams ? newestFirst(all) : all;
}

const EXPECTED = 'datamodel:, lookup: or a subsearch in brackets';

function readUnion(cursor: Cursor): Union {
  const options = optionBag(cursor, 'union', OPTIONS);
  const datasets: (Pipeline | Address)[] = [];
  while (!cursor.atEnd()) {
    if (options.read() || cursor.symbol(',')) continue;
    datasets.push(cursor.atSubsearch() ? cursor.subsearch() : readAddress(cursor, EXPECTED));
  }
  return { kind: 'Union', options: options.values, datasets, span: cursor.span() };
}
