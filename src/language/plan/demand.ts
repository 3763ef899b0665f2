import { type Expr, isHidden, type Plan, type Source } from '../ir.ts';
import { and, subexpressions } from './expr.ts';
import { prune, pruneToNamed } from './prune.ts';
import { conjuncts, pushFilters } from './push-filters.ts';

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

/** What one search takes from the events or from a root dataset. */
export interface ScanDemand {
  readonly source: Extract<Source, { kind: 'events' | 'dataset' }>;
  readonly fields: FieldDemand;
  /** A row that meets none of these is of no use to it; undefined where any row may be. */
  readonly conditions: readonly Expr[] | undefined;
}

/**
 * What a search that was planned ahead of the data takes from each of its sources.
 *
 * @param plans all plans of the search
 * @param begun what its pipelines begin with; conditions that later commands make do not count, since ahead of the
 * data nobody knows which fields those commands change
 */
export function scanDemands(plans: Iterable<Plan>, begun: readonly Plan[]): readonly ScanDemand[] {
  const { events, datasets } = demand(plans);
  const conditions = new Map<string, readonly Expr[] | undefined>();
  for (const base of begun) {
    for (const { source, predicate } of filteredScans(pushFilters(base), undefined)) {
      const name = sourceName(source);
      const before = conditions.has(name) ? conditions.get(name) : [];
      const known = predicate && withoutExample(predicate);
      conditions.set(name, known === undefined ? undefined : before && [...before, known]);
    }
  }
  const named = [...datasets].map(([name, fields]): ScanDemand => {
    const [model = '', dataset = ''] = name.split('.');
    return { source: { kind: 'dataset', model, dataset }, fields, conditions: conditions.get(name) };
  });
  if (events === undefined) return named;
  return [{ source: { kind: 'events' }, fields: events, conditions: conditions.get(EVENTS) }, ...named];
}

const EVENTS = 'events';

function sourceName(source: Source): string {
  return source.kind === 'dataset' ? `${source.model}.${source.dataset}` : source.kind;
}

/**
 * Stands for any value, where a search is planned before its values are known: what is asked of it by name says nothing
 * about the others. It is a word, so that it can stand wherever a value can.
 */
export const EXAMPLE = 'example_of_any_value';

/** What a condition asks whatever the value is for which an example stands; undefined for nothing. */
function withoutExample(predicate: Expr): Expr | undefined {
  const known = conjuncts(predicate).filter((term) => ![...subexpressions(term)].some(isExample));
  return known.length === 0 ? undefined : and(...known);
}

function isExample(expr: Expr): boolean {
  const name = expr.kind === 'Column' ? expr.name : expr.kind === 'Literal' ? expr.value : undefined;
  return typeof name === 'string' && name.toLowerCase().includes(EXAMPLE);
}

/** The scans of a plan, each with the condition that stands directly on it. */
function* filteredScans(
  plan: Plan,
  predicate: Expr | undefined,
): Generator<{ readonly source: Source; readonly predicate: Expr | undefined }> {
  if (plan.op === 'Scan') yield { source: plan.source, predicate };
  const below = plan.op === 'Filter' ? plan.predicate : undefined;
  for (const input of inputsOf(plan)) yield* filteredScans(input, below);
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
