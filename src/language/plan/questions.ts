import type { Expr, Named, NamedAggregate, Plan } from '../ir.ts';
import { aggregate, extend, filter, limit, project, sort } from './build.ts';
import { asNumber, asText } from './convert.ts';
import { and, boolean, call, choose, column, isNothing, isNotNull, isNull, isTrue, number, text } from './expr.ts';
import type { Gate } from './gate.ts';
import type { MeetingSide, Met } from './meeting.ts';
import { optimise } from './optimise.ts';
import { fieldOf, findColumn, freshName } from './schema.ts';

/** The column that a question has its count in. */
export const COUNT = 'count';

/** One row: how many results there are. */
export function howMany(results: Plan): Plan {
  return optimise(aggregate(results, [], [{ name: COUNT, type: 'number', fn: 'count' }]));
}

/** Whether a command gave a row for each of its input, so that nothing needs counting. */
export function keepsCount(input: Plan, results: Plan): boolean {
  return rowsOf(input) === rowsOf(results);
}

/** What decides how many rows there are: the operator below those that only change columns and order. */
function rowsOf(plan: Plan): Plan {
  switch (plan.op) {
    case 'Extend':
    case 'Project':
    case 'Window':
    case 'Sort':
      return rowsOf(plan.input);
    default:
      return plan;
  }
}

/** Whether results are cheaper made again than kept: rows of a table that are only filtered. */
export function isOnlyFiltered(plan: Plan): boolean {
  if (plan.op === 'Scan' || plan.op === 'Rows') return true;
  return (plan.op === 'Filter' || plan.op === 'Project' || plan.op === 'Extend') && isOnlyFiltered(plan.input);
}

/** Names of the columns that `judged` gives for a condition. */
export const PASSING = (at: number): string => `passing${at}`;
export const MISSED_BY = (at: number): string => `missed${at}`;
export const FEWEST = 'fewest';

/**
 * One row about the conditions of a gate: how many rows there are, how many pass each condition alone, how many fail
 * that one alone of all, and how many a row fails at least.
 */
export function judged(gate: Gate): Plan {
  const { rows, failed, failures } = failuresOf(gate);
  const isOnly = call('numberEquals', 'boolean', failures, number(1));
  const counts = failed.flatMap((one, at): NamedAggregate[] => [
    counted(PASSING(at), call('numberEquals', 'boolean', one, number(0))),
    counted(MISSED_BY(at), and(isOnly, call('numberEquals', 'boolean', one, number(1)))),
  ]);
  const fewest: NamedAggregate = { name: FEWEST, type: 'number', fn: 'min', argument: failures };
  return optimise(aggregate(rows, [], [{ name: COUNT, type: 'number', fn: 'count' }, fewest, ...counts]));
}

/** The rows that fail one condition of a gate and none of the others. */
export function failingAlone(gate: Gate, at: number): Plan {
  const { rows, failed, failures } = failuresOf(gate);
  const own = failed[at] ?? number(0);
  const isNear = and(
    call('numberEquals', 'boolean', failures, number(1)),
    call('numberEquals', 'boolean', own, number(1)),
  );
  return filter(rows, isNear);
}

/** The name of a column of `nearest`: 1 where the row fails the condition. */
export const FAILED = (at: number): string => `failed${at}`;

/** The first rows that fail so many conditions of a gate, with what `sample` shows of all their fields. */
export function nearest(gate: Gate, failing: number, count: number): Plan {
  const { rows, failed, failures } = failuresOf(gate);
  const kept = filter(rows, call('numberEquals', 'boolean', failures, number(failing)));
  const flags = failed.map((expr, at): Named => ({ name: FAILED(at), expr }));
  return sample(
    kept,
    gate.conditions.flatMap(({ fields }) => fields),
    count,
    flags,
  );
}

/** The rows of a gate, with a hidden 1 for each condition that they fail, and the number of these. */
function failuresOf({ rows, conditions }: Gate): { rows: Plan; failed: readonly Expr[]; failures: Expr } {
  const named = conditions.map(({ predicate }, at): Named => {
    return { name: freshName(`failed${at}`, rows.schema), expr: choose(isTrue(predicate), number(0), number(1)) };
  });
  const failed = named.map(({ name }) => column(name, 'number'));
  const sum = failed.reduce<Expr>((all, one) => call('add', 'number', all, one), number(0));
  const total: Named = { name: freshName('failures', rows.schema), expr: sum };
  return { rows: extend(extend(rows, named), [total]), failed, failures: column(total.name, 'number') };
}

/** Names of the columns of a sample: the fields asked for, and what tells the row from others. */
export const SAMPLED = (at: number): string => `field${at}`;
export const SAMPLE_TIME = 'time';
export const SAMPLE_HOST = 'host';
export const SAMPLE_RAW = 'raw';

