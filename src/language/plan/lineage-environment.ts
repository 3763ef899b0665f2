import { assertNever, invariant } from '../../shared/problem.ts';
import { LINEAGE, type Plan, type Row, type Value } from '../ir.ts';
import type { PlanEnvironment, RowTransform } from './context.ts';
import { LINEAGE_LIMIT, type StageLineage, withLineage } from './lineage.ts';

/** An environment whose kept results know which events they were made of. */
export interface LineageEnvironment extends PlanEnvironment {
  /** A plan that was made in it, with LINEAGE: see `withLineage`. */
  withLineage(plan: Plan): Plan;
}

/**
 * The environment for planning a search a second time, now to learn the events of its rows. Lookups stay as the first
 * time left them, and what was worth telling was told.
 */
export function lineageEnvironment(environment: PlanEnvironment): LineageEnvironment {
  const stages = new Map<number, StageLineage>();
  const traced = (plan: Plan): Plan => withLineage(plan, (id) => stages.get(id) ?? 'unknown');

  async function stage(plan: Plan): Promise<Plan> {
    const known = traced(plan);
    const kept = await environment.stage(known);
    stages.set(idOf(kept), typeIn(known));
    return kept;
  }

  async function transform(plan: Plan, given: RowTransform): Promise<Plan> {
    const { lineage } = given;
    const known = traced(plan);
    const hasEvents = typeIn(known) !== 'none';
    const tracking = hasEvents ? trackingOf(given) : undefined;
    const kept = await environment.transform(tracking ? known : plan, tracking?.transform ?? given);
    const otherwise = lineage === 'aside' || !hasEvents ? 'none' : 'unknown';
    stages.set(idOf(kept), tracking?.lineage() ?? otherwise);
    return kept;
  }

  return {
    ...environment,
    warn: () => {},
    stage,
    transform,
    writeLookup: async () => {},
    withLineage: traced,
  };
}

function idOf(kept: Plan): number {
  invariant(kept.op === 'Scan' && kept.source.kind === 'stage', 'kept results are read by a scan');
  return kept.source.id;
}

function typeIn({ schema }: Plan): StageLineage {
  return schema.columns.find(({ name }) => name === LINEAGE)?.type ?? 'none';
}

/** A transform whose rows say of which events they are, and what it turned out to give. */
interface Tracking {
  readonly transform: RowTransform;
  readonly lineage: () => StageLineage;
}

function trackingOf(given: RowTransform): Tracking | undefined {
  switch (given.lineage) {
    case 'each':
      return beside(given);
    case 'carried':
      return within(given);
    case 'aside':
    case undefined:
      return undefined;
    default:
      return assertNever(given.lineage);
  }
}

/** Gives each row for each the ids of the one that went in, which it does not show to the transform. */
function beside(given: RowTransform): Tracking {
  const waiting: (Value | undefined)[] = [];
  let at = 0;
  let isOdd = false;
  let type: StageLineage = 'none';

  async function* hidden(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
    for await (const rows of batches) {
      // What was given out needs no room: a batch at most is on its way.
      waiting.splice(0, at);
      at = 0;
      yield rows.map(({ [LINEAGE]: ids, ...row }) => {
        waiting.push(ids);
        return row;
      });
    }
  }

  function marked(row: Row): Row {
    if (at >= waiting.length) isOdd = true;
    const ids = waiting[at++];
    if (ids === undefined) return row;
    type = typeof ids === 'object' || type === 'multi' ? 'multi' : 'text';
    return { ...row, [LINEAGE]: ids };
  }

  return {
    transform: {
      ...given,
      run: async function* (batches) {
        for await (const rows of given.run(hidden(batches))) yield rows.map(marked);
      },
    },
    lineage: () => (isOdd || at !== waiting.length ? 'unknown' : type),
  };
}

/** Rows have their ids in them; those of a row that was put together of several need their order. */
function within(given: RowTransform): Tracking {
  let type: StageLineage = 'none';
  function ordered(row: Row): Row {
    const ids = row[LINEAGE];
    if (ids === undefined) return row;
    const all = [...new Set([ids].flat().map(String))].sort().slice(0, LINEAGE_LIMIT);
    type = all.length > 1 || type === 'multi' ? 'multi' : 'text';
    return { ...row, [LINEAGE]: all };
  }
  return {
    transform: {
      ...given,
      run: async function* (batches) {
        for await (const rows of given.run(batches)) yield rows.map(ordered);
      },
    },
    lineage: () => type,
  };
}
