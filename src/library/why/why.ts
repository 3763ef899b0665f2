import { type Content, type Detection, problemInSearch } from '../../content/index.ts';
import {
  demand,
  fieldNotices,
  fieldsNamed,
  type Models,
  type ParsedSearch,
  type Plan,
  plan,
  valueNotices,
  type WarningDetails,
  warningNotice,
  wordNotices,
} from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import { searchParser } from '../content.ts';
import { loadEntities } from '../entities.ts';
import { loadDetectionFile } from '../load-content.ts';
import { checkSearch, type LoadOptions, loadSearchContent, openLoaded, type SearchContent } from '../loaded.ts';
import { contentLookups } from '../lookups.ts';
import { contentModels } from '../models.ts';
import { sortedCounts } from '../tally.ts';
import { resolveTimes } from '../times.ts';
import { SHOWN, withNamed } from './demand.ts';
import { openPlacer, type Placer, textOfStage } from './place.ts';
import { type ReasonBench, reasonOf } from './reason.ts';
import type { Why, WhyReason, WhyStage } from './result.ts';
import { openTrace, type TracedPipeline, type TracedStage } from './trace.ts';

export interface WhyOptions extends Omit<LoadOptions, 'rows' | 'logs'> {
  /** A search, or the YAML file of a detection. */
  readonly search: { readonly spl: string } | { readonly file: string };
  /** Files and folders. */
  readonly logs: readonly string[];
}

/**
 * Runs a search command by command and tells what became of the rows: how many are left behind each, and where none is,
 * why. The logs are read once, with the fields that the search reads and what shows an event to people.
 *
 * @throws Problem CT001 to CT005 for a file that is not a detection, SPL1xx, SPL2xx and SPL3xx for the search, with its
 * place; IN001 and IN012 for the logs, CLI001 for a time, EN001 to EN004 from the database; the reason of the signal.
 */
export async function why(options: WhyOptions): Promise<Why> {
  const times = resolveTimes(options);
  const { detection, loaded: content } = await searched(options);
  const spl = detection?.search ?? ('spl' in options.search ? options.search.spl : '');
  return await placing(detection, async () => {
    const { parsed, plans, models } = await checkSearch(spl, content, times);
    const { session, tally, seen } = await openLoaded(options, content, times, async (opened) => {
      await opened.prepare(withNamed(demand(plans), parsed, SHOWN));
      await content.lookups.load(opened);
    });
    try {
      const told = await whyIn({
        session,
        times,
        tally,
        seen,
        parsed,
        plans,
        content: content.content,
        models: models.running(session, times),
        ...(detection && { detection }),
        ...(options.signal && { signal: options.signal }),
      });
      return { ...(detection && { name: detection.name, file: detection.file }), ...told };
    } finally {
      await session.close();
    }
  });
}

/** A search over a session that is already filled. */
export interface WhyInSession extends Omit<ReasonBench, 'placer'> {
  readonly parsed: ParsedSearch;
  /** Made ahead of the data. */
  readonly plans: readonly Plan[];
  readonly content: Content;
  readonly models: Models;
  readonly detection?: Detection;
  readonly signal?: AbortSignal;
}

/** The same for a session that is already filled. It keeps stages, until they are dropped. */
export async function whyIn(options: WhyInSession): Promise<Why> {
  const { session, times, tally, seen, parsed, plans, signal } = options;
  const notices: Problem[] = [...wordNotices(parsed), ...fieldNotices(parsed, fieldsNamed(plans), seen.fields)];
  const warn = (message: string, details?: WarningDetails): void => {
    notices.push(warningNotice(parsed, message, details));
  };
  const trace = openTrace(session, times, signal);
  const environment = { ...session.environment(times), models: options.models, warn, observer: trace.observer };
  await plan(parsed, environment);
  const pipeline = trace.pipeline();
  const placer = openPlacer(parsed, options.content, options.detection);
  const rows = pipeline.at(-1)?.rows ?? 0;
  if (rows === 0) notices.push(...valueNotices(parsed, seen.values));
  return {
    events: tally.events,
    skipped: sortedCounts(tally.skipped),
    sourcetypes: sortedCounts(tally.sourcetypes),
    datasets: sortedCounts(tally.datasets),
    stages: pipeline.map((stage) => plainStage(stage, placer)),
    rows,
    emptied: rows > 0 ? [] : await reasonsOf(pipeline, { ...options, placer }, signal),
    notices: distinct(notices, options.detection),
  };
}

function plainStage(stage: TracedStage, placer: Placer): WhyStage {
  const place = placer.placeOf(stage.node.span, stage.context.expansion);
  return {
    number: stage.number,
    command: stage.node.kind.toLowerCase(),
    text: textOfStage(stage),
    ...(place && { place }),
    rowsIn: stage.rowsIn ?? null,
    rows: stage.rows,
    inside: stage.inside.flat().map((inner) => plainStage(inner, placer)),
  };
}

/** Why the stages that let nothing through did not, the first ones. */
async function reasonsOf(
  pipeline: TracedPipeline,
  bench: ReasonBench,
  signal: AbortSignal | undefined,
): Promise<readonly WhyReason[]> {
  const reasons: WhyReason[] = [];
  for (const [stage, own] of emptiedStages(pipeline)) {
    if (reasons.length === REASONS) break;
    signal?.throwIfAborted();
    reasons.push(await reasonOrProblem(stage, own, bench));
  }
  return reasons;
}

/** What the database refuses costs the reason, not what is known of the stages. */
async function reasonOrProblem(stage: TracedStage, own: TracedPipeline, bench: ReasonBench): Promise<WhyReason> {
  try {
    return await reasonOf(stage, own, bench);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { stage: stage.number, says: [`why cannot be told: ${error.message}`], missing: [] };
  }
}

/** Stages whose reasons are told. */
const REASONS = 6;

/**
 * Stages that let nothing through of what came to them, in the order in which they are run. What found nothing inside
 * a stage that has rows all the same does no harm.
 */
function* emptiedStages(pipeline: TracedPipeline): Generator<readonly [TracedStage, TracedPipeline]> {
  for (const stage of pipeline) {
    if (stage.rows > 0 || stage.rowsIn === 0) continue;
    for (const inner of stage.inside) yield* emptiedStages(inner);
    yield [stage, pipeline];
  }
}

async function searched(
  options: WhyOptions,
): Promise<{ readonly detection?: Detection; readonly loaded: SearchContent }> {
  const { search, content: paths } = options;
  if ('spl' in search) return { loaded: await loadSearchContent(options) };
  const { detection, content } = await loadDetectionFile(search.file, paths === undefined ? {} : { content: paths });
  for (const problem of content.problems) options.onProblem?.(problem);
  const entities = await loadEntities(options, content);
  const loaded = {
    content,
    entities,
    parser: searchParser(content),
    lookups: contentLookups(content, entities),
    models: contentModels(content),
    hasInput: false,
  };
  return { detection, loaded };
}

async function placing<T>(detection: Detection | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw detection && error instanceof Problem ? problemInSearch(detection, error) : error;
  }
}

/** A search may name the same thing at several places that are planned one by one. */
function distinct(notices: readonly Problem[], detection: Detection | undefined): readonly Problem[] {
  const all = new Map(notices.map((one) => [`${one.message} ${one.details.span?.start}`, one]));
  return [...all.values()].map((one) => (detection ? problemInSearch(detection, one) : one));
}
