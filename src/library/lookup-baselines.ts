import type { Baseline, Content } from '../content/index.ts';
import type { Session } from '../engine/index.ts';
import {
  type AnyNode,
  type Models,
  nodesOf,
  openEnvironment,
  type ParsedSearch,
  type Plan,
  plan,
  type ScanDemand,
  scanDemands,
  scansOf,
} from '../language/index.ts';
import { Problem } from '../shared/problem.ts';
import { openCatalog } from './catalog.ts';
import type { SearchParser } from './content.ts';
import { type ContentLookups, noting } from './lookups.ts';
import type { Tally } from './tally.ts';
import type { Times } from './times.ts';

/** The baselines of a content that write lookups, by the lookups. Parsed once, for as many runs as there are. */
export type FillingBaselines = ReadonlyMap<string, readonly Filling[]>;

/** A baseline that writes lookups. */
interface Filling {
  readonly baseline: Baseline;
  readonly search: ParsedSearch;
  /** The lookups that it reads. */
  readonly reads: ReadonlySet<string>;
}

/** What came of a baseline that ran. */
export interface BaselineRun {
  readonly baseline: Baseline;
  /** Rows that it wrote, by lookup. */
  readonly rows: ReadonlyMap<string, number>;
  /** Why it did not run, or ended early; the lookups are then as they were. */
  readonly problem?: Problem;
}

/** The baselines that the searches of one run need: what they write is there before those searches run. */
export interface LookupBaselines {
  /** The lookups of the content. It notes which of those that a baseline fills are asked for. */
  readonly lookups: ContentLookups;
  /**
   * Plans the baselines of the lookups that were asked for until now, and those of the lookups that these read. After
   * all searches were planned, and before the lookups are loaded.
   */
  plan(times: Times, models: Models): Promise<void>;
  /** They say what must be loaded. */
  plans(): readonly Plan[];
  /** What each of them takes from its sources. */
  demands(): readonly (readonly ScanDemand[])[];
  /** The lookups that they read or write. */
  names(): ReadonlySet<string>;
  /**
   * Runs them over what was loaded, each after those whose lookups it reads. One without any event of its sources is
   * left out, and one that finds nothing leaves the lookup as content brings it: nothing was learned from these logs.
   */
  run(session: Session, times: Times, models: Models, tally: Tally): Promise<readonly BaselineRun[]>;
}

/** Those that cannot be parsed fill nothing. */
export function fillingBaselines({ filling }: Content, parser: SearchParser): FillingBaselines {
  const byLookup = new Map<string, Filling[]>();
  for (const baseline of filling.toSorted(byName)) {
    const search = parsed(baseline, parser);
    if (search === undefined) continue;
    const nodes = [...nodesOf(search.pipeline)];
    const reads = new Set(nodes.flatMap((node) => tablesOf(node, READERS)));
    for (const name of new Set(nodes.flatMap((node) => tablesOf(node, WRITERS)))) {
      byLookup.set(name, [...(byLookup.get(name) ?? []), { baseline, search, reads }]);
    }
  }
  return byLookup;
}

const READERS: ReadonlySet<string> = new Set(['Lookup', 'Inputlookup']);
const WRITERS: ReadonlySet<string> = new Set(['Outputlookup']);

function byName(a: Baseline, b: Baseline): number {
  return a.name < b.name ? -1 : 1;
}

