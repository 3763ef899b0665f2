import type { Finding } from './finding.ts';

/** What one user, system or other object has gathered. */
export interface RiskTotal {
  readonly type: string;
  readonly value: string;
  /** The sum of the scores of its findings. */
  readonly score: number;
  readonly findings: number;
}

/**
 * The risk of each object over the findings of TTP and Anomaly detections, the highest first; equal ones by value and
 * type. Values that differ in case are different objects.
 */
export function riskTotals(findings: Iterable<Finding>): RiskTotal[] {
  const totals = new Map<string, RiskTotal>();
  for (const { detection, risk_objects } of findings) {
    if (detection.type !== 'TTP' && detection.type !== 'Anomaly') continue;
    for (const { type, value, score } of risk_objects) {
      const key = JSON.stringify([type, value]);
      const total = totals.get(key) ?? { type, value, score: 0, findings: 0 };
      totals.set(key, { ...total, score: total.score + score, findings: total.findings + 1 });
    }
  }
  return [...totals.values()].sort(
    (a, b) => b.score - a.score || compareText(a.value, b.value) || compareText(a.type, b.type),
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
