import { createHash } from 'node:crypto';
import type { Detection, Macro } from '../../content/index.ts';
import {
  type LookupTable,
  type Models,
  type ParsedSearch,
  type ScanDemand,
  scanDemands,
} from '../../language/index.ts';
import { isJson } from '../../shared/json.ts';
import type { Problem } from '../../shared/problem.ts';
import { attempt, byName, type Outlook, planDetection } from '../candidates.ts';
import { openCatalog } from '../catalog.ts';
import type { SearchParser } from '../content.ts';
import { type ContentLookups, noting } from '../lookups.ts';
import type { Times } from '../times.ts';
import type { EntryFile } from './entry-file.ts';

/** A detection that can be run, and what is known of it ahead of the data. Its plan is not kept: most are never run. */
export interface Foreseen extends Outlook {
  readonly detection: Detection;
  /** What it takes from its sources. */
  readonly demands: readonly ScanDemand[];
  /** The lookups that it reads or writes, and those whose rows they are. */
  readonly lookups: readonly string[];
  /** Parsed anew each time. */
  readonly search: ParsedSearch;
}

/** What is kept of a detection, with all that it was made of beside its search. */
interface Kept extends Outlook, Pick<Foreseen, 'demands' | 'lookups'> {
  /** Macros that were looked for: name, number of arguments, and what there was. */
  readonly macros: readonly (readonly [name: string, argumentCount: number, hash: string])[];
  /** The same of lookups. */
  readonly tables: readonly (readonly [name: string, hash: string])[];
  /** Lookups that it is going to write. */
  readonly written: readonly string[];
}

export interface ForesightOptions {
  readonly parser: SearchParser;
  readonly times: Times;
  readonly lookups: ContentLookups;
  readonly models: Models;
  readonly fail: (detection: Detection, problem: Problem) => void;
  readonly detections: readonly Detection[];
  /** What former runs kept. Absent: nothing is. */
  readonly kept?: EntryFile;
}

/**
 * Detections by name, as planning them ahead of the data sees them. What a former run kept of one is taken where its
 * search, its macros and its lookups are the same.
 */
export async function foresee(options: ForesightOptions): Promise<readonly Foreseen[]> {
  const { parser, times, fail, detections, kept } = options;
  const looking = { ...options, datasets: openCatalog() };
  const hash = openHash();
  const found: Foreseen[] = [];
  for (const detection of detections.toSorted(byName)) {
    const key = keyOf(detection, times);
    const recalled = recall(kept?.get(key), parser, options.lookups.catalog, hash);
    const made = recalled ?? (await attempt(detection, fail, () => look(detection, parser, looking, hash)));
    if (made === undefined) continue;
    if (recalled === undefined && made.isKeepable) kept?.put(key, JSON.stringify(made.outlook));
    found.push(foreseen(detection, made.outlook, parser));
  }
  kept?.save();
  return found;
}

function keyOf({ search }: Detection, { timezone, earliest, latest }: Times): string {
  const made = JSON.stringify([search, timezone, earliest, latest]);
  return createHash('sha256').update(made).digest('hex').slice(0, 40);
}

function foreseen(detection: Detection, outlook: Kept, parser: SearchParser): Foreseen {
  const { isBarren, readsRisk, sources, demands, lookups } = outlook;
  return {
    detection,
    isBarren,
    readsRisk,
    sources,
    demands,
    lookups,
    get search() {
      return parser.parse(detection.search);
    },
  };
}

type Looking = ForesightOptions & { readonly datasets: ReturnType<typeof openCatalog> };

interface Look {
  readonly outlook: Kept;
  /** It was made of nothing but what is kept with it. */
  readonly isKeepable: boolean;
}

