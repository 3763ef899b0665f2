import { type Expr, isHidden, type Named, type Plan } from '../ir.ts';
import { existingColumn, filter, join, project, rowNumber, union, window } from './build.ts';
import { asNumber, unify } from './convert.ts';
import { and, call, coalesce, column, isNothing, isNull, nothing, number } from './expr.ts';
import { fieldOf, freshName, visibleColumns } from './schema.ts';
import { wholeValue } from './whole-value.ts';

export interface JoinOptions {
  /** Fields that must be equal; without any nothing matches. */
  readonly keys: readonly string[];
  readonly type: 'inner' | 'left';
  /** Right results that a left one is joined with, the first ones; 0 is all. */
  readonly max: number;
  /** Whether the right side's values win where both have the field. */
  readonly overwrite: boolean;
  /** What the right result's time must be, seen from the left one's; ties match. */
  readonly time?: 'earlier' | 'later';
  /** Hidden columns with the places of results: only right ones that stand before the left one match. */
  readonly place?: { readonly left: string; readonly right: string };
}

/**
 * Left results with the fields of the right ones that have the same key values; in left order, then right order. Keys
 * are compared as texts, with case; a multivalue as a whole; a NULL key matches nothing.
 *
 * Source: Splunk Search Reference, join.
 */
export function joinResults(left: Plan, right: Plan, options: JoinOptions): Plan {
  const { time, place } = options;
  const isLimited = time !== undefined || place !== undefined;
  const side = hiddenSide(
    left,
    isLimited ? right : firstMatches(right, options),
    place === undefined ? [] : [place.right],
  );
  const on = keyPairs(left, side, options.keys);
  if (on === undefined) return merge(join(left, side.plan, options.type, NEVER), left, right, side, options);
  // A left result with one partner has no use for the order of partners.
  const only = !isLimited && options.max === 1 ? { ...side.plan, order: [] } : side.plan;
  const joined = isLimited ? limitedJoin(left, side, on, options) : join(left, only, options.type, on);
  return merge(joined, left, right, side, options);
}

/**
 * Results of two sides row by row: the first with the first, and so on. What one side has more of comes last, alone.
 *
 * @param isOverridden whether the right side's values win where both have the field
 * Source: Splunk Search Reference, appendcols.
 */
export function sideBySide(left: Plan, right: Plan, isOverridden: boolean): Plan {
  const [first, second] = [freshName('number', left.schema), freshName('right number', left.schema, right.schema)];
  const numbered = window(left, [], [rowNumber(first)]);
  const rightNumbered = window(right, [], [rowNumber(second)]);
  const side = hiddenSide(numbered, rightNumbered, [second]);
  const on = [{ left: column(first, 'number'), right: side.of(second) }];
  const options = { keys: [], type: 'left', max: 0, overwrite: isOverridden } as const;
  const pairs = merge(join(numbered, side.plan, 'left', on), left, right, side, options);
  const partners = hiddenSide(rightNumbered, numbered, [first]);
  const partner = partners.of(first);
  const alone = join(rightNumbered, partners.plan, 'left', [{ left: column(second, 'number'), right: partner }]);
  const rest = filter(alone, isNull(partner));
  const names = visibleColumns(right.schema).map(({ name, type }) => ({ name, expr: column(name, type) }));
  return union([pairs, project(rest, names, right.schema.isOpen)]);
}

type Pair = { readonly left: Expr; readonly right: Expr };

/** Keys that are never equal: nothing is common to the sides. */
const NEVER: readonly Pair[] = [{ left: number(0), right: number(1) }];

/** What must be equal; undefined where nothing can be. */
function keyPairs(left: Plan, right: HiddenSide, keys: readonly string[]): readonly Pair[] | undefined {
  const pairs = keys.map((name) => ({
    left: wholeValue(fieldOf(left.schema, name)),
    right: wholeValue(right.of(name)),
  }));
  const isPossible = pairs.length > 0 && pairs.every((pair) => !isNothing(pair.left) && !isNothing(pair.right));
  return isPossible ? pairs : undefined;
}

