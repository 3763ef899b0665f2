import type { EvalExpr, FieldName, Node, Pipeline } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { readEvalExpression } from '../parse/eval.ts';
import {
  booleanOption,
  choiceOption,
  integerOption,
  type OptionBag,
  type OptionValues,
  optionBag,
  textOption,
} from '../parse/options.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { joinResults } from '../plan/join.ts';
import { isInternal, visibleColumns } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  type: choiceOption('inner', 'left', 'outer'),
  usetime: booleanOption,
  earlier: booleanOption,
  overwrite: booleanOption,
  max: integerOption,
  left: textOption,
  right: textOption,
};

export type Join = Node<
  'Join',
  {
    /** Empty: all fields that both sides have. */
    fields: readonly FieldName[];
    subsearch: Pipeline;
    /** `where L.a=R.b` of the form with aliases for the sides. */
    condition?: EvalExpr;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const join = defineCommand<Join>({
  name: 'join',
  doc: {
    syntax: 'join [type=inner|left|outer] [max=<count>] [overwrite=<bool>] [usetime=<bool>] [<field>...] [<subsearch>]',
    summary: 'Adds the fields of the subsearch result that has the same values in the listed fields.',
    source: 'Splunk Search Reference, join',
  },
  stands: 'later',
  parse: readJoin,
  plan: planJoin,
});

async function planJoin(node: Join, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { options } = node;
  if (node.condition !== undefined || options.left !== undefined || options.right !== undefined) {
    fail('SPL303', 'karst does not run join with aliases for its sides', node.span, 'list the common fields');
  }
  const left = resultsOf(given);
  const right = await context.subsearch(node.subsearch.commands);
  const listed = [...new Set(node.fields.map(({ name }) => name))];
  return joinResults(left, right, {
    keys: listed.length > 0 ? listed : commonFields(left, right),
    type: options.type === undefined || options.type === 'inner' ? 'inner' : 'left',
    max: options.max ?? 1,
    overwrite: options.overwrite ?? true,
    ...(options.usetime === true && { time: options.earlier === false ? 'later' : 'earlier' }),
  });
}

function commonFields(left: Plan, right: Plan): readonly string[] {
  const names = new Set(visibleColumns(right.schema).map(({ name }) => name));
  return visibleColumns(left.schema)
    .map(({ name }) => name)
    .filter((name) => names.has(name) && !isInternal(name));
}

function readJoin(cursor: Cursor): Join {
  const options = optionBag(cursor, 'join', OPTIONS);
  const fields = readKeys(cursor, options);
  const condition = cursor.keyword('where') === undefined ? undefined : readEvalExpression(cursor);
  const subsearch = cursor.subsearch();
  options.readAll();
  return {
    kind: 'Join',
    fields,
    subsearch,
    ...(condition === undefined ? {} : { condition }),
    options: options.values,
    span: cursor.span(),
  };
}

function readKeys(cursor: Cursor, options: OptionBag<typeof OPTIONS>): FieldName[] {
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList('where'));
  while (options.read());
  return fields;
}