/** The outlook of a former run, where all that it was made of is as it was. Asks for its lookups as planning does. */
function recall(
  json: string | undefined,
  parser: SearchParser,
  catalog: ContentLookups['catalog'],
  hash: Hash,
): Look | undefined {
  if (json === undefined) return undefined;
  const outlook = JSON.parse(json) as Kept;
  const { macros, tables, written } = outlook;
  if (!macros.every(([name, count, before]) => hash(parser.macro(name, count)) === before)) return undefined;
  if (!tables.every(([name, before]) => hash(catalog.lookup(name)) === before)) return undefined;
  for (const name of written) catalog.willWrite(name);
  return { outlook, isKeepable: false };
}

/** Plans a detection, and takes note of all that its plan depends on. @throws Problem SPL1xx to SPL3xx */
async function look(detection: Detection, parser: SearchParser, options: Looking, hash: Hash): Promise<Look> {
  const notes = openNotes(parser, options, hash);
  const names = new Set<string>();
  const noted = { parse: (spl: string) => parser.parse(spl, { onMacro: notes.onMacro }) };
  const { plans, begun, isBarren, readsRisk, sources } = await planDetection(detection, noted, {
    ...options.times,
    catalog: { ...options.datasets, ...noting(notes.catalog, names) },
    models: notes.models,
    onNow: notes.refuse,
  });
  if (READS_OTHERS.test(detection.search)) notes.refuse();
  const demands = scanDemands(plans, begun);
  if (!isJson(demands)) notes.refuse();
  const outlook = { isBarren, readsRisk, sources, demands, lookups: [...names], ...notes.made() };
  return { outlook, isKeepable: notes.isComplete() };
}

/** What planning asked for, and whether that is all that it depends on. */
interface Notes {
  readonly onMacro: (name: string, argumentCount: number) => void;
  readonly catalog: ContentLookups['catalog'];
  readonly models: Models;
  made(): Pick<Kept, 'macros' | 'tables' | 'written'>;
  /** Says that it depends on more. */
  readonly refuse: () => void;
  isComplete(): boolean;
}

function openNotes(parser: SearchParser, { lookups, models }: Looking, hash: Hash): Notes {
  const macros = new Map<string, Kept['macros'][number]>();
  const tables = new Map<string, string>();
  const written = new Set<string>();
  let isComplete = true;
  const refuse = (): void => {
    isComplete = false;
  };
  return {
    onMacro: (name, count) => {
      const macro = parser.macro(name, count);
      macros.set(`${name} ${count}`, [name, count, hash(macro)]);
      if (macro !== undefined && READS_OTHERS.test(macro.definition)) refuse();
    },
    catalog: {
      lookup: (name) => {
        const found = lookups.catalog.lookup(name);
        if (!tables.has(name)) tables.set(name, hash(found));
        return found;
      },
      lookups: () => {
        refuse();
        return lookups.catalog.lookups();
      },
      willWrite: (name) => {
        written.add(name);
        lookups.catalog.willWrite(name);
      },
    },
    models: watched(models, refuse),
    made: () => ({ macros: [...macros.values()], tables: [...tables], written: [...written] }),
    refuse,
    isComplete: () => isComplete,
  };
}

/** Commands that run the searches of others, under whatever name. */
const READS_OTHERS = /savedsearch|\bmap\b/i;

/** What a model has learned is not known by its name. */
function watched(models: Models, onUse: () => void): Models {
  return {
    ...models,
    find: (name) => {
      onUse();
      return models.find(name);
    },
    keep: (name, model) => {
      onUse();
      models.keep(name, model);
    },
    names: () => {
      onUse();
      return models.names();
    },
  };
}

/** A few letters for what a macro or a lookup is. */
type Hash = (thing: Macro | LookupTable | undefined) => string;

/** Each macro is hashed once: every detection names the same. */
function openHash(): Hash {
  const known = new WeakMap<object, string>();
  return (thing) => {
    if (thing === undefined) return '';
    const before = known.get(thing);
    if (before !== undefined) return before;
    const hash = createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 20);
    known.set(thing, hash);
    return hash;
  };
}
