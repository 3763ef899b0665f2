import { readFile } from 'node:fs/promises';
import type { Detection } from '../content/index.ts';
import type { DetectionOutcome, Finding, RunReport, Summary } from '../findings/index.ts';
import { Problem } from '../shared/problem.ts';
import { parsedJson, readFindings, unreadable } from './finding-lines.ts';
import { asSummary } from './finding-shape.ts';
import { loadContent } from './load-content.ts';
import type { RunOptions, TimeOptions } from './options.ts';
import { openRiskSum } from './risk-sum.ts';
import { resolveTimes } from './times.ts';

export interface SavedFindingsOptions extends Pick<TimeOptions, 'now' | 'timezone'>, Pick<RunOptions, 'signal'> {
  /** Files of JSON lines, as a hunt writes them. */
  readonly files: readonly string[];
  /** The file of the hunt's summary. */
  readonly summary?: string;
  /** Where the texts of detections come from, which findings do not hold. */
  readonly content?: readonly string[];
  /** Takes lines that are no finding, IN014; they are passed over. */
  readonly onProblem?: (problem: Problem) => void;
}

/** What is known of a run from its findings alone, and from its summary where that is given. */
export interface SavedReport extends RunReport {
  /** Lines that are no finding. */
  readonly badLines: number;
}

/**
 * The findings of an earlier hunt, and what they tell of it. Of the detections without findings only those that failed
 * are known, from the summary.
 *
 * @throws Problem IN001 for a file that cannot be read, IN014 for one without any finding among its lines, or a summary
 * that is none; CT001 for the content, CLI001 for the time.
 */
export async function* savedFindings(options: SavedFindingsOptions): AsyncGenerator<Finding, SavedReport> {
  const { now } = resolveTimes(options);
  const summary = options.summary === undefined ? undefined : await readSummary(options.summary);
  const details = await detailsOf(options.content);
  const risk = openRiskSum();
  const outcomes = new Map<string, DetectionOutcome>();
  let badLines = 0;
  let findings = 0;
  const onProblem = (problem: Problem): void => {
    badLines++;
    options.onProblem?.(problem);
  };
  for await (const finding of readFindings(options.files, onProblem, options.signal)) {
    findings++;
    risk.add([finding]);
    addTo(outcomes, finding, details);
    yield finding;
  }
  const failed = (summary?.detections.errors ?? []).map(({ name, file }): DetectionOutcome => {
    const known = details(null, name) ?? unknownDetection(name, file);
    return { detection: known, state: 'failed', findings: 0, missing: [] };
  });
  return {
    summary: { ...(summary ?? EMPTY), findings },
    risk: risk.totals(),
    blind: { detections: summary?.detections.without_candidates ?? 0, missing: [] },
    detections: [...outcomes.values(), ...failed].toSorted(byName),
    now,
    badLines,
  };
}

function byName(a: DetectionOutcome, b: DetectionOutcome): number {
  return a.detection.name < b.detection.name ? -1 : 1;
}

/** Of a run that nothing is known of. */
const EMPTY: Summary = {
  files: 0,
  bytes: 0,
  events: 0,
  sourcetypes: {},
  skipped: {},
  cut: 0,
  timeless: 0,
  timeless_from: { previous: 0, file: 0, run: 0 },
  detections: { loaded: 0, ran: 0, without_candidates: 0, errors: [] },
  findings: 0,
  seconds: { read: 0, detect: 0, total: 0 },
  peak_rss_mb: 0,
};

type Details = (id: string | null, name: string) => Detection | undefined;

async function detailsOf(paths: readonly string[] | undefined): Promise<Details> {
  if (paths === undefined) return () => undefined;
  const { detections } = await loadContent(paths);
  const byId = new Map(detections.flatMap((detection) => (detection.id ? [[detection.id, detection] as const] : [])));
  const named = new Map(detections.map((detection) => [detection.name, detection]));
  return (id, name) => (id === null ? undefined : byId.get(id)) ?? named.get(name);
}

function addTo(outcomes: Map<string, DetectionOutcome>, finding: Finding, details: Details): void {
  const { id, name, file } = finding.detection;
  const key = JSON.stringify([id, name, file]);
  const before = outcomes.get(key);
  // The texts are those of the content, the place that of the file that the hunt ran.
  const known = before?.detection ?? details(id, name) ?? detectionOf(finding);
  const detection = { ...known, file };
  outcomes.set(key, { detection, state: 'fired', findings: (before?.findings ?? 0) + 1, missing: [] });
}

/** What a finding tells of its detection. */
function detectionOf({ detection, severity, risk_score, mitre_attack_id, analytic_story }: Finding): Detection {
  const { id, name, version, type, file } = detection;
  const unknown = unknownDetection(name, file);
  return {
    ...unknown,
    ...(id === null ? {} : { id }),
    ...(version === null ? {} : { version }),
    type,
    mitreAttackIds: mitre_attack_id,
    analyticStories: analytic_story,
    risk: { ...unknown.risk, severity, score: risk_score, deploysRisk: type === 'TTP' || type === 'Anomaly' },
  };
}

function unknownDetection(name: string, file: string): Detection {
  return {
    generation: 'v5',
    file,
    name,
    type: 'TTP',
    status: '',
    description: '',
    references: [],
    howToImplement: '',
    knownFalsePositives: '',
    drilldownSearches: [],
    search: '',
    searchSource: { fileText: '', start: 0, end: 0, style: 'plain' },
    dataSources: [],
    analyticStories: [],
    mitreAttackIds: [],
    products: [],
    cves: [],
    tests: [],
    risk: { message: '', score: 0, severity: 'informational', riskObjects: [], threatObjects: [], deploysRisk: false },
  };
}

async function readSummary(file: string): Promise<Summary> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  const read = parsedJson(text);
  const judged = 'wrong' in read ? read : asSummary(read.value);
  if ('summary' in judged) return judged.summary;
  throw new Problem('IN014', `${file} is not the summary of a hunt: ${judged.wrong}`, {
    file,
    hint: 'name a file that karst hunt --summary wrote',
  });
}
