import type { Expr, FunctionName, Named, Plan } from '../ir.ts';
import { filter } from './build.ts';
import { and, columnsRead } from './expr.ts';
import { conjuncts } from './push-filters.ts';

type Join = Extract<Plan, { op: 'Join' }>;
type Pair = Join['on'][number];

/**
 * The same plan with joins that do less. A left join whose rows without a partner are filtered out further on keeps
 * none of them, and what is asked of the right side is asked before. Where the left side of such a join is made by
 * statistics that group by its keys, only those rows are grouped whose groups have a partner.
 */
export function reduceJoins(plan: Plan): Plan {
  return reduced(plan, []);
}

/** `conditions`: what is true of all rows that matter, in terms of this plan's columns. */
function reduced(plan: Plan, conditions: readonly Expr[]): Plan {
  switch (plan.op) {
    case 'Scan':
    case 'Rows':
      return plan;
    case 'Filter':
      return { ...plan, input: reduced(plan.input, [...conditions, ...conjuncts(plan.predicate)]) };
    case 'Extend':
    case 'Project':
      return { ...plan, input: reduced(plan.input, below(conditions, plan.columns)) };
    case 'Sort':
      return { ...plan, input: reduced(plan.input, below(conditions, plan.keys)) };
    case 'Join':
      return reducedJoin(plan, conditions);
    case 'Union':
      return { ...plan, inputs: plan.inputs.map((input) => reduced(input, [])) };
    default:
      return { ...plan, input: reduced(plan.input, []) };
  }
}

function reducedJoin(plan: Join, conditions: readonly Expr[]): Plan {
  const [left, right] = [namesOf(plan.left), namesOf(plan.right)];
  const asked = plan.type === 'semi' ? [] : conditions.filter((term) => readsOnly(term, right));
  const onLeft = conditions.filter((term) => readsOnly(term, left));
  const isInner = plan.type !== 'left' || asked.some((term) => isNeverTrue(term, right));
  const rightSide = reduced(plan.right, []);
  if (!isInner || plan.schema.isOpen) return { ...plan, left: reduced(plan.left, onLeft), right: rightSide };
  const partners = asked.length === 0 ? rightSide : filter(rightSide, and(...asked));
  return {
    ...plan,
    type: plan.type === 'left' ? 'inner' : plan.type,
    left: withPartners(reduced(plan.left, onLeft), plan.on, partners),
    right: partners,
  };
}

/** The same rows as far as they have a partner; others may be missing, where leaving them out early spares work. */
function withPartners(plan: Plan, on: readonly Pair[], right: Plan): Plan {
  if (on.length === 0) return plan;
  switch (plan.op) {
    case 'Filter':
      return { ...plan, input: withPartners(plan.input, on, right) };
    case 'Extend':
    case 'Project':
      return { ...plan, input: withPartners(plan.input, keysBelow(on, plan.columns), right) };
    case 'Sort':
      return { ...plan, input: withPartners(plan.input, keysBelow(on, plan.keys), right) };
    case 'Aggregate':
      return grouped(plan, on, right);
    default:
      return plan;
  }
}

function grouped(plan: Extract<Plan, { op: 'Aggregate' }>, on: readonly Pair[], right: Plan): Plan {
  const { by, input } = plan;
  const known = on.filter(({ left }) => [...columnsRead(left)].every((name) => by.some((key) => key.name === name)));
  const keys = known.flatMap((pair): readonly Pair[] => {
    const expr = substituted(pair.left, by);
    return expr === undefined ? [] : [{ left: expr, right: pair.right }];
  });
  if (keys.length === 0) return plan;
  return {
    ...plan,
    input: { op: 'Join', type: 'semi', left: input, right, on: keys, schema: input.schema, order: input.order },
  };
}

/** Conditions in terms of the columns below; those that read what is worked out are left out. */
function below(conditions: readonly Expr[], columns: readonly Named[]): readonly Expr[] {
  const copies = columns.filter(({ expr }) => expr.kind === 'Column');
  const made = new Set(columns.filter(({ expr }) => expr.kind !== 'Column').map(({ name }) => name));
  return conditions
    .filter((term) => [...columnsRead(term)].every((name) => !made.has(name)))
    .map((term) => renamed(term, copies));
}

function keysBelow(on: readonly Pair[], columns: readonly Named[]): readonly Pair[] {
  return on.flatMap((pair) => below([pair.left], columns).map((left) => ({ left, right: pair.right })));
}

function renamed(expr: Expr, copies: readonly Named[]): Expr {
  switch (expr.kind) {
    case 'Column':
      return copies.find(({ name }) => name === expr.name)?.expr ?? expr;
    case 'Literal':
      return expr;
    case 'Lambda':
      return {
        ...expr,
        body: renamed(
          expr.body,
          copies.filter(({ name }) => name !== expr.parameter),
        ),
      };
    default:
      return { ...expr, args: expr.args.map((arg) => renamed(arg, copies)) };
  }
}

/** A key in terms of what it is grouped by; undefined where that would be worked out twice at a cost. */
function substituted(key: Expr, by: readonly Named[]): Expr | undefined {
  const plain = renamed(key, by);
  return isPlain(plain) ? plain : undefined;
}

const CHEAP: ReadonlySet<FunctionName> = new Set(['coalesce', 'lower']);

function isPlain(expr: Expr): boolean {
  if (expr.kind === 'Call') return CHEAP.has(expr.fn) && expr.args.every(isPlain);
  return expr.kind !== 'Lambda';
}

/** Comparisons that are never true of NULL. */
const COMPARISONS: ReadonlySet<FunctionName> = new Set([
  ...(['textEquals', 'textLess', 'textLessOrEqual', 'textIn', 'numberEquals', 'numberLess'] as const),
  ...(['numberLessOrEqual', 'dynamicEquals', 'dynamicLess', 'dynamicLessOrEqual', 'caselessEquals'] as const),
  ...(['caselessIn', 'wildcardMatch', 'wildcardMatchCased', 'like', 'isNotNull'] as const),
]);

/** Functions that are NULL where their argument is. */
const STRICT: ReadonlySet<FunctionName> = new Set(['lower', 'upper', 'toNumber', 'toText']);

/** Whether a condition is not true where all these columns are NULL. */
function isNeverTrue(term: Expr, names: ReadonlySet<string>): boolean {
  if (term.kind !== 'Call') return false;
  if (term.fn === 'and') return term.args.some((arg) => isNeverTrue(arg, names));
  if (term.fn === 'or') return term.args.every((arg) => isNeverTrue(arg, names));
  return COMPARISONS.has(term.fn) && term.args.some((arg) => isNullWith(arg, names));
}

function isNullWith(expr: Expr, names: ReadonlySet<string>): boolean {
  if (expr.kind === 'Column') return names.has(expr.name);
  return expr.kind === 'Call' && STRICT.has(expr.fn) && expr.args.some((arg) => isNullWith(arg, names));
}

function readsOnly(term: Expr, names: ReadonlySet<string>): boolean {
  const read = [...columnsRead(term)];
  return read.length > 0 && read.every((name) => names.has(name));
}

function namesOf({ schema }: Plan): ReadonlySet<string> {
  return new Set(schema.columns.map(({ name }) => name));
}
