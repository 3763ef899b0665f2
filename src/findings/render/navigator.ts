import { techniqueOf } from '../../events/index.ts';
import type { DetectionOutcome, RunReport } from '../report.ts';
import { techniqueScore } from '../technique-score.ts';
import type { FindingFormat } from './format.ts';

/**
 * A layer for the ATT&CK Navigator: what the detections that were loaded could find, what they could have found in
 * these logs, and what they found.
 *
 * Source: ATT&CK Navigator, layer file format 4.5.
 */
export const navigator: FindingFormat = {
  summary: 'a layer for the ATT&CK Navigator (4.5)',
  findings: () => ({ write: () => '', end: (report) => `${JSON.stringify(layerOf(report), undefined, 2)}\n` }),
};

/** What a technique's best detection came to: its score is the place in this list, from 1. */
const NOTIONS = [
  { label: '1 available: no events of its sources, or it could not run', color: '#c6dbef' },
  { label: '2 runnable on these logs, nothing found', color: '#a1d99b' },
  { label: '3 fired', color: '#e6550d' },
] as const;

/** Detections whose names a comment holds. */
const NAMED = 50;

function layerOf(report: RunReport): object {
  const named = coveredTechniques(report.detections);
  const covered = new Map([...named].filter(([id]) => techniqueOf(id) !== undefined));
  const unknown = [...named.keys()].filter((id) => !covered.has(id)).sort();
  const counts = [1, 2, 3].map((score) => [...covered.values()].filter((all) => bestOf(all) >= score).length);
  const [available, runnable, fired] = counts;
  return {
    name: 'karst',
    versions: { attack: '18', navigator: '5.2.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: `Techniques with detections: ${available}; runnable on these logs: ${runnable}; fired: ${fired}.`,
    sorting: 3,
    layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
    hideDisabled: false,
    techniques: techniquesOf(covered),
    gradient: { colors: NOTIONS.map(({ color }) => color), minValue: 1, maxValue: 3 },
    legendItems: NOTIONS.map(({ label, color }) => ({ label, color })),
    metadata: [
      { name: 'detections', value: String(report.detections.length) },
      { name: 'findings', value: String(report.summary.findings) },
      ...(unknown.length > 0 ? [{ name: 'not in ATT&CK 18.1, left out', value: unknown.join(' ') }] : []),
    ],
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  };
}

type Covered = ReadonlyMap<string, readonly DetectionOutcome[]>;

function coveredTechniques(detections: readonly DetectionOutcome[]): Covered {
  const covered = new Map<string, DetectionOutcome[]>();
  for (const outcome of detections) {
    for (const id of new Set(outcome.detection.mitreAttackIds)) {
      const all = covered.get(id) ?? [];
      all.push(outcome);
      covered.set(id, all);
    }
  }
  return covered;
}

/** Without a tactic, so that each shows under all of its own. Parents open where a sub-technique is marked. */
function techniquesOf(covered: Covered): readonly object[] {
  const known = [...covered.keys()];
  const parents = new Set(known.filter((id) => id.includes('.')).map((id) => id.slice(0, id.indexOf('.'))));
  return [...new Set([...known, ...parents])].sort().map((techniqueID) => ({
    techniqueID,
    ...markOf(covered.get(techniqueID)),
    ...(parents.has(techniqueID) ? { showSubtechniques: true } : {}),
  }));
}

function markOf(outcomes: readonly DetectionOutcome[] | undefined): object {
  if (outcomes === undefined) return {};
  const score = bestOf(outcomes);
  const sorted = outcomes.toSorted((a, b) => scoreOf(b) - scoreOf(a) || (a.detection.name < b.detection.name ? -1 : 1));
  const names = sorted.slice(0, NAMED).map((outcome) => `${outcome.state}: ${outcome.detection.name}`);
  const more = sorted.length - names.length;
  return {
    score,
    color: NOTIONS[score - 1]?.color,
    comment: [...names, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    enabled: true,
    metadata: [
      { name: 'available', value: String(outcomes.length) },
      { name: 'runnable', value: String(outcomes.filter((outcome) => scoreOf(outcome) >= 2).length) },
      { name: 'fired', value: String(outcomes.filter((outcome) => scoreOf(outcome) === 3).length) },
      { name: 'findings', value: String(outcomes.reduce((sum, { findings }) => sum + findings, 0)) },
    ],
  };
}

function bestOf(outcomes: readonly DetectionOutcome[]): number {
  return Math.max(...outcomes.map(scoreOf));
}

function scoreOf({ state }: DetectionOutcome): 1 | 2 | 3 {
  return techniqueScore(state);
}
