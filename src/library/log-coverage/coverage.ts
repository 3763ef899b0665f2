import { type EntityOptions, loadEntities } from '../entities.ts';
import { loadBuiltInContent, loadContent } from '../load-content.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeOptions } from '../options.ts';
import { readEvents } from '../read.ts';
import { type DetectionSelection, selectDetections } from '../selection.ts';
import { emptyTally } from '../tally.ts';
import { isInRange, resolveTimes } from '../times.ts';
import { type Census, openCensus } from './census.ts';
import { type DetectionNeeds, needsOf, type SourceNeed } from './needs.ts';
import type { Coverage, CoverageState, DetectionCoverage, MissingThing } from './result.ts';
import { sourceNameOf } from './source-name.ts';
import { fieldsOf, unlocksOf } from './unlock.ts';

export interface CoverageOptions extends LogOptions, EntityOptions, TimeOptions, ResourceOptions, RunOptions {
  /** Files and folders of content; later ones override earlier ones. Default: the pack that comes with karst. */
  readonly content?: readonly string[];
  /** Which of the detections are looked at. Default: all. */
  readonly select?: DetectionSelection;
}

/**
 * Which detections can run on logs, and what the others lack. The logs are read once and counted; nothing is searched.
 *
 * @throws Problem IN001 and IN012 for the logs, CT001 for the content, CT009 for the selection, CLI001 for a time; and the reason of the signal.
 */
export async function coverage(options: CoverageOptions): Promise<Coverage> {
  const times = resolveTimes(options);
  const content = await (options.content === undefined ? loadBuiltInContent() : loadContent(options.content));
  for (const problem of content.problems) options.onProblem?.(problem);
  const entities = await loadEntities(options, content);
  const needs = await needsOf(content, selectDetections(content.detections, options.select), times, options.onProblem);
  const demanded = needs.flatMap(({ sources }) => sources.flatMap(({ dataset }) => dataset ?? []));
  const census = openCensus(new Set(demanded));
  const tally = emptyTally();
  for await (const events of readEvents({ logs: options, times, run: options, tally, content, entities })) {
    for (const event of events) if (isInRange(event.time, times)) census.add(event);
  }
  const detections = judged(needs, census);
  return {
    detections,
    brokenFiles: new Set(content.problems.map(({ details }) => details.file)).size,
    unlocks: unlocksOf(detections),
    fields: fieldsOf(detections),
    tally,
  };
}

/** Those that read risk come last: there is some where a detection that writes it can run. */
function judged(needs: readonly DetectionNeeds[], census: Census): readonly DetectionCoverage[] {
  const own = needs.map((one) => (one.readsRisk ? undefined : judge(one, census)));
  const hasRisk = own.some((one) => one?.detection.risk.deploysRisk === true && RUNS.has(one.state));
  return needs.map((one, at) => own[at] ?? judgeRisk(one, census, hasRisk));
}

const RUNS: ReadonlySet<CoverageState> = new Set(['runnable', 'partly']);

function judgeRisk(needs: DetectionNeeds, census: Census, hasRisk: boolean): DetectionCoverage {
  const { detection, emptyLookups } = needs;
  if (!hasRisk) return judge(needs, census);
  const missing = emptyLookups.map(asLookup);
  return { detection, state: missing.length > 0 ? 'partly' : 'runnable', missing };
}

function judge({ detection, sources, emptyLookups, failure }: DetectionNeeds, census: Census): DetectionCoverage {
  if (failure !== undefined) return { detection, state: 'failed', missing: [failure] };
  const judgements = sources.map((source) => judgeSource(source, census));
  const absent = judgements.flatMap(({ absent: one }) => one ?? []);
  if (sources.length > 0 && absent.length === sources.length) {
    return { detection, state: 'blind', missing: distinct(absent) };
  }
  const missing = distinct([...absent, ...judgements.flatMap(({ fields }) => fields), ...emptyLookups.map(asLookup)]);
  return { detection, state: missing.length > 0 ? 'partly' : 'runnable', missing };
}

function asLookup(name: string): MissingThing {
  return { kind: 'lookup', name };
}

interface SourceJudgement {
  /** The source, where it has no event. */
  readonly absent?: MissingThing;
  readonly fields: readonly MissingThing[];
}

function judgeSource(need: SourceNeed, census: Census): SourceJudgement {
  const { dataset } = need;
  if (dataset === undefined) return judgeEvents(need, census);
  if (!census.hasDataset(dataset)) return { absent: { kind: 'source', name: dataset }, fields: [] };
  return { fields: missingFields(need, [census.fieldsOf(dataset)], dataset) };
}

function judgeEvents(need: SourceNeed, census: Census): SourceJudgement {
  const conditions = need.conditions ?? [undefined];
  const found = conditions.flatMap((condition) => census.eventsOf(condition));
  if (found.length > 0) return { fields: missingFields(need, found, 'events') };
  const name = [...new Set(conditions.map((one) => (one === undefined ? 'events' : sourceNameOf(one))))].join(' or ');
  return { absent: { kind: 'source', name }, fields: [] };
}

/** Fields that every event has, and every row. */
const ALWAYS: ReadonlySet<string> = new Set(['index', 'host', 'source', 'sourcetype', 'splunk_server', 'linecount']);

function missingFields(
  { fields }: SourceNeed,
  known: readonly ReadonlySet<string>[],
  source: string,
): readonly MissingThing[] {
  if (fields === 'all') return [];
  return fields
    .filter((name) => !name.startsWith('_') && !ALWAYS.has(name) && !known.some((names) => names.has(name)))
    .map((name) => ({ kind: 'field', name: `${source}.${name}` }));
}

function distinct(things: readonly MissingThing[]): readonly MissingThing[] {
  return [...new Map(things.map((thing) => [`${thing.kind} ${thing.name}`, thing])).values()];
}
