import { assertNever } from '../../../shared/problem.ts';
import { isNumericText } from '../convert.ts';
import type { Axis, NodeTest, Step, XPath, XPathOperator } from './ast.ts';
import type { XmlElement, XmlNode } from './tree.ts';

/** What an expression gives: nodes in the order of the document, or one value. */
export type XPathValue = readonly XmlNode[] | string | number | boolean;

/** Nodes that are looked at for one text at most: paths such as `//*[.//*]` look at them again and again. */
const VISITS_LIMIT = 2_000_000;

class TooMuchWork extends Error {}

/**
 * The texts that an expression stands for in a tree: those of nodes, an element's with all that is in it. Empty texts
 * are left out. Undefined where it would take too long.
 *
 * Source: W3C XPath 1.0.
 */
export function xpathTexts(path: XPath, root: XmlElement): readonly string[] | undefined {
  const budget = { visits: VISITS_LIMIT };
  try {
    const value = evaluate(path, { node: root, position: 1, size: 1, root, budget });
    const texts = isNodes(value) ? value.map((node) => textOf(node, budget)) : [String(value)];
    return texts.filter((text) => text !== '');
  } catch (error) {
    if (error instanceof TooMuchWork) return undefined;
    throw error;
  }
}

interface Site {
  readonly node: XmlNode;
  /** The place of the node among those that a predicate chooses from, from 1, and how many they are. */
  readonly position: number;
  readonly size: number;
  readonly root: XmlElement;
  readonly budget: Budget;
}

interface Budget {
  visits: number;
}

function spend({ budget }: { readonly budget: Budget }, visits = 1): void {
  budget.visits -= visits;
  if (budget.visits < 0) throw new TooMuchWork();
}

function isNodes(value: XPathValue): value is readonly XmlNode[] {
  return typeof value === 'object';
}

function evaluate(path: XPath, site: Site): XPathValue {
  spend(site);
  switch (path.kind) {
    case 'Text':
    case 'Number':
      return path.value;
    case 'Path':
      return walk(path.isAbsolute ? site.root : site.node, path.steps, site);
    case 'Union':
      return inOrder(path.parts.flatMap((part) => nodesOf(evaluate(part, site))));
    case 'Binary':
      return binary(path.operator, path.left, path.right, site);
    case 'Call':
      return callFunction(path, site);
    default:
      return assertNever(path);
  }
}

function nodesOf(value: XPathValue): readonly XmlNode[] {
  return isNodes(value) ? value : [];
}

function walk(from: XmlNode, steps: readonly Step[], site: Site): readonly XmlNode[] {
  let nodes: readonly XmlNode[] = [from];
  for (const step of steps) {
    const found: XmlNode[] = [];
    for (const node of nodes) for (const one of stepFrom(node, step, site)) found.push(one);
    nodes = inOrder(found);
  }
  return nodes;
}

function stepFrom(node: XmlNode, { axis, test, predicates }: Step, site: Site): readonly XmlNode[] {
  let chosen: XmlNode[] = [];
  for (const one of along(axis, node)) {
    spend(site);
    if (passes(one, test, axis)) chosen.push(one);
  }
  for (const predicate of predicates) {
    const size = chosen.length;
    chosen = chosen.filter((one, index) => {
      const value = evaluate(predicate, { ...site, node: one, position: index + 1, size });
      return typeof value === 'number' ? value === index + 1 : isTrue(value);
    });
  }
  return chosen;
}

function inOrder(nodes: readonly XmlNode[]): readonly XmlNode[] {
  return [...new Set(nodes)].sort((a, b) => a.order - b.order);
}

function* along(axis: Axis, node: XmlNode): Generator<XmlNode> {
  const children = node.kind === 'element' ? node.children : [];
  switch (axis) {
    case 'self':
      yield node;
      return;
    case 'child':
      yield* children;
      return;
    case 'attribute':
      if (node.kind === 'element') yield* node.attributes;
      return;
    case 'parent':
      if (node.parent !== undefined) yield node.parent;
      return;
    case 'descendant-or-self':
      yield node;
      yield* descendants(node);
      return;
    case 'descendant':
      yield* descendants(node);
      return;
    case 'ancestor-or-self':
      yield node;
      yield* ancestors(node);
      return;
    case 'ancestor':
      yield* ancestors(node);
      return;
    case 'following-sibling':
      yield* siblings(node).filter(({ order }) => order > node.order);
      return;
    case 'preceding-sibling':
      yield* siblings(node)
        .filter(({ order }) => order < node.order)
        .reverse();
      return;
    default:
      assertNever(axis);
  }
}

