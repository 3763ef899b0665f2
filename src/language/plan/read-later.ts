import { Problem } from '../../shared/problem.ts';
import type { Plan } from '../ir.ts';
import { scan, select } from './build.ts';
import type { FieldsRead, PlanEnvironment } from './context.ts';
import { scansOf } from './demand.ts';
import { type OpenEnvironment, openEnvironment } from './open.ts';
import { prune } from './prune.ts';
import { visibleColumns } from './schema.ts';
import { VERBATIM } from './subsearch.ts';

/** Stands for results that are not there yet; stages count from 1. */
const RESULTS: Plan = scan({ kind: 'stage', id: 0 }, { columns: [{ name: '_time', type: 'number' }], isOpen: true });

/** Which fields of results commands read that go on from them, found by planning them ahead of the data. */
export async function fieldsReadBy(
  plan: (results: Plan, environment: PlanEnvironment) => Promise<Plan>,
  environment: PlanEnvironment,
): Promise<FieldsRead> {
  if (environment.isAheadOfData === true) return 'all';
  const ahead = aheadOf(environment);
  let isAnyRead = false;
  const rows = (subsearch: Plan) => {
    isAnyRead ||= mayNameAny(subsearch);
    return ahead.rows(subsearch);
  };
  try {
    const plans = [await plan(RESULTS, { ...ahead, rows }), ...ahead.stages];
    if (isAnyRead) return 'all';
    const scans = plans.flatMap((one) => [...scansOf(prune(one))]);
    const own = scans.filter(({ source }) => source.kind === 'stage' && source.id === 0);
    if (own.some(({ schema }) => schema.isOpen)) return 'all';
    return new Set(own.flatMap(({ schema }) => visibleColumns(schema)).map(({ name }) => name));
  } catch (error) {
    // What is wrong with them is told when it is their turn.
    if (error instanceof Problem) return 'all';
    throw error;
  }
}

/** Whether the results of a subsearch may become conditions on fields that are not known before. */
function mayNameAny({ schema }: Plan): boolean {
  return schema.isOpen || visibleColumns(schema).some(({ name }) => VERBATIM.has(name));
}

/** The same tables, and nothing that is asked of them or told. */
function aheadOf({ catalog: { willWrite: _, ...catalog }, ...rest }: PlanEnvironment): OpenEnvironment {
  const { now, timezone, earliest, latest } = rest;
  return openEnvironment({
    catalog,
    now,
    timezone,
    ...(earliest !== undefined && { earliest }),
    ...(latest !== undefined && { latest }),
  });
}

/** Results without the fields that nobody reads. `own`: fields that are read at once. */
export function onlyRead(input: Plan, later: FieldsRead, own: readonly string[]): Plan {
  if (later === 'all' || input.schema.isOpen) return input;
  const read = new Set([...later, ...own]);
  const names = visibleColumns(input.schema).map(({ name }) => name);
  const kept = names.filter((name) => read.has(name));
  return kept.length === names.length ? input : select(input, kept);
}
