import type { Content, Detection } from '../../content/index.ts';
import { openSession, type Session } from '../../engine/index.ts';
import { type Finding, findingsOf } from '../../findings/index.ts';
import { demand, isHidden, plan, type Row } from '../../language/index.ts';
import type { Problem } from '../../shared/problem.ts';
import { attempt, type Candidate, planDetection } from '../candidates.ts';
import { openCatalog } from '../catalog.ts';
import { searchParser } from '../content.ts';
import { type EntityOptions, loadEntities, loadEntityRows } from '../entities.ts';
import { type ContentLookups, contentLookups } from '../lookups.ts';
import { type ContentModels, contentModels } from '../models.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeOptions } from '../options.ts';
import { readEvents } from '../read.ts';
import { sessionOptions } from '../session-options.ts';
import { countDropped, emptyTally, sortedCounts, type Tally } from '../tally.ts';
import { resolveTimes, type Times } from '../times.ts';
import { detailChanges } from './details.ts';
import type { DetectionDiff, Diff, DiffState } from './result.ts';
import { compareRisk, compareRows, type Found, identityOf, NOTHING_FOUND } from './rows.ts';
import { loadSide, nameOf, type Pair, pairsOf, type Side } from './sides.ts';

export interface DiffOptions extends LogOptions, EntityOptions, TimeOptions, ResourceOptions, RunOptions {
  /** Each the file of a detection, a folder of them, or a repository of content. */
  readonly old: string;
  readonly new: string;
  /** Macros and lookups that lie beneath those of the sides. Default: those of the repositories that they lie in. */
  readonly content?: readonly string[];
}

/** Rows of all detections of a side that are kept to be compared; more are counted. */
const ROWS_KEPT = 100_000;

/**
 * Runs two versions of detections over the same logs, which are read and loaded once, and tells what differs. Events
 * are read with the source mappings of the new side.
 *
 * @throws Problem CT001 for a path that does not exist, IN001 and IN012 for the logs, CLI001 for a time, EN004 where the
 * database has no place to work in; and the reason of the signal.
 */
export async function diff(options: DiffOptions): Promise<Diff> {
  const times = resolveTimes(options);
  const { content: support = [] } = options;
  const [old, current] = [await loadSide(options.old, support), await loadSide(options.new, support)];
  for (const problem of [...old.content.problems, ...current.content.problems]) options.onProblem?.(problem);
  const pairs = pairsOf(old, current);
  const entities = await loadEntities(options, current.content);
  const versions = {
    old: await openVersion(old, times),
    new: await openVersion(current, times),
  };
  const session = await openSession(sessionOptions(options, times));
  try {
    const tally = emptyTally();
    await loadEntityRows(session, entities);
    await load(session, [versions.old, versions.new], { options, times, tally, content: current.content, entities });
    const searched = pairs.filter((pair) => !isSameSearch(pair, versions));
    const wasSearched = new Set(searched);
    const before = await runVersion(session, versions.old, detectionsOf(searched, 'old'), options, times);
    const after = await runVersion(session, versions.new, detectionsOf(searched, 'new'), options, times);
    return {
      events: tally.events,
      skipped: sortedCounts(tally.skipped),
      detections: pairs.map((pair) => compare(pair, versions, wasSearched.has(pair) ? { before, after } : undefined)),
    };
  } finally {
    await session.close();
  }
}

function detectionsOf(pairs: readonly Pair[], side: 'old' | 'new'): readonly Detection[] {
  return pairs.flatMap((pair) => pair[side] ?? []);
}

/** A side that was planned ahead of the data. */
interface Version {
  readonly lookups: ContentLookups;
  readonly models: ContentModels;
  readonly candidates: ReadonlyMap<Detection, Candidate>;
  readonly problems: Map<Detection, Problem>;
}

async function openVersion({ content, detections }: Side, times: Times): Promise<Version> {
  const lookups = contentLookups(content);
  const models = contentModels(content);
  const parser = searchParser(content);
  const ahead = { ...times, catalog: { ...openCatalog(), ...lookups.catalog }, models: models.ahead(times, lookups) };
  const candidates = new Map<Detection, Candidate>();
  const problems = new Map<Detection, Problem>();
  const fail = (detection: Detection, problem: Problem): void => {
    problems.set(detection, problem);
  };
  for (const detection of detections) {
    await attempt(detection, fail, async () => {
      candidates.set(detection, await planDetection(detection, parser, ahead));
    });
  }
  return { lookups, models, candidates, problems };
}

interface Loading {
  readonly options: DiffOptions;
  readonly times: Times;
  readonly tally: Tally;
  readonly content: Content;
  readonly entities: Awaited<ReturnType<typeof loadEntities>>;
}

