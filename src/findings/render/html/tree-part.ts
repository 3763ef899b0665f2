import type { ProcessNode } from '../../process-tree/process.ts';
import { isoTime } from '../../time.ts';
import { element, type Markup } from './markup.ts';
import { leftOut, quoted, shortened } from './words.ts';

/** Processes of one finding that are drawn, and levels of them. */
const NODES = 60;
const LEVELS = 12;

/** Who started whom, as nested lists. Those that the finding is about say so. */
export function treesMarkup(roots: readonly ProcessNode[]): Markup {
  const budget = { nodes: NODES };
  const all = roots.reduce((sum, root) => sum + sizeOf(root), 0);
  const list = listOf(roots, LEVELS, budget);
  const shown = NODES - budget.nodes;
  return element('div', { class: 'tree' }, list, leftOut(all - shown, 'processes'));
}

function listOf(nodes: readonly ProcessNode[], levels: number, budget: { nodes: number }): Markup {
  const items: Markup[] = [];
  for (const node of nodes) {
    if (budget.nodes <= 0) break;
    budget.nodes--;
    const hasMore = node.children.length > 0 && levels > 1 && budget.nodes > 0;
    items.push(element('li', {}, processMarkup(node), hasMore ? listOf(node.children, levels - 1, budget) : undefined));
  }
  return element('ul', {}, ...items);
}

function processMarkup({ process, isStub }: ProcessNode): Markup {
  const { name, commandLine, user, pid, time, integrity, marks } = process;
  const facts = [
    ...(pid === undefined ? [] : [`pid ${pid}`]),
    ...(user === undefined ? [] : [user]),
    ...(integrity === undefined ? [] : [`integrity ${integrity}`]),
    ...(time === null ? [] : [isoTime(time)]),
    ...(isStub ? ['known from what it started'] : []),
  ];
  return element(
    'div',
    { class: marks === undefined ? 'process' : 'process marked' },
    element('strong', {}, shortened(name, 200)),
    ' ',
    element('span', { class: 'quiet' }, facts.map((fact) => shortened(fact, 200)).join(' · ')),
    marks === undefined ? undefined : [' ', element('span', { class: 'mark' }, 'this finding')],
    commandLine === undefined ? undefined : element('div', {}, quoted(commandLine, 2000)),
  );
}

/** Trees of events are deep at most as the events of a finding are many. */
function sizeOf({ children }: ProcessNode): number {
  return 1 + children.reduce((sum, child) => sum + sizeOf(child), 0);
}
