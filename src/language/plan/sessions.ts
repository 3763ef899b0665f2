import { type Expr, isHidden, type Named, type NamedAggregate, type Plan } from '../ir.ts';
import { aggregate, extend, filter, project, rowNumber, sort, window } from './build.ts';
import type { PlanContext } from './context.ts';
import { asText } from './convert.ts';
import { call, choose, column, isNotNull, nothing, number, text } from './expr.ts';
import { optimise } from './optimise.ts';
import { fieldOf, findColumn, freshName, isInternal, visibleColumns } from './schema.ts';
import { TRANSACTION_FIELDS, type TransactionForm } from './transaction-row.ts';
import type { TransactionRules } from './transactions.ts';

/**
 * Whether transactions are of one field's values and only pauses end them, so that windows can say what
 * `openTransactions` does.
 */
export function areSessions(input: Plan, rules: TransactionRules, form: TransactionForm): boolean {
  return isPlain(input, rules) && !isListed(input, form);
}

/**
 * Those transactions, in the order in which they end. Undefined where a limit would be met, for that depends on what
 * else is open.
 *
 * @param input results, the newest first
 */
export async function sessions(input: Plan, rules: TransactionRules, context: PlanContext): Promise<Plan | undefined> {
  const [field] = rules.fields;
  if (field === undefined) return undefined;
  const timed = filter(input, isNotNull(TIME));
  const key = asText(fieldOf(input.schema, field));
  if (!(await isWithinLimits(filter(timed, isNotNull(key)), key, rules, context))) return undefined;
  return merged(timed, field, rules.maxPause);
}

const TIME = column('_time', 'number');

function isPlain({ schema }: Plan, { fields, maxSpan, hasStart, hasEnd }: TransactionRules): boolean {
  const [field = ''] = fields;
  const [type, raw] = [findColumn(schema, field)?.type, findColumn(schema, '_raw')?.type];
  if (schema.isOpen || fields.length !== 1 || isInternal(field) || !(type === 'text' || type === 'number'))
    return false;
  if (findColumn(schema, '_time')?.type !== 'number' || (raw !== undefined && raw !== 'text')) return false;
  return maxSpan === undefined && !hasStart && !hasEnd;
}

/** Whether a field keeps the values of all members apart. */
function isListed({ schema }: Plan, form: TransactionForm): boolean {
  return form.keepsRawApart || visibleColumns(schema).some(({ name }) => form.keepsAll(name));
}

/** Whether all could be open at a time, and none would be full. */
async function isWithinLimits(input: Plan, key: Expr, rules: TransactionRules, context: PlanContext): Promise<boolean> {
  const counted = aggregate(input, [{ name: 'value', expr: key }], [{ name: 'events', type: 'number', fn: 'count' }]);
  const events = column('events', 'number');
  const totals = aggregate(
    counted,
    [],
    [
      { name: 'groups', type: 'number', fn: 'count' },
      { name: 'all', type: 'number', fn: 'sum', argument: events },
      { name: 'most', type: 'number', fn: 'max', argument: events },
    ],
  );
  const [row] = await context.environment.rows(optimise(totals));
  const { groups = 0, all = 0, most = 0 } = row ?? {};
  return Number(groups) <= rules.maxOpen && Number(all) <= rules.maxOpenEvents && Number(most) < rules.maxEvents;
}

