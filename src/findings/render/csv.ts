import type { Row } from '../../language/index.ts';
import type { Finding } from '../finding.ts';
import { fieldOf, textOf } from '../tokens.ts';
import { findColumns } from './columns.ts';
import type { Format, Renderer, RenderOptions } from './format.ts';

/**
 * Comma-separated values with a header line. Values are exactly what the logs hold: a spreadsheet that takes a text
 * beginning with `=`, `+`, `-` or `@` for a formula must be told to import the columns as text.
 *
 * Source: RFC 4180. The values of a multivalue field are joined by a blank, as in Splunk's export.
 */
export const csv: Format = {
  summary: 'comma-separated values with a header line (RFC 4180)',
  findings: renderFindings,
  rows: renderRows,
};

function renderRows(options: RenderOptions): Renderer<Row> {
  const finder = findColumns(options.columns);
  let columns: readonly string[] | undefined;

  function lines(rows: readonly Row[]): string {
    if (rows.length === 0) return '';
    const header = columns ? '' : csvLine(finder.columns());
    const names = columns ?? finder.columns();
    columns = names;
    return header + rows.map((row) => csvLine(names.map((name) => cellOf(row, name)))).join('');
  }

  return {
    write: (row) => lines(finder.add(row)),
    end: () => lines(finder.rest()),
    omitted: finder.omitted,
  };
}

function cellOf(row: Row, name: string): string {
  const value = fieldOf(row, name);
  return value === undefined ? '' : textOf(value);
}

/** The columns of findings: a list in one cell is joined by `; `, the result row is JSON. */
const FINDING_COLUMNS: Readonly<Record<string, (finding: Finding) => string>> = {
  severity: (finding) => finding.severity,
  risk_score: (finding) => String(finding.risk_score),
  detection_name: (finding) => finding.detection.name,
  detection_id: (finding) => finding.detection.id ?? '',
  detection_version: (finding) => finding.detection.version?.toString() ?? '',
  detection_type: (finding) => finding.detection.type,
  detection_file: (finding) => finding.detection.file,
  first_time: (finding) => finding.first_time ?? '',
  last_time: (finding) => finding.last_time ?? '',
  message: (finding) => finding.message,
  risk_objects: (finding) => list(finding.risk_objects.map(({ value, type, score }) => `${value} (${type}) ${score}`)),
  threat_objects: (finding) => list(finding.threat_objects.map(({ value, type }) => `${value} (${type})`)),
  mitre_attack_id: (finding) => list(finding.mitre_attack_id),
  analytic_story: (finding) => list(finding.analytic_story),
  result: (finding) => JSON.stringify(finding.result),
};

/** How many events a finding was made of: a cell has no room for the events themselves. */
const EVENT_COLUMNS: typeof FINDING_COLUMNS = { events: (finding) => String(finding.events_total ?? '') };

function renderFindings({ hasEvents }: RenderOptions): Renderer<Finding> {
  const columns = hasEvents === true ? { ...FINDING_COLUMNS, ...EVENT_COLUMNS } : FINDING_COLUMNS;
  let hasHeader = false;
  return {
    write: (finding) => {
      const header = hasHeader ? '' : csvLine(Object.keys(columns));
      hasHeader = true;
      return header + csvLine(Object.values(columns).map((cell) => cell(finding)));
    },
    end: () => '',
    omitted: () => [],
  };
}

function list(values: readonly string[]): string {
  return values.join('; ');
}

/** A record of RFC 4180. */
export function csvLine(cells: readonly string[]): string {
  // A line with nothing on it would be no record at all.
  if (cells.length === 1 && cells[0] === '') return '""\r\n';
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
