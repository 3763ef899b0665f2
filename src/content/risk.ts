import type { DetectionType, Generation, Risk, RiskObject, Severity, ThreatObject } from './content.ts';
import type { Shapes } from './shape.ts';

type DetectionShape = Shapes['detection'];

/** A detection without risk counts as high. Source: contentctl, severity of a detection without rba. */
const SEVERITY_WITHOUT_RISK: Severity = 'high';

/** The form that a detection is written in: flat keys are v6, `rba` v5, `observable` and its kin v4. */
export function generationOf(shape: DetectionShape): Generation {
  const tags = shape.tags;
  if (!tags || shape.finding || shape.intermediate_findings) return 'v6';
  if (shape.rba) return 'v5';
  const isOld = tags.observable ?? tags.confidence ?? tags.impact ?? tags.message;
  return isOld === undefined || isOld === null ? 'v5' : 'v4';
}

/** The risk model of a detection of any generation. */
export function riskOf(shape: DetectionShape, generation: Generation): Risk {
  switch (generation) {
    case 'v4':
      return riskOfObservables(shape);
    case 'v5':
      return riskOfRba(shape);
    case 'v6':
      return riskOfFindings(shape);
  }
}

/** Bounds are 20, 40, 60 and 80. Source: contentctl, severity from the highest risk score. */
export function severityOf(score: number): Severity {
  if (score <= 20) return 'informational';
  if (score <= 40) return 'low';
  if (score <= 60) return 'medium';
  if (score <= 80) return 'high';
  return 'critical';
}

/**
 * The score of a v4 detection: confidence × impact / 100, halves to the even number, as Python rounds.
 * Both are whole numbers from 0 to 100, so that the half is exact.
 */
export function scoreOf(confidence: number, impact: number): number {
  const exact = (confidence * impact) / 100;
  const floor = Math.floor(exact);
  if (exact - floor !== 0.5) return Math.round(exact);
  return floor % 2 === 0 ? floor : floor + 1;
}

function riskOfObservables(shape: DetectionShape): Risk {
  const tags = shape.tags ?? {};
  const message = tags.message ?? '';
  const score = scoreOf(tags.confidence ?? 0, tags.impact ?? 0);
  const riskObjects: RiskObject[] = [];
  const threatObjects: ThreatObject[] = [];
  for (const { name, type, role } of tags.observable ?? []) {
    if (role.includes('Victim')) riskObjects.push({ field: name, type: riskTypeOf(type), score, message });
    else if (role.includes('Attacker')) threatObjects.push({ field: name, type: threatTypeOf(type) });
  }
  return { message, score, severity: severityOf(score), riskObjects, threatObjects, ...deploysRisk(shape.type) };
}

/**
 * `User Name` and `Email` are no user here. That looks like an oversight and is what the publisher's importer does.
 * Source: contentctl 4.4.7, property `risk` of a detection.
 */
function riskTypeOf(observable: string): string {
  switch (observable.toLowerCase()) {
    case 'user':
    case 'username':
    case 'email address':
      return 'user';
    case 'device':
    case 'endpoint':
    case 'hostname':
    case 'ip address':
      return 'system';
    default:
      return 'other';
  }
}

/** Source: as for `riskTypeOf`. A type without a counterpart keeps its own name. */
function threatTypeOf(observable: string): string {
  const type = observable.toLowerCase();
  switch (type) {
    case 'process name':
    case 'process':
      return 'process';
    case 'file name':
    case 'file':
    case 'file hash':
      return 'file_name';
    case 'ip address':
      return 'ip_address';
    case 'url string':
    case 'url':
      return 'url';
    default:
      return type;
  }
}

function riskOfRba(shape: DetectionShape): Risk {
  const rba = shape.rba;
  if (!rba) return withoutRisk(shape);
  const riskObjects = rba.risk_objects.map(({ field, type, score }) => ({ field, type, score, message: rba.message }));
  return scored(shape, rba.message, riskObjects, rba.threat_objects);
}

/** The finding's entity and the intermediate ones, each with its own message. */
function riskOfFindings(shape: DetectionShape): Risk {
  const { finding, intermediate_findings: intermediate } = shape;
  if (!finding && !intermediate) return withoutRisk(shape);
  const riskObjects: RiskObject[] = [];
  if (finding) {
    const { field, type, score } = finding.entity;
    riskObjects.push({ field, type, score, message: finding.title });
  }
  for (const { field, type, score, message } of intermediate?.entities ?? []) {
    riskObjects.push({ field, type, score, message });
  }
  return scored(shape, riskObjects[0]?.message ?? '', riskObjects, shape.threat_objects);
}

function scored(
  shape: DetectionShape,
  message: string,
  riskObjects: readonly RiskObject[],
  threats: readonly ThreatObject[] | null | undefined,
): Risk {
  const score = riskObjects.reduce((highest, object) => Math.max(highest, object.score), 0);
  const threatObjects = (threats ?? []).map(({ field, type }) => ({ field, type }));
  return { message, score, severity: severityOf(score), riskObjects, threatObjects, ...deploysRisk(shape.type) };
}

function withoutRisk(shape: DetectionShape): Risk {
  const threatObjects = (shape.threat_objects ?? []).map(({ field, type }) => ({ field, type }));
  return {
    message: '',
    score: 0,
    severity: SEVERITY_WITHOUT_RISK,
    riskObjects: [],
    threatObjects,
    ...deploysRisk(shape.type),
  };
}

/** Source: the default deployments of each type: TTP and Anomaly write risk, Correlation a notable, Hunting neither. */
function deploysRisk(type: DetectionType): Pick<Risk, 'deploysRisk'> {
  return { deploysRisk: type === 'TTP' || type === 'Anomaly' };
}
