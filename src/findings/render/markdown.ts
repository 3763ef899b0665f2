import type { Value } from '../../language/index.ts';
import type { Finding } from '../finding.ts';
import type { RunReport } from '../report.ts';
import { earlierTime, laterTime } from '../time.ts';
import { textOf } from '../tokens.ts';
import type { FindingFormat, FindingRenderer } from './format.ts';
import { code, codeInCell } from './markdown-text.ts';

/**
 * A report for a ticket or a pull request. Tickets have an end: the first findings of each detection are shown, the
 * rest is counted. Whatever comes from logs or content stands in code spans, where nothing is markup, link or mention.
 *
 * Source: GitHub Flavored Markdown.
 */
export const markdown: FindingFormat = {
  summary: 'a report in Markdown',
  findings: renderReport,
};

/** Findings of one detection that are shown, those of all together, and the rows of tables. */
const SHOWN_EACH = 10;
const SHOWN = 200;
const TABLE_ROWS = 200;

/** Sources without events that are named. */
const SOURCES = 12;

interface Section {
  readonly finding: Finding;
  count: number;
  first: string | null;
  last: string | null;
  readonly shown: string[];
}

function renderReport(): FindingRenderer {
  const sections = new Map<string, Section>();
  let shown = 0;
  return {
    write: (finding) => {
      const section = sectionOf(sections, finding);
      section.count++;
      section.first = earlierTime(section.first, finding.first_time);
      section.last = laterTime(section.last, finding.last_time);
      if (section.shown.length < SHOWN_EACH && shown < SHOWN) {
        shown++;
        section.shown.push(findingText(finding, section.count));
      }
      return '';
    },
    end: (report) => documentOf(report, [...sections.values()]),
  };
}

function sectionOf(sections: Map<string, Section>, finding: Finding): Section {
  const key = JSON.stringify([finding.detection.name, finding.detection.id, finding.detection.file]);
  const section = sections.get(key) ?? { finding, count: 0, first: null, last: null, shown: [] };
  sections.set(key, section);
  return section;
}

function documentOf(report: RunReport, sections: readonly Section[]): string {
  const parts = [
    '# Findings of karst\n',
    summaryText(report, sections),
    detectionTable(sections),
    riskTable(report),
    ...(sections.length > 0 ? ['## Findings\n'] : []),
    ...sections.map(sectionText),
    errorText(report),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function summaryText({ summary, blind, now }: RunReport, sections: readonly Section[]): string {
  const findings = sections.reduce((sum, { count }) => sum + count, 0);
  const { loaded, ran, errors } = summary.detections;
  const skipped = Object.entries(summary.skipped).filter(([, count]) => count > 0);
  const sources = blind.missing.slice(0, SOURCES).map((source) => code(source));
  const missing = sources.length === 0 ? '' : `: ${sources.join(', ')}`;
  const lines = [
    `**${count(findings, 'finding')}** of ${count(sections.length, 'detection')}, at ${new Date(Math.round(now * 1000)).toISOString()}`,
    ...(summary.files > 0
      ? [`Read: ${count(summary.events, 'event')} in ${count(summary.files, 'file')}${skippedText(skipped)}`]
      : []),
    ...(loaded > 0
      ? [`Ran: ${ran} of ${count(loaded, 'detection')}${errors.length > 0 ? `; ${errors.length} could not` : ''}`]
      : []),
    ...(blind.detections > 0
      ? [`Blind: ${count(blind.detections, 'detection')} had no events of their sources${missing}`]
      : []),
  ];
  return lines.map((line) => `- ${line}\n`).join('');
}

function skippedText(skipped: readonly (readonly [string, number])[]): string {
  if (skipped.length === 0) return '; nothing skipped';
  return `; skipped: ${skipped.map(([reason, number]) => `${number} ${code(reason)}`).join(', ')}`;
}

function detectionTable(sections: readonly Section[]): string {
  return table('Detections', ['Severity', 'Detection', 'Type', 'Findings', 'First', 'Last', 'ATT&CK'], sections, [
    ({ finding }) => finding.severity,
    ({ finding }) => codeInCell(finding.detection.name),
    ({ finding }) => finding.detection.type,
    ({ count: number }) => String(number),
    ({ first }) => first ?? '',
    ({ last }) => last ?? '',
    ({ finding }) => finding.mitre_attack_id.map((id) => codeInCell(id)).join(' '),
  ]);
}

function riskTable({ risk }: RunReport): string {
  return table('Entities by risk', ['Entity', 'Type', 'Risk', 'Findings'], risk, [
    ({ value }) => codeInCell(value),
    ({ type }) => codeInCell(type),
    ({ score }) => String(score),
    ({ findings }) => String(findings),
  ]);
}

function table<T>(
  title: string,
  names: readonly string[],
  items: readonly T[],
  cells: readonly ((item: T) => string)[],
): string {
  if (items.length === 0) return '';
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |\n`;
  const rows = items.slice(0, TABLE_ROWS).map((item) => line(cells.map((cell) => cell(item))));
  const more = items.length - rows.length;
  const rest = more > 0 ? `\nand ${more} more\n` : '';
  return `## ${title}\n\n${line(names)}${line(names.map(() => '---'))}${rows.join('')}${rest}`;
}

function sectionText({ finding, count: number, shown }: Section): string {
  const { detection, severity, analytic_story } = finding;
  const facts = [
    `${severity}, ${detection.type}, ${code(detection.file)}`,
    ...(analytic_story.length > 0 ? [`Stories: ${analytic_story.map((story) => code(story)).join(', ')}`] : []),
  ];
  const more = number - shown.length;
  const rest = more > 0 ? `and ${count(more, 'more finding')} of this detection, not shown here\n` : '';
  return `### ${code(detection.name)}\n\n${facts.join('  \n')}\n\n${shown.join('\n')}${rest === '' ? '' : `\n${rest}`}`;
}

function findingText(finding: Finding, number: number): string {
  const { first_time, last_time, message, risk_objects, threat_objects, result, events = [] } = finding;
  const time = first_time === last_time ? (first_time ?? 'no time') : `${first_time ?? '?'} to ${last_time ?? '?'}`;
  const lines = [
    ...(message === '' ? [] : [code(message)]),
    ...risk_objects.map(({ type, value, score }) => `At risk: ${code(value)} (${code(type)}), ${score}`),
    ...threat_objects.map(({ type, value }) => `Threat: ${code(value)} (${code(type)})`),
    ...Object.entries(result).map(([name, value]) => `${code(name)}: ${valueText(value)}`),
    ...events
      .slice(0, SHOWN_EACH)
      .map(({ file, record, raw }) => `Event ${record} of ${code(file ?? 'this run')}: ${code(raw)}`),
    ...(events.length > SHOWN_EACH ? [`and ${count(events.length - SHOWN_EACH, 'more event')}`] : []),
  ];
  return `${number}. ${time}\n${lines.map((line) => `    - ${line}\n`).join('')}`;
}

/** Values of a field that has several, before the rest is counted. */
const VALUES_SHOWN = 10;

function valueText(value: Value): string {
  if (typeof value !== 'object') return code(textOf(value));
  const more = value.length - VALUES_SHOWN;
  const first = value.slice(0, VALUES_SHOWN).map((one) => code(one));
  return [...first, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function errorText({ summary }: RunReport): string {
  return table('Detections that could not run', ['Detection', 'Code', 'Reason'], summary.detections.errors, [
    ({ name }) => codeInCell(name),
    ({ code: problem }) => problem,
    ({ message }) => codeInCell(message),
  ]);
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
