import type { Detection, Severity } from '../../content/index.ts';
import type { Finding, FindingEvent } from '../finding.ts';
import { detectionKey, openFindingIds } from '../identity.ts';
import type { RunReport } from '../report.ts';
import type { FindingFormat, FindingRenderer } from './format.ts';
import { SARIF_SCHEMA, sarifText, sarifUri } from './sarif-text.ts';

/**
 * A SARIF log: a rule for each detection, a result for each finding. Results are written as they come, the rules
 * behind them.
 *
 * Source: OASIS SARIF 2.1.0.
 */
export const sarif: FindingFormat = {
  summary: 'a SARIF 2.1.0 log',
  findings: renderLog,
};

function renderLog(): FindingRenderer {
  const idOf = openFindingIds();
  let before = `{"$schema":${JSON.stringify(SARIF_SCHEMA)},"version":"2.1.0","runs":[{"results":[`;
  return {
    write: (finding) => {
      const text = `${before}\n${JSON.stringify(resultOf(finding, idOf(finding)))}`;
      before = ',';
      return text;
    },
    end: (report) => {
      const start = before === ',' ? '' : before;
      const rest = JSON.stringify({ tool: toolOf(report), invocations: [invocationOf(report)] });
      return `${start}\n],${rest.slice(1)}]}\n`;
    },
  };
}

type Level = 'error' | 'warning' | 'note';

const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
};

function resultOf(finding: Finding, id: string): object {
  const { severity, risk_score, risk_objects, threat_objects, first_time, last_time, result, events = [] } = finding;
  const places = events.flatMap(placeOf);
  return {
    ruleId: detectionKey(finding.detection),
    level: LEVELS[severity],
    message: { text: sarifText(finding.message === '' ? finding.detection.name : finding.message) },
    locations: [places[0] ?? detectionPlace(finding.detection.file)],
    ...(places.length > 1 ? { relatedLocations: places.slice(1) } : {}),
    guid: id,
    partialFingerprints: { 'karst/finding/v1': id },
    rank: risk_score,
    properties: { severity, risk_objects, threat_objects, first_time, last_time, result },
  };
}

/** The record of the log: records are no lines, so that they are places by their names. */
function placeOf({ file, record, sourcetype }: FindingEvent): object[] {
  if (file === null) return [];
  return [
    {
      physicalLocation: { artifactLocation: { uri: sarifUri(file) } },
      logicalLocations: [{ name: `record ${record}`, fullyQualifiedName: `${file}#${record}`, kind: 'record' }],
      properties: { record, sourcetype },
    },
  ];
}

/** Where no event is told, a finding points to the search that made it. */
function detectionPlace(file: string): object {
  return { physicalLocation: { artifactLocation: { uri: sarifUri(file) } } };
}

function toolOf({ detections }: RunReport): object {
  const rules = new Map<string, object>();
  for (const { detection } of detections) {
    const id = detectionKey(detection);
    if (!rules.has(id)) rules.set(id, ruleOf(id, detection));
  }
  return { driver: { name: 'karst', rules: [...rules.values()] } };
}

function ruleOf(id: string, detection: Detection): object {
  const { name, type, version = null, description, howToImplement, knownFalsePositives, references, risk } = detection;
  const help = [howToImplement, knownFalsePositives === '' ? '' : `Known false positives: ${knownFalsePositives}`];
  const helpText = help.filter((text) => text !== '').join('\n\n');
  return {
    id,
    name,
    shortDescription: { text: sarifText(name) },
    ...(description === '' ? {} : { fullDescription: { text: paragraphs(description) } }),
    ...(helpText === '' ? {} : { help: { text: paragraphs(helpText) } }),
    ...(references[0] !== undefined && URL.canParse(references[0]) ? { helpUri: references[0] } : {}),
    defaultConfiguration: { level: LEVELS[risk.severity], rank: risk.score },
    properties: {
      tags: ['security', ...detection.mitreAttackIds],
      type,
      version,
      analytic_story: detection.analyticStories,
      file: detection.file,
      'security-severity': (risk.score / 10).toFixed(1),
    },
  };
}

/** Of content, whose lines may stay. */
function paragraphs(text: string): string {
  return text.trim().split('\n').map(sarifText).join('\n');
}

/** Detections that could not run are told, so that a log without their results is not taken for a clean one. */
function invocationOf({ summary, detections }: RunReport): object {
  const blind = detections.filter(({ state }) => state === 'blind').length;
  return {
    executionSuccessful: true,
    toolExecutionNotifications: summary.detections.errors.map(({ name, code, message }) => ({
      level: 'error',
      descriptor: { id: code },
      message: { text: sarifText(`${name}: ${message}`) },
    })),
    properties: { events: summary.events, files: summary.files, skipped: summary.skipped, blind_detections: blind },
  };
}