/** The first rows, with some of their fields, and other columns. */
export function sample(rows: Plan, fields: readonly Named[], count: number, more: readonly Named[] = []): Plan {
  const { schema } = rows;
  const firstOf = (names: readonly string[]): Expr =>
    fieldOf(schema, names.find((name) => findColumn(schema, name) !== undefined) ?? '');
  const told: Named[] = [
    { name: SAMPLE_TIME, expr: firstOf(['_time', 'firstTime', 'lastTime']) },
    { name: SAMPLE_HOST, expr: firstOf(['host', 'dest']) },
    { name: SAMPLE_RAW, expr: firstOf(['_raw']) },
    ...fields.map(({ expr }, at): Named => ({ name: SAMPLED(at), expr: shown(expr) })),
    ...more,
  ].filter(({ expr }) => !isNothing(expr));
  return optimise(project(limit(rows, count), told));
}

function shown(expr: Expr): Expr {
  return expr.type === 'boolean' ? call('booleanText', 'text', expr) : expr;
}

/** The rows that have this value in a field. */
export function withValue(rows: Plan, field: Expr, value: string): Plan {
  return filter(rows, call('textEquals', 'boolean', shownAs(field), text(value)));
}

/** Characters of a value that are counted: a script is a value too. */
const VALUE_LENGTH = 1000;

/** A value as one text, as it is counted. */
function shownAs(field: Expr): Expr {
  const whole = field.type === 'multi' ? call('multiJoin', 'text', field, text(', ')) : asText(field);
  return isNothing(whole) || whole.kind === 'Literal'
    ? whole
    : call('substring', 'text', whole, number(1), number(VALUE_LENGTH));
}

/** The column that the values of a field are in. */
export const VALUE = 'value';

/** The commonest values of a field, each with its count. */
export function commonestValues(rows: Plan, field: Expr, count: number): Plan {
  const value: Named = { name: VALUE, expr: shownAs(field) };
  const counts: NamedAggregate[] = [{ name: COUNT, type: 'number', fn: 'count' }];
  const grouped = aggregate(filter(rows, isNotNull(value.expr)), [value], counts);
  return optimise(limit(sort(grouped, [{ expr: column(COUNT, 'number'), isDescending: true }]), count));
}

/** Names of the columns of `figures`. */
export const PRESENT = (at: number): string => `present${at}`;
export const LEAST = (at: number): string => `least${at}`;
export const GREATEST = (at: number): string => `greatest${at}`;

/** One row about fields: how many rows there are, how many have each field, and the least and greatest number in it. */
export function figures(rows: Plan, fields: readonly Named[]): Plan {
  const counts = fields.flatMap(({ expr }, at): NamedAggregate[] => {
    if (isNothing(expr)) return [];
    const present = counted(PRESENT(at), isNotNull(expr));
    if (expr.type !== 'number' && expr.type !== 'text') return [present];
    const argument = asNumber(expr);
    return [
      present,
      { name: LEAST(at), type: 'number', fn: 'min', argument },
      { name: GREATEST(at), type: 'number', fn: 'max', argument },
    ];
  });
  return optimise(aggregate(rows, [], [{ name: COUNT, type: 'number', fn: 'count' }, ...counts]));
}

/** Names of the columns of `meetingCounts`. */
export const WITH_KEYS = 'withKeys';
export const MATCHED = 'matched';

/** One row: how many rows a side has, how many have all keys, and how many met a row of the other side. */
export function meetingCounts({ rows, hit }: Met, keys: readonly Named[]): Plan {
  const hasKeys = keysOf(keys);
  return optimise(
    aggregate(
      rows,
      [],
      [
        { name: COUNT, type: 'number', fn: 'count' },
        counted(WITH_KEYS, hasKeys),
        counted(MATCHED, isNothing(hit) ? boolean(false) : isNotNull(hit)),
      ],
    ),
  );
}

/** The commonest keys of a side, each with its count; of those that met nothing alone where a hit is given. */
export function commonestKeys({ rows, keys }: MeetingSide, count: number, hit?: Expr): Plan {
  const wanted = hit === undefined || isNothing(hit) ? keysOf(keys) : and(keysOf(keys), isNull(hit));
  const named = keys.map(
    ({ expr }, at): Named => ({ name: SAMPLED(at), expr: expr.type === 'number' ? asText(expr) : expr }),
  );
  const counts: NamedAggregate[] = [{ name: COUNT, type: 'number', fn: 'count' }];
  const grouped = aggregate(filter(rows, wanted), named, counts);
  return optimise(limit(sort(grouped, [{ expr: column(COUNT, 'number'), isDescending: true }]), count));
}

function keysOf(keys: readonly Named[]): Expr {
  return and(...keys.map(({ expr }) => (isNothing(expr) ? boolean(false) : isNotNull(expr))));
}

function counted(name: string, argument: Expr): NamedAggregate {
  return { name, type: 'number', fn: 'count', argument };
}
