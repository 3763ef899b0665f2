import type { Plan, Schema } from '../ir.ts';
import type { Models } from '../models/model.ts';
import { openModels } from '../models/store.ts';
import { scan } from './build.ts';
import type { Catalog, PlanEnvironment } from './context.ts';
import { scansOf } from './demand.ts';

export interface OpenEnvironmentOptions {
  /** What there would be to search. Events without a schema are open: any field may exist. */
  readonly catalog?: Partial<Catalog>;
  /** Epoch seconds; 0 by default, so that plans do not depend on the clock. */
  readonly now?: number;
  readonly timezone?: string;
  readonly earliest?: number;
  readonly latest?: number;
  /** Default: those that the search itself trains. */
  readonly models?: Models;
}

/** An environment without data. */
export interface OpenEnvironment extends PlanEnvironment {
  /** Plans that the search would run before its own: of subsearches, and of what later commands depend on. */
  readonly stages: readonly Plan[];
  /** Those of them that a Scan reads as they are, by the number of the stage. */
  readonly staged: ReadonlyMap<number, Plan>;
  /** The lookups that the search would write. */
  readonly written: readonly string[];
  /** What the pipelines of the search begin with: see `scanDemands`. */
  readonly begun: readonly Plan[];
}

const OPEN_EVENTS: Schema = { columns: [{ name: '_time', type: 'number' }], isOpen: true };

/**
 * What planning ahead of the data asks: every event field may exist, subsearches give nothing. For finding out what a
 * search must load, and for showing its plan.
 */
export function openEnvironment(options: OpenEnvironmentOptions = {}): OpenEnvironment {
  const stages: Plan[] = [];
  const staged = new Map<number, Plan>();
  const begun: Plan[] = [];
  const written: string[] = [];
  const scans = new Set<Plan>();
  const { catalog = {}, earliest, latest } = options;
  return {
    catalog: { events: OPEN_EVENTS, models: () => [], datasets: () => [], ...catalog },
    now: options.now ?? 0,
    timezone: options.timezone ?? 'UTC',
    ...(earliest === undefined ? {} : { earliest }),
    ...(latest === undefined ? {} : { latest }),
    isAheadOfData: true,
    models: options.models ?? openModels(),
    stages,
    staged,
    begun,
    written,
    bases: {
      add: (base) => {
        begun.push(base);
        for (const one of scansOf(base)) scans.add(one);
      },
      has: (one) => scans.has(one),
    },
    rows: async (plan) => {
      stages.push(plan);
      return [];
    },
    stage: async (plan) => {
      stages.push(plan);
      staged.set(stages.length, plan);
      return scan({ kind: 'stage', id: stages.length }, plan.schema);
    },
    writeLookup: async (name) => {
      written.push(name);
      catalog.willWrite?.(name);
    },
    transform: async (plan, transform) => {
      stages.push(plan);
      return scan({ kind: 'stage', id: stages.length }, transform.schema(plan.schema));
    },
  };
}
