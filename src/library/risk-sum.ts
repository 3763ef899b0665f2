import { type Finding, type RiskTotal, riskTotals } from '../findings/index.ts';

/** Adds risk up as findings pass by, so that none of them has to be kept. */
export interface RiskSum {
  add(findings: readonly Finding[]): void;
  /** The highest first. */
  totals(): readonly RiskTotal[];
}

export function openRiskSum(): RiskSum {
  const sums = new Map<string, RiskTotal>();
  return {
    add(findings) {
      for (const total of riskTotals(findings)) {
        const key = JSON.stringify([total.type, total.value]);
        const before = sums.get(key);
        const score = total.score + (before?.score ?? 0);
        sums.set(key, { ...total, score, findings: total.findings + (before?.findings ?? 0) });
      }
    },
    totals: () => [...sums.values()].sort(byScore),
  };
}

function byScore(a: RiskTotal, b: RiskTotal): number {
  if (a.score !== b.score) return b.score - a.score;
  return `${a.value}\n${a.type}` < `${b.value}\n${b.type}` ? -1 : 1;
}
