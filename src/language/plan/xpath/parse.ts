import { type Axis, type NodeTest, type Step, XPATH_FUNCTIONS, type XPath, type XPathFunction } from './ast.ts';

/** What is wrong with a text that was meant as XPath, or what of XPath karst does not run. */
export class XPathFault extends Error {
  readonly isUnsupported: boolean;

  constructor(message: string, isUnsupported = false) {
    super(message);
    this.isUnsupported = isUnsupported;
  }
}

/** Parentheses and predicates nest this deep at most: parsing and evaluation are recursive. */
const DEPTH_LIMIT = 50;
const LENGTH_LIMIT = 10_000;

/**
 * Reads an expression of XPath 1.0.
 *
 * @throws XPathFault
 * Source: W3C XPath 1.0, 3.7.
 */
export function parseXPath(text: string): XPath {
  if (text.length > LENGTH_LIMIT) throw new XPathFault(`an expression of more than ${LENGTH_LIMIT} characters`, true);
  const reader = new Reader(tokensOf(text));
  const parsed = reader.expression();
  reader.expectEnd();
  return parsed;
}

const TOKEN =
  /\s+|(?<text>"[^"]*"|'[^']*')|(?<number>\d+(?:\.\d*)?|\.\d+)|(?<name>[\p{L}_][\p{L}\p{N}_.-]*(?:::?(?:[\p{L}_][\p{L}\p{N}_.-]*|\*))?(?:::)?)|(?<symbol>::|\/\/|\.\.|!=|<=|>=|[/.@*[\]()|=<>+,-])/uy;

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'symbol' | 'end';
  readonly text: string;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new XPathFault(`nothing in XPath begins with ${JSON.stringify(text[at])}`);
    at += match[0].length;
    for (const kind of ['text', 'number', 'name', 'symbol'] as const) {
      if (match.groups?.[kind] !== undefined) tokens.push({ kind, text: match[0] });
    }
  }
  return [...tokens, { kind: 'end', text: 'the end' }];
}

const AXES: ReadonlySet<string> = new Set<Axis>([
  'child',
  'descendant',
  'descendant-or-self',
  'self',
  'parent',
  'ancestor',
  'ancestor-or-self',
  'following-sibling',
  'preceding-sibling',
  'attribute',
]);

const ANY_NODE: Step = { axis: 'descendant-or-self', test: { kind: 'Node' }, predicates: [] };

/** Operators by how tightly they bind, the loosest first. */
const LEVELS = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-']] as const;

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expression(level = 0): XPath {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#union();
    let left = this.expression(level + 1);
    for (;;) {
      const operator = operators.find((one) => this.#peek().text === one && this.#peek().kind !== 'text');
      if (operator === undefined) return left;
      this.#at++;
      left = { kind: 'Binary', operator, left, right: this.expression(level + 1) };
    }
  }

  expectEnd(): void {
    if (this.#peek().kind !== 'end') throw new XPathFault(`"${this.#peek().text}" cannot stand there`);
  }

  #peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', text: 'the end' };
  }

  #take(symbol: string): boolean {
    const isThere = this.#peek().kind === 'symbol' && this.#peek().text === symbol;
    if (isThere) this.#at++;
    return isThere;
  }

  #expect(symbol: string): void {
    if (!this.#take(symbol)) throw new XPathFault(`expected "${symbol}", found "${this.#peek().text}"`);
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > DEPTH_LIMIT) throw new XPathFault('an expression that is nested too deep', true);
    const result = read();
    this.#depth--;
    return result;
  }

  #union(): XPath {
    const parts = [this.#primary()];
    while (this.#take('|')) parts.push(this.#primary());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'Union', parts };
  }

  #primary(): XPath {
    const { kind, text } = this.#peek();
    if (kind === 'text' || kind === 'number') {
      this.#at++;
      return kind === 'text' ? { kind: 'Text', value: text.slice(1, -1) } : { kind: 'Number', value: Number(text) };
    }
    if (this.#take('(')) {
      const inner = this.#nested(() => this.expression());
      this.#expect(')');
      if (['/', '//', '['].includes(this.#peek().text)) throw new XPathFault('steps behind parentheses', true);
      return inner;
    }
    const isCall = kind === 'name' && this.#peek(1).text === '(' && text !== 'text' && text !== 'node';
    return isCall ? this.#call(text) : this.#path();
  }

  #call(name: string): XPath {
    const isKnown = (one: string): one is XPathFunction => Object.hasOwn(XPATH_FUNCTIONS, one);
    if (!isKnown(name)) throw new XPathFault(`the function ${name}()`, true);
    this.#at += 2;
    const args: XPath[] = [];
    while (!this.#take(')')) {
      if (args.length > 0) this.#expect(',');
      args.push(this.#nested(() => this.expression()));
    }
    const [fewest, most] = XPATH_FUNCTIONS[name];
    if (args.length < fewest || args.length > most) {
      throw new XPathFault(`${name}() takes ${fewest} arguments, found ${args.length}`);
    }
    return { kind: 'Call', name, args };
  }

  #path(): XPath {
    const steps: Step[] = [];
    const isAbsolute = this.#peek().text === '/' || this.#peek().text === '//';
    if (!isAbsolute) steps.push(this.#step());
    for (;;) {
      if (this.#take('//')) steps.push(ANY_NODE);
      else if (!this.#take('/')) break;
      steps.push(this.#step());
    }
    return { kind: 'Path', isAbsolute, steps };
  }

  #step(): Step {
    if (this.#take('..')) return { axis: 'parent', test: { kind: 'Node' }, predicates: [] };
    if (this.#take('.')) return { axis: 'self', test: { kind: 'Node' }, predicates: [] };
    const axis = this.#axis();
    const test = this.#test();
    const predicates: XPath[] = [];
    while (this.#take('[')) {
      predicates.push(this.#nested(() => this.expression()));
      this.#expect(']');
    }
    return { axis, test, predicates };
  }

  #axis(): Axis {
    if (this.#take('@')) return 'attribute';
    const { kind, text } = this.#peek();
    const [name = '', rest] = text.split('::');
    if (kind !== 'name' || rest === undefined) return 'child';
    if (!AXES.has(name)) throw new XPathFault(`the axis ${name}`, true);
    if (rest === '') this.#at++;
    return name as Axis;
  }

  #test(): NodeTest {
    const { kind, text } = this.#peek();
    if (this.#take('*')) return { kind: 'Name', name: '*' };
    if (kind !== 'name') throw new XPathFault(`expected the name of an element, found "${text}"`);
    this.#at++;
    const name = text.split('::').at(-1) ?? text;
    if (!this.#take('(')) return { kind: 'Name', name };
    this.#expect(')');
    if (name === 'text') return { kind: 'Text' };
    if (name === 'node') return { kind: 'Node' };
    throw new XPathFault(`the test ${name}()`, true);
  }
}