function parsed({ search }: Baseline, parser: SearchParser): ParsedSearch | undefined {
  try {
    return parser.parse(search);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function tablesOf({ kind, table }: AnyNode, kinds: ReadonlySet<string>): readonly string[] {
  const isTable = kinds.has(kind) && typeof table === 'object' && table !== null && 'name' in table;
  return isTable && typeof table.name === 'string' ? [table.name] : [];
}

/**
 * Those that keep a lookup up to date read it themselves: where another one makes it from nothing, that one alone is
 * needed over the same events.
 */
function fillersOf(name: string, filling: FillingBaselines): readonly Filling[] {
  const all = filling.get(name) ?? [];
  const makers = all.filter(({ reads }) => !reads.has(name));
  return makers.length > 0 ? makers : all;
}

/** A baseline that is going to run. */
interface Planned extends Filling {
  readonly plans: readonly Plan[];
  readonly begun: readonly Plan[];
}

export function openLookupBaselines(filling: FillingBaselines, lookups: ContentLookups): LookupBaselines {
  const asked = new Set<string>();
  const catalog: ContentLookups['catalog'] = {
    ...lookups.catalog,
    lookup: (name) => {
      const found = lookups.catalog.lookup(name);
      const owner = found?.rowsOf ?? name;
      if (filling.has(owner)) asked.add(owner);
      return found;
    },
  };
  // Its file need not be there, nor its definition.
  for (const name of filling.keys()) catalog.willWrite(name);
  const planned: Planned[] = [];
  const failed: BaselineRun[] = [];
  const seen = new Set<Baseline>();
  const names = new Set<string>();

  async function planOne(one: Filling, times: Times, models: Models): Promise<void> {
    if (seen.has(one.baseline)) return;
    seen.add(one.baseline);
    for (const name of one.reads) for (const before of fillersOf(name, filling)) await planOne(before, times, models);
    const noted = { ...openCatalog(), ...noting(catalog, names) };
    const environment = openEnvironment({ ...times, models, catalog: noted });
    try {
      const last = await plan(one.search, environment);
      planned.push({ ...one, plans: [...environment.stages, last], begun: environment.begun });
    } catch (error) {
      failed.push(failure(one.baseline, error));
    }
  }

  return {
    lookups: { ...lookups, catalog },
    plan: async (times, models) => {
      for (const name of asked) for (const one of fillersOf(name, filling)) await planOne(one, times, models);
    },
    plans: () => planned.flatMap(({ plans }) => plans),
    demands: () => planned.map(({ plans, begun }) => scanDemands(plans, begun)),
    names: () => names,
    run: async (session, times, models, tally) => {
      const runs = [...failed];
      for (const one of planned) {
        if (hasSources(one, tally)) runs.push(await runOne(one, session, times, models));
      }
      return runs;
    },
  };
}

/** Whether any event came of what it reads; what it reads of lookups alone is there. */
function hasSources({ plans }: Planned, tally: Tally): boolean {
  const sources = plans.flatMap((one) => [...scansOf(one)]).map(({ source }) => source);
  const read = sources.flatMap((source) => {
    if (source.kind === 'dataset') return [tally.datasets.has(`${source.model}.${source.dataset}`)];
    return source.kind === 'events' ? [tally.events > 0] : [];
  });
  return read.length === 0 || read.includes(true);
}

/** To plan an `outputlookup` is to run all that comes before it, and to write. */
async function runOne(
  { baseline, search }: Filling,
  session: Session,
  times: Times,
  models: Models,
): Promise<BaselineRun> {
  const rows = new Map<string, number>();
  const environment = session.environment(times);
  const { writeLookup } = environment;
  try {
    await plan(search, {
      ...environment,
      models,
      writeLookup: async (name, results, writing) => {
        let count = 0;
        for await (const batch of session.stream(results, times)) count += batch.length;
        rows.set(name, (rows.get(name) ?? 0) + count);
        const isKept = count === 0 && environment.catalog.lookup?.(name) !== undefined;
        if (!isKept) await writeLookup?.(name, results, writing);
      },
    });
    return { baseline, rows };
  } catch (error) {
    return { ...failure(baseline, error), rows };
  }
}

/** What a baseline cannot do costs itself alone; a database that cannot go on ends the run. */
function failure(baseline: Baseline, error: unknown): BaselineRun {
  if (error instanceof Problem && error.code !== 'EN004') return { baseline, rows: new Map(), problem: error };
  throw error;
}

/** It ran, and found nothing that it could write. */
export function hasLearnedNothing({ rows, problem }: BaselineRun): boolean {
  return problem === undefined && [...rows.values()].every((count) => count === 0);
}

/** One sentence on what a baseline did, for a notice. */
export function baselineText({ baseline: { name }, rows, problem }: BaselineRun): string {
  if (problem !== undefined) return `the baseline "${name}" cannot run: ${problem.message}`;
  const written = [...rows].map(
    ([lookup, count]) => `${count} ${count === 1 ? 'row' : 'rows'} to the lookup ${lookup}`,
  );
  return `the baseline "${name}" ran first and wrote ${written.join(' and ') || 'nothing'}`;
}
