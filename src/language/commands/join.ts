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
import { type JoinOptions, joinResults } from '../plan/join.ts';
import { type JoinAliases, joinAliased } from '../plan/join-aliases.ts';
import { computedOnce } from '../plan/kept.ts';
import { equalKeys, type Meeting } from '../plan/meeting.ts';
import { fieldOf, isInternal, visibleColumns } from '../plan/schema.ts';
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
    syntax:
      'join [type=inner|left|outer] [max=<count>] [overwrite=<bool>] [usetime=<bool>] [earlier=<bool>] [<field>...|left=<alias> right=<alias> where <alias>.<field>=<alias>.<field> [AND ...]] [<subsearch>]',
    summary: 'Adds the fields of the subsearch result that has the same values in the listed fields.',
    source: 'Splunk Search Reference, join',
    options: {
      type: 'inner keeps results with a match alone, left (or outer) all; inner',
      max: 'how many results of the subsearch each is joined with, the first ones; 0 is all; 1',
      overwrite: 'whether the values of the subsearch win where both sides have the field; true',
      usetime: 'whether only results match that are earlier, or later, than the current one; false',
      earlier: 'with usetime, whether they are earlier; true',
      left: 'a name for the current results: their fields then begin with it and a dot',
      right: 'a name for those of the subsearch',
      where: 'with left and right, the fields that must be equal',
    },
    differs: 'the subsearch has no limit of 50,000 results',
  },
  stands: 'later',
  parse: readJoin,
  plan: planJoin,
  meeting: joinMeeting,
});

async function planJoin(node: Join, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { options } = node;
  const aliases = aliasesOf(node);
  const left = resultsOf(given);
  const right = await context.subsearch(node.subsearch.commands);
  const how: Omit<JoinOptions, 'keys'> = {
    type: options.type === undefined || options.type === 'inner' ? 'inner' : 'left',
    max: options.max ?? 1,
    overwrite: options.overwrite ?? true,
    ...(options.usetime === true && { time: options.earlier === false ? 'later' : 'earlier' }),
  };
  if (aliases !== undefined) return await joinAliased(left, right, aliases, how, context);
  const listed = [...new Set(node.fields.map(({ name }) => name))];
  const keys = listed.length > 0 ? listed : commonFields(left, right);
  return joinResults(left, right, { keys, ...how });
}

async function joinMeeting(node: Join, left: Plan, context: PlanContext): Promise<Meeting> {
  const right = await computedOnce(await context.subsearch(node.subsearch.commands), context);
  const listed = [...new Set(node.fields.map(({ name }) => name))];
  const names = listed.length > 0 ? listed : commonFields(left, right);
  const pairs = aliasesOf(node)?.pairs ?? names.map((name) => ({ left: name, right: name }));
  const sideOf = (rows: Plan, side: 'left' | 'right') => ({
    rows,
    keys: pairs.map((pair) => ({ name: pair[side], expr: fieldOf(rows.schema, pair[side]) })),
  });
  const [own, other] = [sideOf(left, 'left'), sideOf(right, 'right')];
  return { left: own, right: other, met: async (isCaseSensitive) => equalKeys(own, other, isCaseSensitive) };
}

/** The sides' names and what must be equal; undefined for a join over common fields. */
function aliasesOf({ options, condition, fields, span }: Join): JoinAliases | undefined {
  const { left, right } = options;
  if (left === undefined && right === undefined && condition === undefined) return undefined;
  if (left === undefined || right === undefined || condition === undefined) {
    return fail('SPL109', 'join with aliases takes left, right and where', span, ALIAS_HINT);
  }
  if (left === right) return fail('SPL106', 'the two sides of join have the same alias', span, ALIAS_HINT);
  const [field] = fields;
  if (field !== undefined) fail('SPL105', 'join with aliases takes no list of fields', field.span, ALIAS_HINT);
  return { left, right, pairs: equalities(condition, left, right) };
}

const ALIAS_HINT = 'write it like left=L right=R where L.user=R.name';

/** `L.a=R.b`, several of them with AND between them, either side first. */
function equalities(condition: EvalExpr, left: string, right: string): JoinAliases['pairs'] {
  if (condition.kind !== 'EvalBinary') return fail('SPL303', NO_EQUALITY, condition.span, ALIAS_HINT);
  if (condition.operator === 'AND') {
    return [...equalities(condition.left, left, right), ...equalities(condition.right, left, right)];
  }
  const names = [condition.left, condition.right].map(fieldName);
  const fieldIn = (alias: string) => names.find((name) => name.startsWith(`${alias}.`))?.slice(alias.length + 1);
  const [own, other] = [fieldIn(left), fieldIn(right)];
  if (condition.operator !== '=' || own === undefined || other === undefined) {
    return fail('SPL303', NO_EQUALITY, condition.span, ALIAS_HINT);
  }
  return [{ left: own, right: other }];
}

function fieldName(side: EvalExpr): string {
  return side.kind === 'EvalDotted' || side.kind === 'EvalField' ? side.name : '';
}

const NO_EQUALITY = 'karst runs join where fields of the two sides are equal, and nothing else';

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
