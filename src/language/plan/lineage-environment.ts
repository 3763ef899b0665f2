import { invariant } from '../../shared/problem.ts';
import { LINEAGE, type Plan, type Row, type Value } from '../ir.ts';
import type { PlanEnvironment, RowTransform } from './context.ts';
import { type StageLineage, withLineage } from './lineage.ts';

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
    const carried = lineage === 'each' && hasEvents ? carrying(given) : undefined;
    const kept = await environment.transform(carried ? known : plan, carried?.transform ?? given);
    const otherwise = lineage === 'aside' || !hasEvents ? 'none' : 'unknown';
    stages.set(idOf(kept), carried?.lineage() ?? otherwise);
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

/** A transform that gives each row for each the ids of the one that went in, which it does not show to it. */
function carrying(given: RowTransform): { readonly transform: RowTransform; readonly lineage: () => StageLineage } {
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
