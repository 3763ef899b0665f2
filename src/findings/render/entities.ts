import type { Finding } from '../finding.ts';
import type { RunReport } from '../report.ts';
import { type EntityRisk, isRisk } from '../risk.ts';
import { cut, visible } from './display.ts';
import type { FindingFormat, FindingRenderer, RenderOptions } from './format.ts';
import { type Cell, columnWidths, tableLine, textWidths } from './layout.ts';

const HEADER = ['RISK', 'ENTITY', 'TYPE', 'FINDINGS', 'FIRST', 'LAST', 'TACTICS'];

/** What one detection found about an entity. */
interface Group {
  readonly detection: string;
  /** The first one; those of the other findings differ in their values. */
  readonly message: string;
  findings: number;
  score: number;
}

/** For people who ask who is in danger: users and systems by their risk, with what was found about each beneath. */
export const entities: FindingFormat = {
  summary: 'a table of users and systems by risk, with what was found about each',
  findings: renderEntities,
};

/** Memory grows with entities and what detections say about them, not with the findings. */
function renderEntities(options: RenderOptions): FindingRenderer {
  const groups = new Map<string, Map<string, Group>>();
  return {
    write: (finding) => {
      if (isRisk(finding)) addTo(groups, finding);
      return '';
    },
    end: ({ risk }: RunReport) => (risk.length === 0 ? '' : show(risk, groups, options)),
  };
}

function addTo(groups: Map<string, Map<string, Group>>, { detection: { name }, risk_objects }: Finding): void {
  for (const { type, value, score, message } of risk_objects) {
    const key = keyOf({ type, value });
    const its = groups.get(key) ?? new Map<string, Group>();
    groups.set(key, its);
    const group = its.get(name) ?? { detection: name, message, findings: 0, score: 0 };
    its.set(name, group);
    group.findings++;
    group.score += score;
  }
}

function keyOf({ type, value }: Pick<EntityRisk, 'type' | 'value'>): string {
  return JSON.stringify([type, value]);
}

function show(
  risk: readonly EntityRisk[],
  groups: ReadonlyMap<string, ReadonlyMap<string, Group>>,
  { palette, width }: RenderOptions,
): string {
  const header = HEADER.map((text) => ({ text, style: (shown: string) => palette('bold', shown) }));
  const lines = risk.map(cellsOf);
  const wanted = textWidths([header, ...lines]);
  const widths = columnWidths(wanted, width) ?? wanted;
  const indent = ' '.repeat((widths[0] ?? 0) + 2);
  const shown = risk.map((entity, at) => {
    const its = [...(groups.get(keyOf(entity))?.values() ?? [])].sort(byScore);
    const beneath = its.map((group) => `${indent}${palette('dim', cut(lineOf(group), width - indent.length))}\n`);
    return tableLine(lines[at] ?? [], widths) + beneath.join('');
  });
  return tableLine(header, widths) + shown.join('');
}

function cellsOf({ score, value, type, findings, first_time, last_time, tactics }: EntityRisk): Cell[] {
  return [
    { text: String(score) },
    { text: visible(value) },
    { text: visible(type) },
    { text: String(findings) },
    { text: first_time ?? '' },
    { text: last_time ?? '' },
    { text: tactics.join(' ') },
  ];
}

function byScore(a: Group, b: Group): number {
  return b.score - a.score || (a.detection < b.detection ? -1 : 1);
}

function lineOf({ score, findings, detection, message }: Group): string {
  return `${score} by ${findings} of ${visible(detection)}: ${visible(message)}`;
}
