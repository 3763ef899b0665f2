import type { Content } from '../../content/index.ts';
import type { Session } from '../../engine/index.ts';
import { dataModels } from '../../events/index.ts';
import {
  type Column,
  fieldsNamed,
  isHidden,
  openEnvironment,
  type ParsedSearch,
  type Plan,
  type PlanEnvironment,
  plan,
  type Schema,
  scansOf,
} from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import { openCatalog } from '../catalog.ts';
import { contentLookups } from '../lookups.ts';
import { contentModels } from '../models.ts';
import type { Times } from '../times.ts';
import { openLookupColumns, writesLookup } from './lookup-columns.ts';
import { isClosed, isStill } from './still.ts';

/** What takes note of a search while it is planned ahead of the data. */
export type Listening = Required<Pick<PlanEnvironment, 'warn' | 'planned'>>;

/** A search that was planned ahead of the data. */
export interface Ahead {
  /** The fields that its results have. */
  readonly results: Schema;
  /** The fields that it reads from events. */
  readonly fields: ReadonlySet<string>;
  /** The datasets that it reads, as model and root. */
  readonly datasets: readonly (readonly [model: string, root: string])[];
  /** The plan, where planning it over tables that have these fields would only leave out what it says of others. */
  readonly final: Plan | undefined;
}

/** Where searches are tried: over tables that have all fields and no rows, and the lookups of the content. */
export interface Laboratory {
  /** Plans a search against a catalog in which any field may exist. @throws Problem SPL2xx, SPL3xx */
  planAhead(search: ParsedSearch, listening: Listening): Promise<Ahead>;
  /** Makes what the next searches read, in place of what those before them read. @throws Problem EN001, EN002 */
  prepare(searches: readonly Ahead[]): Promise<void>;
  /** Has a search that was prepared for planned and run as it would be run, over no events. @throws Problem */
  run(search: ParsedSearch, ahead: Ahead): Promise<void>;
}

/** @param searches all that will be tried: what they write to lookups, others may read */
export async function openLaboratory(
  session: Session,
  content: Content,
  searches: readonly ParsedSearch[],
  times: Times,
): Promise<Laboratory> {
  const lookups = contentLookups(content);
  const known = await openLookupColumns(content, lookups);
  const models = contentModels(content);
  const catalog = { ...openCatalog(), ...known.catalog };
  const planAhead = async (search: ParsedSearch, listening?: Listening): Promise<Ahead> => {
    const opened = openEnvironment({ ...times, catalog, models: models.ahead(times, lookups) });
    const environment = { ...opened, hasLocations: true, writeLookup: known.writeLookup, ...listening };
    const last = await plan(search, environment);
    const plans = [...opened.stages, last];
    const isFinal = opened.stages.length === 0 && isStill(last) && !READS_MODELS.test(search.expansion.text);
    const { listed, datasets } = readBy(plans);
    const results = last.schema;
    if (isFinal && isClosed(last)) return { results, fields: listed, datasets, final: last };
    return { results, fields: new Set([...listed, ...fieldsNamed(plans)]), datasets, final: undefined };
  };
  await learnWhatIsWritten(searches.filter(writesLookup), planAhead, () => known.made().size);
  const declared = new Set<string>();
  const declareDatasets = async (datasets: Ahead['datasets']): Promise<void> => {
    for (const [model, dataset] of datasets) {
      if (declared.has(`${model}.${dataset}`)) continue;
      declared.add(`${model}.${dataset}`);
      await session.declare({ kind: 'dataset', model, dataset }, fieldsBelow(model, dataset));
    }
  };
  const tried = models.tried(session, times);
  for (const [name, columns] of known.made()) await session.loadLookup(name, { columns }, []);
  return {
    planAhead,
    prepare: async (batch) => {
      await declareDatasets([...batch, readBy(models.plans())].flatMap(({ datasets }) => datasets));
      const fields = new Set([...fieldsNamed(models.plans()), ...batch.flatMap((one) => [...one.fields])]);
      await session.declare({ kind: 'events' }, [...fields]);
      await lookups.load(session);
    },
    run: async (search, { fields, final }) => {
      if (final !== undefined) return await session.check(final, times);
      const { writeLookup: _, ...environment } = session.environment(times);
      const events = eventsWith(fields);
      const asked = { ...environment, catalog: { ...environment.catalog, events }, models: tried, hasLocations: true };
      const planned = await plan(search, asked);
      if (isStill(planned)) await session.check(planned, times);
      else await session.run(planned, times);
    },
  };
}

/** Plans the searches that write lookups, until none writes another one: one may read what another one makes. */
async function learnWhatIsWritten(
  writers: readonly ParsedSearch[],
  planAhead: (search: ParsedSearch) => Promise<unknown>,
  countMade: () => number,
): Promise<void> {
  let before: number;
  do {
    before = countMade();
    for (const search of writers) {
      try {
        await planAhead(search);
      } catch (error) {
        if (!(error instanceof Problem)) throw error; // told when it is the search's turn
      }
    }
  } while (countMade() > before);
}

/** What a model has learned decides what a plan that reads it is like. */
const READS_MODELS = /\b(?:apply|fit)\b/i;

/** The fields of events that plans list, and the datasets that they read. */
function readBy(plans: readonly Plan[]): Pick<Ahead, 'datasets'> & { readonly listed: ReadonlySet<string> } {
  const scans = plans.flatMap((one) => [...scansOf(one)]);
  const datasets = scans.flatMap(({ source }) =>
    source.kind === 'dataset' ? [[source.model, source.dataset] as const] : [],
  );
  const listed = scans
    .filter(({ source, schema }) => source.kind === 'events' && !schema.isOpen)
    .flatMap(({ schema }) => schema.columns.map(({ name }) => name).filter((name) => !isHidden(name)));
  return { listed: new Set(listed), datasets };
}

/** Of events only what the search names: all that others name would make each statement slow. */
function eventsWith(fields: ReadonlySet<string>): Schema {
  const columns = [...fields].filter((name) => name !== '_time').map((name): Column => ({ name, type: 'text' }));
  return { columns: [{ name: '_time', type: 'number' }, ...columns], isOpen: false };
}

/** The fields of a root dataset and of those that descend from it: they stand in the same row. */
function fieldsBelow(model: string, root: string): readonly string[] {
  const datasets = dataModels().find((one) => one.model === model)?.datasets ?? [];
  const below = datasets.filter(({ path }) => path[0] === root).flatMap(({ fields }) => fields);
  return [...new Set(['_raw', 'host', 'source', 'sourcetype', 'index', '_nodename', ...below])];
}