function merged(timed: Plan, field: string, maxPause: number | undefined): Plan {
  const names = namesFor(timed);
  const { schema } = timed;
  const key = fieldOf(schema, field);
  const first: NamedAggregate = { name: names.first, type: 'number', fn: 'min', argument: TIME };
  const whole = window(timed, [], [{ ...first, frame: 'partition' }, rowNumber(names.place)]);
  const own = filter(whole, isNotNull(key));
  const before = { name: names.before, type: 'number', fn: 'min', argument: TIME } as const;
  const paused = window(own, [key], [{ ...before, frame: { preceding: 1, following: -1 } }]);
  const isLonger = (from: Expr, to: Expr) =>
    maxPause === undefined
      ? call('numberLess', 'boolean', number(1), number(0))
      : call('numberLess', 'boolean', number(maxPause), call('subtract', 'number', from, to));
  const pause = isLonger(column(names.before, 'number'), TIME);
  const parted = window(
    paused,
    [key],
    [{ name: names.part, type: 'number', fn: 'count', argument: pause, frame: { following: 0 } }],
  );
  const by = [
    { name: field, expr: asText(key) },
    { name: names.part, expr: column(names.part, 'number') },
  ];
  const grouped = aggregate(parted, by, aggregatesOf(timed, field, names));
  const oldest = column('_time', 'number');
  const raw = fieldOf(grouped.schema, '_raw');
  const events = column(names.events, 'number');
  const duration = call('subtract', 'number', column(names.newest, 'number'), oldest);
  const made = extend(grouped, [
    { name: 'duration', expr: call('round', 'number', duration, number(6)) },
    { name: 'eventcount', expr: events },
    { name: 'closed_txn', expr: choose(isLonger(oldest, column(names.first, 'number')), number(1), number(0)) },
    { name: 'field_match_sum', expr: events },
  ]);
  const joined = call('multiJoin', 'text', call('multiReverse', 'multi', raw), text('\n'));
  const hasRaw = findColumn(schema, '_raw') !== undefined;
  const lined = hasRaw ? extend(made, [{ name: '_raw', expr: joined }]) : made;
  const lines = call('multiCount', 'number', call('split', 'multi', column('_raw', 'text'), text('\n')));
  const counted = extend(lined, [{ name: 'linecount', expr: hasRaw ? lines : nothing('number') }]);
  const inTurn = sort(counted, [{ expr: column(names.place, 'number'), isDescending: false }]);
  return project(inTurn, outputsOf(timed, inTurn));
}

interface Names {
  readonly first: string;
  readonly place: string;
  readonly before: string;
  readonly part: string;
  readonly newest: string;
  readonly events: string;
}

function namesFor({ schema }: Plan): Names {
  const fresh = (hint: string) => freshName(`session ${hint}`, schema);
  return {
    first: fresh('first'),
    place: fresh('place'),
    before: fresh('before'),
    part: fresh('part'),
    newest: fresh('newest'),
    events: fresh('events'),
  };
}

/** Of every field the distinct values, of the texts all of them. */
function aggregatesOf({ schema }: Plan, field: string, names: Names): readonly NamedAggregate[] {
  const number = (name: string, fn: 'min' | 'max', argument: Expr): NamedAggregate => {
    return { name, type: 'number', fn, argument };
  };
  const values = memberFields(schema.columns.map(({ name }) => name)).filter((name) => name !== field);
  return [
    number('_time', 'min', TIME),
    number(names.newest, 'max', TIME),
    number(names.first, 'min', column(names.first, 'number')),
    number(names.place, 'max', column(names.place, 'number')),
    { name: names.events, type: 'number', fn: 'count' },
    ...values.map((name): NamedAggregate => ({ name, type: 'multi', fn: 'values', argument: fieldOf(schema, name) })),
    ...(findColumn(schema, '_raw') === undefined
      ? []
      : [{ name: '_raw', type: 'multi', fn: 'list', argument: column('_raw', 'text') } as const]),
  ];
}

function memberFields(names: readonly string[]): readonly string[] {
  return names.filter(
    (name) => !isHidden(name) && !isInternal(name) && !TRANSACTION_FIELDS.some((own) => own === name),
  );
}

/** The fields in the order of the input, then those of transactions. Internal ones but for time and text are gone. */
function outputsOf({ schema }: Plan, { schema: made }: Plan): readonly Named[] {
  const own = visibleColumns(schema).map(({ name }) => name);
  const kept = own.filter((name) => !TRANSACTION_FIELDS.some((field) => field === name));
  return [...kept, ...TRANSACTION_FIELDS].map((name) => ({ name, expr: fieldOf(made, name) }));
}
