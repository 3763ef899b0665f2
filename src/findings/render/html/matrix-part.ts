import { TACTICS, type Technique, techniqueOf } from '../../../events/index.ts';
import { formatCount } from '../../../shared/figures.ts';
import type { DetectionOutcome, RunReport } from '../../report.ts';
import { techniqueScore } from '../../technique-score.ts';
import { type Child, element, type Markup } from './markup.ts';
import { quoted } from './words.ts';

/** What a technique's best detection came to, from the least. The sign and the word stand beside the colour. */
const NOTIONS = [
  { name: 'available', sign: '–', meaning: 'no events of its sources, or it could not run' },
  { name: 'runnable', sign: '○', meaning: 'had events to look at, nothing found' },
  { name: 'fired', sign: '●', meaning: 'found something' },
] as const;

/** It is scrolled on its own: keys must get there. */
const MATRIX = { class: 'matrix', tabindex: 0, role: 'region', 'aria-label': 'Techniques by tactic' };

interface Cell {
  readonly technique: Technique;
  readonly outcomes: DetectionOutcome[];
}

/** Ids that ATT&CK does not have which are named. */
const UNKNOWN_NAMED = 50;

/** The techniques of all detections by tactic, sub-techniques under their parents. */
export function matrixPart(report: RunReport): Markup {
  const { cells, unknown } = cellsOf(report.detections);
  const columns = TACTICS.flatMap((tactic) => {
    const own = cells.filter(({ technique }) => technique.tactics.some(({ id }) => id === tactic.id));
    return own.length === 0 ? [] : [columnMarkup(tactic.name, own)];
  });
  return element(
    'section',
    { id: 'attack', 'aria-labelledby': 'attack-title' },
    element('h2', { id: 'attack-title' }, 'ATT&CK'),
    ...(columns.length === 0
      ? [element('p', {}, 'No detection names a technique.')]
      : [legend(cells), ...knownOnly(report)]),
    columns.length === 0 ? undefined : element('div', MATRIX, ...columns),
    unknown.length === 0
      ? undefined
      : element(
          'p',
          { class: 'left-out' },
          `Left out, since ATT&CK 18.1 has no such id: `,
          ...unknown.slice(0, UNKNOWN_NAMED).flatMap((id) => [quoted(id, 100), ' ']),
          unknown.length > UNKNOWN_NAMED ? `and ${unknown.length - UNKNOWN_NAMED} more` : undefined,
        ),
  );
}

function cellsOf(detections: readonly DetectionOutcome[]): { cells: readonly Cell[]; unknown: readonly string[] } {
  const cells = new Map<string, Cell>();
  const unknown = new Set<string>();
  for (const outcome of detections) {
    for (const id of new Set(outcome.detection.mitreAttackIds)) {
      const technique = cells.get(id)?.technique ?? techniqueOf(id);
      if (technique === undefined) unknown.add(id);
      else cellOf(technique).outcomes.push(outcome);
    }
  }
  for (const id of [...cells.keys()]) {
    // A parent without detections of its own holds its sub-techniques.
    const parent = id.includes('.') ? techniqueOf(parentOf(id)) : undefined;
    if (parent !== undefined) cellOf(parent);
  }
  return { cells: [...cells.values()].sort(byId), unknown: [...unknown].sort() };

  function cellOf(technique: Technique): Cell {
    const cell = cells.get(technique.id) ?? { technique, outcomes: [] };
    cells.set(technique.id, cell);
    return cell;
  }
}

function byId(a: Cell, b: Cell): number {
  return a.technique.id < b.technique.id ? -1 : 1;
}

function parentOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

function columnMarkup(tactic: string, cells: readonly Cell[]): Markup {
  const isSub = ({ technique }: Cell): boolean => technique.id.includes('.');
  const parents = cells.filter((cell) => !isSub(cell));
  const items = parents.map((cell) => {
    const subs = cells.filter((one) => isSub(one) && parentOf(one.technique.id) === cell.technique.id);
    return element('li', {}, cellMarkup(cell), subs.length === 0 ? undefined : subsMarkup(subs));
  });
  return element('div', { class: 'tactic' }, element('h3', {}, tacticTitle(tactic)), element('ul', {}, ...items));
}

/** Open where one of them fired. */
function subsMarkup(subs: readonly Cell[]): Markup {
  const isFired = subs.some((cell) => scoreOf(cell) === 3);
  const list = element('ul', {}, ...subs.map((cell) => element('li', {}, cellMarkup(cell))));
  return element(
    'details',
    { class: 'subs', ...(isFired && { open: true as const }) },
    element('summary', {}, formatCount(subs.length, 'sub-technique')),
    list,
  );
}

function cellMarkup(cell: Cell): Markup {
  const { technique, outcomes } = cell;
  const score = scoreOf(cell);
  const notion = NOTIONS[score - 1];
  const findings = outcomes.reduce((sum, one) => sum + one.findings, 0);
  const facts: Child =
    notion === undefined
      ? undefined
      : [
          element('span', { class: 'sign', 'aria-hidden': 'true' }, notion.sign),
          ` ${notion.name}`,
          score === 3 ? ` ${findings.toLocaleString('en-US')}` : undefined,
        ];
  return element(
    'div',
    { class: `technique ${notion?.name ?? 'none'}`, 'data-technique': technique.id, title: titleOf(cell) },
    element('span', { class: 'name' }, element('span', { class: 'id' }, technique.id), ` ${technique.name}`),
    facts === undefined ? undefined : element('span', { class: 'notion' }, facts),
  );
}

function titleOf({ outcomes }: Cell): string | undefined {
  if (outcomes.length === 0) return undefined;
  const countOf = (least: number) => outcomes.filter(({ state }) => techniqueScore(state) >= least).length;
  return `detections available: ${countOf(1)}, runnable: ${countOf(2)}, fired: ${countOf(3)}`;
}

function legend(cells: readonly Cell[]): Markup {
  const items = NOTIONS.map(({ name, sign, meaning }, at) => {
    const count = cells.filter((cell) => scoreOf(cell) === at + 1).length;
    return element(
      'li',
      {},
      element(
        'span',
        { class: `technique ${name}` },
        element('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
        ` ${name}`,
      ),
      ` ${count.toLocaleString('en-US')}: ${meaning}`,
    );
  });
  const only = element('label', {}, element('input', { type: 'checkbox', id: 'only-fired' }), ' only what fired');
  return element('div', { class: 'legend' }, element('ul', { class: 'plain' }, ...items), only);
}

/** What findings alone cannot tell. */
function knownOnly({ detections, summary }: RunReport): readonly Child[] {
  const { loaded, selected = loaded } = summary.detections;
  if (detections.some(({ state }) => state === 'ran' || state === 'blind') || detections.length === selected) return [];
  return [
    element(
      'p',
      { class: 'left-out' },
      'Saved findings tell of no detection that found nothing: its techniques are missing here.',
    ),
  ];
}

/** From 1; 0 for a parent without detections of its own. */
function scoreOf({ outcomes }: Cell): number {
  return outcomes.reduce((best, { state }) => Math.max(best, techniqueScore(state)), 0);
}

/** `Credential Access` of `credential-access`. */
function tacticTitle(name: string): string {
  return name
    .split('-')
    .map((word) => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}
