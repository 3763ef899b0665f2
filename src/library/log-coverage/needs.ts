import { type Content, type Detection, openLookupFile, problemInSearch } from '../../content/index.ts';
import { type Expr, type FieldDemand, type ScanDemand, scanDemands } from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import { byName, planDetection } from '../candidates.ts';
import { openCatalog } from '../catalog.ts';
import { searchParser } from '../content.ts';
import { fillingBaselines } from '../lookup-baselines.ts';
import { contentLookups } from '../lookups.ts';
import { contentModels } from '../models.ts';
import type { RunOptions } from '../options.ts';
import type { Times } from '../times.ts';
import type { MissingThing } from './result.ts';

/** A source that a detection reads. */
export interface SourceNeed {
  /** A root dataset as `Model.Dataset`; undefined for events. */
  readonly dataset: string | undefined;
  readonly fields: FieldDemand;
  /** Events that meet none are of no use; undefined: any may be. */
  readonly conditions: readonly Expr[] | undefined;
}

/** What a detection needs of logs and content. */
export interface DetectionNeeds {
  readonly detection: Detection;
  readonly sources: readonly SourceNeed[];
  /** It works on what other detections found. */
  readonly readsRisk: boolean;
  /** Lookups that have no rows, and that nothing fills. */
  readonly emptyLookups: readonly string[];
  /** What keeps it from being run. */
  readonly failure?: MissingThing;
}

/** What some detections of a content need, by name. Those that cannot be planned are told to `onProblem`. */
export async function needsOf(
  content: Content,
  detections: readonly Detection[],
  times: Times,
  onProblem: RunOptions['onProblem'],
): Promise<readonly DetectionNeeds[]> {
  const parser = searchParser(content);
  const lookups = contentLookups(content);
  const models = contentModels(content).ahead(times, lookups);
  const empty = await emptyLookups(content, new Set(fillingBaselines(content, parser).keys()));
  const needs: DetectionNeeds[] = [];
  for (const detection of detections.toSorted(byName)) {
    const asked = new Set<string>();
    const lookup = (name: string) => {
      asked.add(name);
      return lookups.catalog.lookup(name);
    };
    const catalog = { ...openCatalog(), ...lookups.catalog, lookup };
    try {
      const { plans, begun, readsRisk } = await planDetection(detection, parser, { ...times, catalog, models });
      const sources = scanDemands(plans, begun).map(sourceOf);
      needs.push({ detection, sources, readsRisk, emptyLookups: [...asked].filter((name) => empty.has(name)).sort() });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      onProblem?.(problemInSearch(detection, error));
      needs.push({ detection, sources: [], readsRisk: false, emptyLookups: [], failure: failureOf(error) });
    }
  }
  return needs;
}

function sourceOf({ source, fields, conditions }: ScanDemand): SourceNeed {
  return { dataset: source.kind === 'dataset' ? `${source.model}.${source.dataset}` : undefined, fields, conditions };
}

/** Kinds of what is not there, by the code of the error. */
const KINDS: Readonly<Record<string, MissingThing['kind']>> = {
  SPL111: 'macro',
  SPL203: 'lookup',
  SPL206: 'model',
  SPL207: 'model',
  SPL306: 'model',
};

/** The name in the message is the thing; without one the message says what is wrong. */
function failureOf({ code, message }: Problem): MissingThing {
  const kind = KINDS[code] ?? 'content';
  const name = kind === 'content' ? undefined : /["`]([^"`]+)["`]/.exec(message)?.[1];
  return { kind, name: name ?? message };
}

/** Collections begin empty; so do files that have a header alone. Those that baselines fill are not among them. */
async function emptyLookups({ lookups }: Content, filled: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const empty = new Set<string>();
  for (const { name, type, path } of lookups) {
    if (type === 'mlmodel' || filled.has(name)) continue;
    if (path === undefined || (await hasNoRows(path))) empty.add(name);
  }
  return empty;
}

/** A file that cannot be read fails the detection that reads it, which says so. */
async function hasNoRows(file: string): Promise<boolean> {
  try {
    const { rows } = await openLookupFile(file);
    for await (const _ of rows()) return false;
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