/** The first right results of each left one whose time, or whose place, is on the right side of it. */
function limitedJoin(left: Plan, side: HiddenSide, on: readonly Pair[], options: JoinOptions): Plan {
  const { max, type } = options;
  const row = freshName('left row', left.schema, side.plan.schema);
  const numbered = window(left, [], [rowNumber(row)]);
  const pairs = join(numbered, side.plan, 'inner', on);
  const inTime = filter(pairs, and(...limitsOf(left, side, options)));
  const rank = freshName('rank', inTime.schema);
  const ranked = window(inTime, [column(row, 'number')], [rowNumber(rank)]);
  const kept = filter(ranked, call('numberLessOrEqual', 'boolean', column(rank, 'number'), number(max)));
  const match = freshName('match', inTime.schema);
  const columns = side.plan.schema.columns.map(({ name, type: columnType }) => {
    return { name, expr: column(name, columnType) };
  });
  const order = side.plan.order;
  const matches: Plan = {
    op: 'Project',
    input: max === 0 ? inTime : kept,
    columns: [{ name: match, expr: column(row, 'number') }, ...columns],
    order,
    schema: { ...side.plan.schema, columns: [{ name: match, type: 'number' }, ...side.plan.schema.columns] },
  };
  return join(numbered, matches, type, [{ left: column(row, 'number'), right: column(match, 'number') }]);
}

function limitsOf(left: Plan, side: HiddenSide, { time, place }: JoinOptions): readonly Expr[] {
  const limits: Expr[] = [];
  if (time !== undefined) {
    const [here, there] = [asNumber(fieldOf(left.schema, '_time')), asNumber(side.of('_time'))];
    const [first, second] = time === 'earlier' ? [there, here] : [here, there];
    limits.push(call('numberLessOrEqual', 'boolean', first, second));
  }
  if (place !== undefined) {
    limits.push(call('numberLess', 'boolean', side.of(place.right), column(place.left, 'number')));
  }
  return limits;
}

/** The fields of both sides under their own names: those of the left side first. */
function merge(joined: Plan, left: Plan, right: Plan, side: HiddenSide, options: JoinOptions): Plan {
  const keys = new Set(options.keys);
  const leftColumns = visibleColumns(left.schema);
  const columns: Named[] = leftColumns.map(({ name, type }) => {
    const own = column(name, type);
    const other = side.of(name);
    if (keys.has(name) || isNothing(other)) return { name, expr: own };
    return { name, expr: coalesce(...unify(options.overwrite ? [other, own] : [own, other])) };
  });
  const known = new Set(leftColumns.map(({ name }) => name));
  for (const { name } of visibleColumns(right.schema)) {
    if (!known.has(name)) columns.push({ name, expr: keys.has(name) ? fieldOf(left.schema, name) : side.of(name) });
  }
  return project(joined, columns, joined.schema.isOpen);
}

interface HiddenSide {
  readonly plan: Plan;
  /** The column that a field of the right side has become; NULL for a field that it does not have. */
  of(name: string): Expr;
}

/** The right side under names that the left one cannot have. `more`: hidden columns that are needed too. */
function hiddenSide(left: Plan, right: Plan, more: readonly string[] = []): HiddenSide {
  const names = new Map<string, Expr>();
  const columns: Named[] = [];
  const shown = right.schema.columns.filter(({ name }) => !isHidden(name) || more.includes(name));
  for (const { name, type } of shown) {
    const hidden = freshName(`right ${name}`, left.schema, right.schema);
    columns.push({ name: hidden, expr: column(name, type) });
    names.set(name, column(hidden, type));
  }
  const order = right.order.map((key, index) => {
    const hidden = freshName(`right order${index}`, left.schema, right.schema);
    columns.push({ name: hidden, expr: existingColumn(right.schema, key.column) });
    return { ...key, column: hidden };
  });
  const schema = { columns: columns.map(({ name, expr }) => ({ name, type: expr.type })), isOpen: right.schema.isOpen };
  const plan: Plan = { op: 'Project', input: right, columns, order, schema };
  return { plan, of: (name) => names.get(name) ?? nothing() };
}

/** Only the first results of each combination of keys. */
function firstMatches(right: Plan, { keys, max }: JoinOptions): Plan {
  if (max === 0) return right;
  const rank = freshName('rank', right.schema);
  const partition = keys.map((name) => wholeValue(fieldOf(right.schema, name)));
  const ranked = window(right, partition, [rowNumber(rank)]);
  return filter(ranked, call('numberLessOrEqual', 'boolean', column(rank, 'number'), number(max)));
}
