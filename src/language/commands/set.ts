import type { Node, Pipeline } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { limit } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { withKnownFields } from '../plan/kept.ts';
import { setOf } from '../plan/sets.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxout: integerOption, maxtime: integerOption, timeout: integerOption };

export type SetCommand = Node<
  'Set',
  {
    operation: 'union' | 'diff' | 'intersect';
    left: Pipeline;
    right: Pipeline;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const set = defineCommand<SetCommand>({
  name: 'set',
  doc: {
    syntax:
      'set [maxout=<count>] [maxtime=<seconds>] [timeout=<seconds>] (union|diff|intersect) <subsearch> <subsearch>',
    summary: 'The union, difference or intersection of the results of two subsearches.',
    source: 'Splunk Search Reference, set',
    options: {
      maxout: 'how many results are taken of each subsearch; all of them where it is left out',
      maxtime: 'accepted and not needed: nothing is cut off by time',
      timeout: 'accepted and not needed',
    },
    differs: 'The subsearches have no limit of 10,000 results unless `maxout` sets one.',
  },
  stands: 'first',
  parse: readSet,
  plan: planSet,
});

async function planSet(node: SetCommand, _input: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { maxout } = node.options;
  const [left, right] = await Promise.all(
    [node.left, node.right].map(async ({ commands }) => {
      const plan = await withKnownFields(await context.subsearch(commands), context);
      return maxout === undefined ? plan : limit(plan, maxout);
    }),
  );
  return setOf(node.operation, resultsOf(left), resultsOf(right));
}

function readSet(cursor: Cursor): SetCommand {
  const options = optionBag(cursor, 'set', OPTIONS);
  options.readAll();
  const operation = cursor.keyword('union', 'diff', 'intersect') as SetCommand['operation'] | undefined;
  if (operation === undefined) return cursor.failExpected('union, diff or intersect');
  const left = cursor.subsearch();
  const right = cursor.subsearch();
  return { kind: 'Set', operation, left, right, options: options.values, span: cursor.span() };
}
