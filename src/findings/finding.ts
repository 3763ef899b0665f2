import type { Detection, DetectionType, RiskObject, Severity, ThreatObject } from '../content/index.ts';
import type { Row, Value } from '../language/index.ts';
import { type Clock, clockOf, epochSeconds, isoTime } from './time.ts';
import { fieldOf, fillTokens, valuesOf } from './tokens.ts';

/** One result row of a detection. Keys stand in this order in JSON; new ones come last, none changes its name. */
export interface Finding {
  readonly schema: 1;
  readonly detection: {
    readonly name: string;
    /** null where the content has none. */
    readonly id: string | null;
    readonly version: number | null;
    readonly type: DetectionType;
    readonly file: string;
    /** `endpoint`, `network`, ...; null where the content has none, absent in findings of before it was told. */
    readonly security_domain?: string | null;
  };
  readonly severity: Severity;
  /** From 0 to 100. */
  readonly risk_score: number;
  /** One for each value of each risk field that the row has. */
  readonly risk_objects: readonly FindingRiskObject[];
  readonly threat_objects: readonly FindingThreatObject[];
  /** With its tokens filled in. */
  readonly message: string;
  readonly mitre_attack_id: readonly string[];
  readonly analytic_story: readonly string[];
  /** ISO 8601 in UTC; null where the row says no time. */
  readonly first_time: string | null;
  readonly last_time: string | null;
  readonly result: Row;
  /** How many events the row was made of; 1000 stands for that and more. Only where they were asked for. */
  readonly events_total?: number;
  /** The first of them, in the order of the input. */
  readonly events?: readonly FindingEvent[];
}

/** An event that a finding comes from. */
export interface FindingEvent {
  /** The path of the log, and what lies inside an archive behind it; null for a risk event of this run. */
  readonly file: string | null;
  /** Its place among the events of that file, or among those risk events, from 1. */
  readonly record: number;
  /** Epoch seconds. */
  readonly time: number;
  readonly host: string;
  readonly source: string;
  readonly sourcetype: string;
  /** As `_raw` has it. */
  readonly raw: string;
}

export interface FindingRiskObject {
  readonly field: string;
  readonly type: string;
  readonly value: string;
  readonly score: number;
  readonly message: string;
}

export interface FindingThreatObject {
  readonly field: string;
  readonly type: string;
  readonly value: string;
}

export interface FindingOptions {
  /** IANA name of the zone that dates without one are in: the session's. Default UTC. */
  readonly timezone?: string;
}

/**
 * What the rows of a detection say, a finding each, in their order. Hunting and Correlation detections carry their
 * score and objects too; sums of risk leave them out, as their publisher deploys them.
 */
export function findingsOf(detection: Detection, rows: readonly Row[], options: FindingOptions = {}): Finding[] {
  const { timezone = 'UTC' } = options;
  const clock = clockOf(timezone);
  return rows.map((row) => findingOf(detection, row, clock));
}

function findingOf(detection: Detection, row: Row, clock: Clock): Finding {
  const { name, id = null, version = null, type, file, securityDomain = null, risk } = detection;
  return {
    schema: 1,
    detection: { name, id, version, type, file, security_domain: securityDomain },
    severity: risk.severity,
    risk_score: risk.score,
    risk_objects: risk.riskObjects.flatMap((object) => riskObjectsOf(object, row)),
    threat_objects: risk.threatObjects.flatMap((object) => threatObjectsOf(object, row)),
    message: fillTokens(risk.message, row),
    mitre_attack_id: detection.mitreAttackIds,
    analytic_story: detection.analyticStories,
    first_time: timeOf(row, 'firstTime', clock, Math.min),
    last_time: timeOf(row, 'lastTime', clock, Math.max),
    result: row,
  };
}

function riskObjectsOf({ field, type, score, message }: RiskObject, row: Row): FindingRiskObject[] {
  const filled = fillTokens(message, row);
  return valuesOf(row, field).map((value) => ({ field, type, value, score, message: filled }));
}

function threatObjectsOf({ field, type }: ThreatObject, row: Row): FindingThreatObject[] {
  return valuesOf(row, field).map((value) => ({ field, type, value }));
}

function timeOf(row: Row, field: string, clock: Clock, pick: (a: number, b: number) => number): string | null {
  const seconds = (value: Value | undefined) => epochSeconds(value, clock, pick);
  const found = seconds(fieldOf(row, field)) ?? seconds(fieldOf(row, '_time'));
  return found === undefined ? null : isoTime(found);
}
