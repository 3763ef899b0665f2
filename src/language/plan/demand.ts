import { isHidden, type Plan } from '../ir.ts';
import { prune, pruneToNamed } from './prune.ts';

/** Fields that must be there: all, or these, in alphabetical order. */
export type FieldDemand = 'all' | readonly string[];

/** What plans read: what must be loaded for them. */
export interface Demand {
  /** Undefined where no plan reads events. */
  readonly events: FieldDemand | undefined;
  /** Fields of root datasets, by `Model.Dataset`. */
  readonly datasets: ReadonlyMap<string, FieldDemand>;
}

/** What the plans read, taken together. */
export function demand(plans: Iterable<Plan>): Demand {
  let events: FieldDemand | undefined;
  const datasets = new Map<string, FieldDemand>();
  for (const plan of plans) {
    for (const { source, schema } of scansOf(prune(plan))) {
      const names = schema.columns.map(({ name }) => name).filter((name) => !isHidden(name));
      const fields = schema.isOpen ? 'all' : names;
      if (source.kind === 'events') events = together(events, fields);
      if (source.kind !== 'dataset') continue;
      const name = `${source.model}.${source.dataset}`;
      datasets.set(name, together(datasets.get(name), fields));
    }
  }
  return { events, datasets };
}

function together(before: FieldDemand | undefined, more: FieldDemand): FieldDemand {
  if (before === 'all' || more === 'all') return 'all';
  return [...new Set([...(before ?? []), ...more])].sort();
}

/** Fields that the plans name and read from events, or from the results that were handed in; not those read unnamed. */
export function fieldsNamed(plans: Iterable<Plan>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const plan of plans) {
    for (const { source, schema } of scansOf(pruneToNamed(plan))) {
      if (source.kind !== 'events' && source.kind !== 'input') continue;
      for (const { name } of schema.columns) if (!isHidden(name)) names.add(name);
    }
  }
  return names;
}

/** The scans of a plan. */
export function* scansOf(plan: Plan): Generator<Extract<Plan, { op: 'Scan' }>> {
  if (plan.op === 'Scan') yield plan;
  for (const input of inputsOf(plan)) yield* scansOf(input);
}

/** The plans that an operator reads. */
export function inputsOf(plan: Plan): readonly Plan[] {
  switch (plan.op) {
    case 'Scan':
    case 'Rows':
      return [];
    case 'Join':
      return [plan.left, plan.right];
    case 'Union':
      return plan.inputs;
    default:
      return [plan.input];
  }
}