/** Without recursion: XML nests as deep as it likes. */
function* descendants(node: XmlNode): Generator<XmlNode> {
  const waiting: XmlNode[] = node.kind === 'element' ? [...node.children].reverse() : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    if (next.kind === 'element')
      for (let at = next.children.length - 1; at >= 0; at--) push(waiting, next.children[at]);
  }
}

function push(waiting: XmlNode[], node: XmlNode | undefined): void {
  if (node !== undefined) waiting.push(node);
}

function* ancestors(node: XmlNode): Generator<XmlNode> {
  for (let at = node.parent; at !== undefined; at = at.parent) yield at;
}

function siblings(node: XmlNode): readonly XmlNode[] {
  return node.kind === 'attribute' ? [] : (node.parent?.children ?? []);
}

/** A name without a prefix stands for that name in every namespace that is written without one. */
function passes(node: XmlNode, test: NodeTest, axis: Axis): boolean {
  if (test.kind !== 'Name') return test.kind === 'Node' || node.kind === 'text';
  if (node.kind !== (axis === 'attribute' ? 'attribute' : 'element') || node.name === '') return false;
  return test.name === '*' || node.name === test.name;
}

function textOf(node: XmlNode, budget: Budget): string {
  if (node.kind !== 'element') return node.value;
  let text = '';
  for (const one of descendants(node)) {
    spend({ budget });
    if (one.kind === 'text') text += one.value;
  }
  return text;
}

function isTrue(value: XPathValue): boolean {
  return isNodes(value) ? value.length > 0 : Boolean(value);
}

function stringOf(value: XPathValue, { budget }: Site): string {
  if (!isNodes(value)) return String(value);
  const [first] = value;
  return first === undefined ? '' : textOf(first, budget);
}

function numberOf(value: XPathValue, site: Site): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = stringOf(value, site).trim();
  return isNumericText(text) ? Number(text) : Number.NaN;
}

function binary(operator: XPathOperator, left: XPath, right: XPath, site: Site): XPathValue {
  switch (operator) {
    case 'or':
      return isTrue(evaluate(left, site)) || isTrue(evaluate(right, site));
    case 'and':
      return isTrue(evaluate(left, site)) && isTrue(evaluate(right, site));
    case '+':
      return numberOf(evaluate(left, site), site) + numberOf(evaluate(right, site), site);
    case '-':
      return numberOf(evaluate(left, site), site) - numberOf(evaluate(right, site), site);
    default:
      return compare(operator, evaluate(left, site), evaluate(right, site), site);
  }
}

/** True for some pair of nodes, where one side is nodes. */
function compare(
  operator: Exclude<XPathOperator, 'or' | 'and' | '+' | '-'>,
  left: XPathValue,
  right: XPathValue,
  site: Site,
): boolean {
  const isText = operator === '=' || operator === '!=';
  const isNumber = !isText || typeof left === 'number' || typeof right === 'number';
  if (isText && (typeof left === 'boolean' || typeof right === 'boolean')) {
    return (isTrue(left) === isTrue(right)) === (operator === '=');
  }
  const lefts = isNodes(left) ? left.map((node) => textOf(node, site.budget)) : [left];
  const rights = isNodes(right) ? right.map((node) => textOf(node, site.budget)) : [right];
  spend(site, lefts.length * rights.length);
  return lefts.some((a) =>
    rights.some((b) =>
      isNumber
        ? holds(operator, numberOf(a, site), numberOf(b, site))
        : (String(a) === String(b)) === (operator === '='),
    ),
  );
}

function holds(operator: '=' | '!=' | '<' | '<=' | '>' | '>=', a: number, b: number): boolean {
  switch (operator) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

function callFunction({ name, args }: Extract<XPath, { kind: 'Call' }>, site: Site): XPathValue {
  const [first, second] = args;
  const argument = (arg: XPath | undefined): XPathValue => (arg === undefined ? [site.node] : evaluate(arg, site));
  const text = (arg: XPath | undefined) => stringOf(argument(arg), site);
  switch (name) {
    case 'position':
      return site.position;
    case 'last':
      return site.size;
    case 'count':
      return nodesOf(argument(first)).length;
    case 'not':
      return !isTrue(argument(first));
    case 'true':
      return true;
    case 'false':
      return false;
    case 'contains':
      return text(first).includes(text(second));
    case 'starts-with':
      return text(first).startsWith(text(second));
    case 'normalize-space':
      return text(first).trim().split(/\s+/).join(' ');
    case 'string-length':
      return [...text(first)].length;
    case 'string':
      return text(first);
    case 'number':
      return numberOf(argument(first), site);
    case 'name':
      return site.node.name;
    case 'local-name':
      return site.node.name.replace(/^.*:/, '');
    default:
      return assertNever(name);
  }
}
