import type { Finding } from './finding.ts';

/** What one user, system or other object has gathered. */
export interface RiskTotal {
  readonly type: string;
  readonly value: string;
  /** The sum of the scores of its findings. */
  readonly score: number;
  readonly findings: number;
}

/** The same, and where it comes from. */
export interface EntityRisk extends RiskTotal {
  /** The names of the detections that found it, in alphabetical order. */
  readonly detections: readonly string[];
  /** Their ATT&CK techniques, and the tactics of these in the order of ATT&CK. */
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
  /** ISO 8601 in UTC; null where no finding tells a time. */
  readonly first_time: string | null;
  readonly last_time: string | null;
}

/** Whether findings of the detection are risk. Source: the publisher's deployments of the four types. */
export function isRisk({ detection }: Pick<Finding, 'detection'>): boolean {
  return detection.type === 'TTP' || detection.type === 'Anomaly';
}

/** When a risk event of a finding happened, in epoch seconds: at the end of what it found. Undefined without a time. */
export function riskTime({ first_time: first, last_time: last }: Finding): number | undefined {
  const text = last ?? first;
  return text === null ? undefined : Date.parse(text) / 1000;
}

/** The highest risk first; equal ones by value and type. */
export function byRisk(a: RiskTotal, b: RiskTotal): number {
  return b.score - a.score || compareText(a.value, b.value) || compareText(a.type, b.type);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
