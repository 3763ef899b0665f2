import { assertNever } from '../../shared/problem.ts';
import {
  type Column,
  type Expr,
  HIDDEN,
  LINEAGE,
  type Named,
  type Plan,
  type Schema,
  type Source,
  type ValueType,
} from '../ir.ts';
import { call, column, number, text } from './expr.ts';
import { findColumn } from './schema.ts';

/** Ids of events that a row keeps, the first ones by code point: where there are so many, there may be more. */
export const LINEAGE_LIMIT = 1000;

/** Stands first among the ids of a row that may be made of any events. */
export const LINEAGE_UNKNOWN = '!';

/** What the rows of kept results say of events. */
export type StageLineage = 'unknown' | 'none' | ValueType;

/**
 * The same plan with a further hidden column, LINEAGE: the ids of the events that each row was made of. It gives the
 * same rows in the same order. A group is made of what its rows are made of, a pair of what both sides are; what a row
 * is only compared with (a window, the right side of a semi-join, a lookup) adds nothing. Where no event is read, the
 * schema has no LINEAGE.
 *
 * @param stageOf what is known about kept results
 */
export function withLineage(plan: Plan, stageOf: (id: number) => StageLineage): Plan {
  // A part that is read from several places stays one part.
  const done = new Map<Plan, Plan>();
  const traced: Trace = (part) => {
    const known = done.get(part) ?? operator(part, traced, stageOf);
    done.set(part, known);
    return known;
  };
  return traced(plan);
}

type Trace = (plan: Plan) => Plan;
type Op<K extends Plan['op']> = Extract<Plan, { op: K }>;

function operator(plan: Plan, traced: Trace, stageOf: (id: number) => StageLineage): Plan {
  switch (plan.op) {
    case 'Scan':
      return scanned(plan, lineageOf(plan.source, stageOf));
    case 'Rows':
      return plan;
    case 'Filter':
    case 'Extend':
    case 'Window':
    case 'Sort':
    case 'Limit':
    case 'Unnest':
      return over(plan, traced, (input, own) => ({ ...plan, input, schema: withColumn(plan.schema, own) }));
    case 'Project':
      return over(plan, traced, (input, own) => projected({ ...plan, input }, own));
    case 'Aggregate':
      return over(plan, traced, (input, own) => grouped({ ...plan, input }, own));
    case 'Join':
      return plan.type === 'semi' ? filtered(plan, traced) : paired(plan, traced);
    case 'Union':
      return together(plan, traced);
    default:
      return assertNever(plan);
  }
}

/** What a table knows. Rows of lookups and points of measurement are no events. */
function lineageOf(source: Source, stageOf: (id: number) => StageLineage): StageLineage {
  switch (source.kind) {
    case 'events':
    case 'dataset':
      return 'text';
    case 'metrics':
    case 'input':
    case 'lookup':
      return 'none';
    case 'stage':
      return stageOf(source.id);
    default:
      return assertNever(source);
  }
}

function scanned(plan: Op<'Scan'>, lineage: StageLineage): Plan {
  if (lineage === 'unknown') {
    const columns: readonly Named[] = [{ name: LINEAGE, expr: text(LINEAGE_UNKNOWN) }];
    return { op: 'Extend', input: plan, columns, schema: withColumn(plan.schema, text('')), order: plan.order };
  }
  return lineage === 'none' ? plan : { ...plan, schema: withColumn(plan.schema, column(LINEAGE, lineage)) };
}

type WithInput = Extract<Plan, { input: Plan }>;

/** An operator over what its input has become: itself where that has no lineage. */
function over(plan: WithInput, traced: Trace, rebuilt: (input: Plan, own: Expr) => Plan): Plan {
  const input = traced(plan.input);
  const own = lineageIn(input);
  if (own !== undefined) return rebuilt(input, own);
  return input === plan.input ? plan : { ...plan, input };
}

function lineageIn({ schema }: Plan): Expr | undefined {
  const found = findColumn(schema, LINEAGE);
  return found && column(found.name, found.type);
}

function projected(plan: Op<'Project'>, own: Expr): Plan {
  return { ...plan, columns: [...plan.columns, { name: LINEAGE, expr: own }], schema: withColumn(plan.schema, own) };
}

function grouped(plan: Op<'Aggregate'>, own: Expr): Plan {
  const all = { name: LINEAGE, type: 'multi', fn: 'values', argument: own } as const;
  const schema = withColumn(plan.schema, LISTED);
  return bounded({ ...plan, aggregates: [...plan.aggregates, all], schema }, LISTED);
}

const LISTED = column(LINEAGE, 'multi');

/** The first of the ids: the first of all are among the first of each part. */
function bounded(plan: Plan, ids: Expr): Plan {
  const first = call('multiIndex', 'multi', ids, number(0), number(LINEAGE_LIMIT - 1));
  const columns: readonly Named[] = [{ name: LINEAGE, expr: first }];
  return { op: 'Extend', input: plan, columns, schema: plan.schema, order: plan.order };
}

/** Rows of the left side; the right one says only which. */
function filtered(plan: Op<'Join'>, traced: Trace): Plan {
  const left = traced(plan.left);
  const own = lineageIn(left);
  return {
    ...plan,
    left,
    right: traced(plan.right),
    schema: own === undefined ? plan.schema : withColumn(plan.schema, own),
  };
}

/** The name of the right side's ids, while both sides have some. */
const PARTNERS = `${HIDDEN}lineage of partner`;

function paired(plan: Op<'Join'>, traced: Trace): Plan {
  const [left, right] = [traced(plan.left), traced(plan.right)];
  const [own, other] = [lineageIn(left), lineageIn(right)];
  const only = own ?? other;
  if (only === undefined) return { ...plan, left, right };
  if (own === undefined || other === undefined) {
    return { ...plan, left, right, schema: withColumn(plan.schema, only) };
  }
  const partner = column(PARTNERS, other.type);
  const schema = withColumn(withColumn(plan.schema, own), partner, PARTNERS);
  const ids = call('multiSort', 'multi', call('multiDistinct', 'multi', call('multi', 'multi', own, partner)));
  const joined: Plan = { ...plan, left, right: renamed(right, PARTNERS), schema };
  const columns = plan.schema.columns.map(({ name, type }) => ({ name, expr: column(name, type) }));
  return bounded(projected({ ...plan, op: 'Project', input: joined, columns }, ids), LISTED);
}

/** The same rows with their ids under another name. */
function renamed(plan: Plan, name: string): Plan {
  const columns = plan.schema.columns.map((one): Named => {
    return { name: one.name === LINEAGE ? name : one.name, expr: column(one.name, one.type) };
  });
  const schema = { ...plan.schema, columns: columns.map(({ name: own, expr }) => ({ name: own, type: expr.type })) };
  return { op: 'Project', input: plan, columns, schema, order: plan.order };
}

function together(plan: Op<'Union'>, traced: Trace): Plan {
  const inputs = plan.inputs.map(traced);
  const types = inputs.map((input) => lineageIn(input)?.type).filter((type) => type !== undefined);
  if (types.length === 0) return { ...plan, inputs };
  const type = types.includes('multi') ? 'multi' : 'text';
  return { ...plan, inputs, schema: withColumn(plan.schema, column(LINEAGE, type)) };
}

function withColumn(schema: Schema, { type }: Expr, name = LINEAGE): Schema {
  const added: Column = { name, type };
  return { ...schema, columns: [...schema.columns.filter((one) => one.name !== name), added] };
}
