import { TACTICS, techniqueOf } from '../events/index.ts';
import { byRisk, type EntityRisk, type Finding, isRisk } from '../findings/index.ts';

/**
 * Adds risk up as findings of TTP and Anomaly detections pass by, so that none of them has to be kept. Values that
 * differ in case are different entities.
 */
export interface RiskSum {
  add(findings: readonly Finding[]): void;
  /** The highest first; equal ones by value and type. */
  totals(): readonly EntityRisk[];
}

interface Sum {
  readonly type: string;
  readonly value: string;
  score: number;
  findings: number;
  readonly detections: Set<string>;
  readonly techniques: Set<string>;
  first: string | null;
  last: string | null;
}

export function openRiskSum(): RiskSum {
  const sums = new Map<string, Sum>();
  return {
    add: (findings) => {
      for (const finding of findings) if (isRisk(finding)) addTo(sums, finding);
    },
    totals: () => [...sums.values()].map(totalOf).sort(byRisk),
  };
}

function addTo(sums: Map<string, Sum>, finding: Finding): void {
  const { detection, risk_objects, mitre_attack_id: techniques, first_time: first, last_time: last } = finding;
  for (const { type, value, score } of risk_objects) {
    const key = JSON.stringify([type, value]);
    const sum = sums.get(key) ?? emptySum(type, value);
    sums.set(key, sum);
    sum.score += score;
    sum.findings++;
    sum.detections.add(detection.name);
    for (const technique of techniques) sum.techniques.add(technique);
    sum.first = chosen(sum.first, first ?? last, (a, b) => a < b);
    sum.last = chosen(sum.last, last ?? first, (a, b) => a > b);
  }
}

function emptySum(type: string, value: string): Sum {
  return { type, value, score: 0, findings: 0, detections: new Set(), techniques: new Set(), first: null, last: null };
}

/** Of two times the better one: with fractions of a second only here and there, texts do not sort by their instants. */
function chosen(before: string | null, time: string | null, isBetter: (a: number, b: number) => boolean) {
  if (before === null || time === null) return before ?? time;
  return isBetter(Date.parse(time), Date.parse(before)) ? time : before;
}

function totalOf({ type, value, score, findings, detections, techniques, first, last }: Sum): EntityRisk {
  const tactics = new Set([...techniques].flatMap((id) => techniqueOf(id)?.tactics.map(({ name }) => name) ?? []));
  return {
    type,
    value,
    score,
    findings,
    detections: [...detections].sort(),
    techniques: [...techniques].sort(),
    tactics: TACTICS.map(({ name }) => name).filter((name) => tactics.has(name)),
    first_time: first,
    last_time: last,
  };
}