/** What either side asks for is kept. */
async function load(session: Session, versions: readonly Version[], loading: Loading): Promise<void> {
  const { options, times, tally, content, entities } = loading;
  const plans = versions.flatMap(({ candidates, models }) => [
    ...[...candidates.values()].flatMap((candidate) => candidate.plans),
    ...models.plans(),
  ]);
  await session.prepare(demand(plans));
  for await (const events of readEvents({ logs: options, times, run: options, tally, content, entities })) {
    await session.load(events);
  }
  await session.finishLoading();
  countDropped(tally, session.droppedValues());
}

/** Two searches that are the same word for word, once their macros are expanded, find the same; unless a lookup differs. */
function isSameSearch(pair: Pair, versions: { readonly old: Version; readonly new: Version }): boolean {
  if (pair.old === undefined || pair.new === undefined) return false;
  const before = versions.old.candidates.get(pair.old)?.search.expansion.text;
  const after = versions.new.candidates.get(pair.new)?.search.expansion.text;
  const isRisk = JSON.stringify(pair.old.risk) === JSON.stringify(pair.new.risk);
  return isRisk && before !== undefined && before === after && !READS_MORE.test(before);
}

/** What reads more than events: lookups, models, other searches. */
const READS_MORE = /lookup|\bapply\b|\bfit\b|savedsearch|\bmap\b/i;

/** Runs detections of a side one after the other, with its own lookups. */
async function runVersion(
  session: Session,
  version: Version,
  detections: readonly Detection[],
  { signal }: DiffOptions,
  times: Times,
): Promise<ReadonlyMap<Detection, Found>> {
  await session.dropStages();
  await version.lookups.load(session);
  const models = version.models.running(session, times);
  const found = new Map<Detection, Found>();
  let room = ROWS_KEPT;
  for (const detection of detections) {
    signal?.throwIfAborted();
    const candidate = version.candidates.get(detection);
    if (candidate === undefined) continue;
    const fail = (_: Detection, problem: Problem): void => {
      version.problems.set(detection, problem);
    };
    const one = await attempt(detection, fail, () => runOne(session, candidate, models, room, times));
    if (one === undefined) continue;
    room -= one.findings.length;
    found.set(detection, one);
  }
  return found;
}

async function runOne(
  session: Session,
  { detection, search }: Candidate,
  models: ReturnType<ContentModels['running']>,
  room: number,
  times: Times,
): Promise<Found> {
  const planned = await plan(search, { ...session.environment(times), models });
  const kept: Row[] = [];
  let rows = 0;
  for await (const batch of session.stream(planned, times)) {
    rows += batch.length;
    kept.push(...batch.slice(0, Math.max(0, room - kept.length)));
  }
  const columns = planned.schema.columns.map(({ name }) => name).filter((name) => !isHidden(name));
  const findings: readonly Finding[] = findingsOf(detection, kept, { timezone: times.timezone });
  return { rows, findings, identity: identityOf(search, columns) };
}

/** What was found by each side. */
interface Searched {
  readonly before: ReadonlyMap<Detection, Found>;
  readonly after: ReadonlyMap<Detection, Found>;
}

function compare(
  pair: Pair,
  versions: { readonly old: Version; readonly new: Version },
  searched: Searched | undefined,
): DetectionDiff {
  const foundBy = (found: ReadonlyMap<Detection, Found>, detection: Detection | undefined): Found =>
    (detection && found.get(detection)) ?? NOTHING_FOUND;
  const sides = searched && ([foundBy(searched.before, pair.old), foundBy(searched.after, pair.new)] as const);
  const old = pair.old && versions.old.problems.get(pair.old);
  const current = pair.new && versions.new.problems.get(pair.new);
  const told = {
    details: pair.old && pair.new ? detailChanges(pair.old, pair.new) : [],
    rows: sides === undefined ? null : compareRows(...sides),
    risk: sides === undefined ? [] : compareRisk(...sides),
  };
  const id = (pair.new ?? pair.old)?.id;
  return {
    state: old?.message === current?.message ? stateOf(pair, told) : 'failed',
    name: nameOf(pair),
    ...(id !== undefined && { id }),
    ...(pair.old && { oldFile: pair.old.file }),
    ...(pair.new && { newFile: pair.new.file }),
    problems: { ...(old && { old }), ...(current && { new: current }) },
    ...told,
  };
}

function stateOf(pair: Pair, { details, rows, risk }: Pick<DetectionDiff, 'details' | 'rows' | 'risk'>): DiffState {
  if (pair.old === undefined) return 'added';
  if (pair.new === undefined) return 'removed';
  const rowsChanged = rows !== null && (rows.old !== rows.new || rows.added + rows.removed + rows.changed > 0);
  return rowsChanged || details.length + risk.length > 0 ? 'changed' : 'same';
}
