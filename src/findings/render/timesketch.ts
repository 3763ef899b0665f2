import type { Finding } from '../finding.ts';
import { csvLine } from './csv.ts';
import { visible } from './display.ts';
import type { FindingFormat, FindingRenderer, RenderOptions } from './format.ts';
import { type Instants, instantsOf, isoMilliseconds } from './instants.ts';

/**
 * A timeline for Timesketch: a line for the first event of a finding, and one for the last where it came later.
 *
 * No cell begins with text of a log, so that a spreadsheet takes none for a formula: messages begin with the severity,
 * lists and rows are JSON.
 *
 * Source: Timesketch user guide, Import from JSON or CSV: `message`, `datetime` and `timestamp_desc` are required,
 * `timestamp` is in microseconds, `tag` a list.
 */
export const timesketch: FindingFormat = {
  summary: 'a timeline for Timesketch (CSV)',
  findings: renderTimeline,
};

interface Moment {
  readonly seconds: number;
  readonly description: string;
}

const COLUMNS: Readonly<Record<string, (finding: Finding, moment: Moment) => string>> = {
  message: ({ severity, detection, message }) =>
    visible(`[${severity}] ${detection.name}${message === '' ? '' : `: ${message}`}`),
  datetime: (_, { seconds }) => isoMilliseconds(seconds).replace('Z', '+00:00'),
  timestamp_desc: (_, { description }) => description,
  timestamp: (_, { seconds }) => String(Math.round(seconds * 1000) * 1000),
  tag: (finding) => JSON.stringify(['karst', finding.severity, ...finding.mitre_attack_id]),
  severity: (finding) => finding.severity,
  risk_score: (finding) => String(finding.risk_score),
  detection_name: (finding) => visible(finding.detection.name),
  detection_id: (finding) => visible(finding.detection.id ?? ''),
  detection_type: (finding) => finding.detection.type,
  risk_objects: (finding) => JSON.stringify(finding.risk_objects.map(({ type, value }) => `${type}:${value}`)),
  threat_objects: (finding) => JSON.stringify(finding.threat_objects.map(({ type, value }) => `${type}:${value}`)),
  analytic_story: (finding) => JSON.stringify(finding.analytic_story),
  result: (finding) => JSON.stringify(finding.result),
};

function renderTimeline(options: RenderOptions): FindingRenderer {
  let hasHeader = false;
  return {
    write: (finding) => {
      const header = hasHeader ? '' : csvLine(Object.keys(COLUMNS));
      hasHeader = true;
      const moments = momentsOf(instantsOf(finding, options));
      const cells = Object.values(COLUMNS);
      return header + moments.map((moment) => csvLine(cells.map((cell) => cell(finding, moment)))).join('');
    },
    end: () => '',
  };
}

function momentsOf({ first, last, isOwn }: Instants): readonly Moment[] {
  if (!isOwn) return [{ seconds: first, description: 'Time of the run' }];
  const start = { seconds: first, description: 'First event of a finding' };
  return last > first ? [start, { seconds: last, description: 'Last event of a finding' }] : [start];
}
