import type { RunReport } from '../../report.ts';
import type { EntityRisk } from '../../risk.ts';
import { element, type Markup } from './markup.ts';
import { entityName, folded, leftOut, shortened, table, timeMarkup } from './words.ts';

/** Users, systems and others that are listed, and names in one cell. */
const ROWS = 500;
const NAMES = 30;

/** Who gathered the most risk. */
export function entitiesPart({ risk }: RunReport): Markup {
  const head = ['Entity', 'Type', 'Risk', 'Findings', 'Detections', 'Tactics', 'First', 'Last'];
  return element(
    'section',
    { id: 'entities', 'aria-labelledby': 'entities-title' },
    element('h2', { id: 'entities-title' }, 'Entities by risk'),
    risk.length === 0
      ? element('p', {}, 'No detection that writes risk found anything.')
      : element('p', { class: 'quiet' }, 'The sum of the scores of TTP and Anomaly detections.'),
    risk.length === 0 ? undefined : table(head, risk.slice(0, ROWS).map(rowOf), 'entities sortable'),
    leftOut(risk.length - ROWS, 'entities with less risk'),
  );
}

function rowOf({ value, type, score, findings, detections, tactics, first_time, last_time }: EntityRisk) {
  const names = detections.slice(0, NAMES).map((name) => element('li', {}, shortened(name, 200)));
  const more = detections.length - names.length;
  return [
    element('code', { class: 'who' }, entityName(value)),
    shortened(type, 100),
    score.toLocaleString('en-US'),
    findings.toLocaleString('en-US'),
    folded(
      detections.length.toLocaleString('en-US'),
      'names',
      element('ul', {}, ...names, more > 0 ? element('li', {}, `and ${more.toLocaleString('en-US')} more`) : undefined),
    ),
    tactics.length === 0 ? '0' : `${tactics.length}: ${tactics.join(', ')}`,
    timeMarkup(first_time),
    timeMarkup(last_time),
  ];
}
