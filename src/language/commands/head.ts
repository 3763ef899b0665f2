import type { EvalExpr, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { readEvalExpression } from '../parse/eval.ts';
import { booleanOption, integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { filter, limit, select, window } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { lowerCondition } from '../plan/eval.ts';
import { boolean, call, coalesce, column, isTrue, not, number } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { freshName, visibleColumns } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { limit: integerOption, null: booleanOption, keeplast: booleanOption };

export type Head = Node<
  'Head',
  {
    /** Results to keep; Splunk's default is 10. Absent with `condition` alone: then there is no limit. */
    count?: number;
    /** Results are kept until it is first false. */
    condition?: EvalExpr;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const head = defineCommand<Head>({
  name: 'head',
  doc: {
    syntax: 'head [<count>|limit=<count>|(<eval expression>)] [null=<bool>] [keeplast=<bool>]',
    summary: 'Keeps the first results: a number of them, or those before a condition first fails.',
    source: 'Splunk Search Reference, head',
    options: {
      limit: 'how many results are kept; 10, and all where a condition is given',
      null: 'whether a result for which the condition is NULL counts as one for which it is true; false',
      keeplast: 'whether the first result for which the condition is false is kept too; false',
    },
  },
  stands: 'later',
  parse: readHead,
  plan: planHead,
});

function planHead(node: Head, given: Plan | undefined, context: PlanContext): Plan {
  const input = resultsOf(given);
  const kept = node.condition === undefined ? input : whileTrue(input, node, node.condition, context);
  return node.count === undefined ? kept : limit(kept, node.count);
}

/** The results before the condition first fails; with `keeplast` the one for which it fails as well. */
function whileTrue(input: Plan, node: Head, condition: EvalExpr, context: PlanContext): Plan {
  const lowered = lowerCondition(condition, { context, schema: input.schema });
  // `null=true` goes on over results for which the condition is NULL.
  const holds = isTrue(node.options.null === true ? coalesce(lowered, boolean(true)) : lowered);
  const name = freshName('failed', input.schema);
  const following = node.options.keeplast === true ? -1 : 0;
  const failed = { name, type: 'number', fn: 'count', argument: not(holds), frame: { following } } as const;
  const counted = window(input, [], [failed]);
  const before = coalesce(column(name, 'number'), number(0));
  const kept = filter(counted, call('numberEquals', 'boolean', before, number(0)));
  return select(
    kept,
    visibleColumns(input.schema).map((old) => old.name),
    input.schema.isOpen,
  );
}

function readHead(cursor: Cursor): Head {
  const options = optionBag(cursor, 'head', OPTIONS);
  options.readAll();
  let count = cursor.integer();
  const condition = count === undefined && cursor.peekCharacter() === '(' ? readEvalExpression(cursor) : undefined;
  options.readAll();
  count ??= options.values.limit ?? (condition === undefined ? 10 : undefined);
  return {
    kind: 'Head',
    ...(count === undefined ? {} : { count }),
    ...(condition === undefined ? {} : { condition }),
    options: options.values,
    span: cursor.span(),
  };
}
