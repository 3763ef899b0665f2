import type { RegexNode, Repeat } from './ast.ts';
import { POSIX_CLASS, parseClass } from './parse-class.ts';
import { parseGroup } from './parse-group.ts';
import { escaped, literal, special } from './parse-item.ts';
import { setOf } from './sets.ts';
import { newState, type Options, type ParseState, PLAIN, type Scope } from './state.ts';

/** A pattern as it was read: references and calls still by the name or number that was written. */
export interface ParsedPattern {
  readonly root: RegexNode;
  readonly names: ReadonlyMap<string, number>;
  /** The highest number of a group. */
  readonly groupCount: number;
}

/** PCRE's limit to groups within groups. */
const DEPTH_LIMIT = 250;

/** PCRE's limit to the numbers of a quantifier. */
const REPEAT_LIMIT = 65_535;

/** Characters of a pattern. PCRE takes as many bytes of compiled pattern. */
const LENGTH_LIMIT = 65_535;

/**
 * Reads a pattern as PCRE2 does in UTF mode with its default options: `\w`, `\d` and `\b` know ASCII only, a line
 * break is a line feed, `$` also matches in front of the one that ends the text.
 * @throws SPL115 what PCRE refuses; SPL304 what karst does not run. Spans count in the pattern.
 * Source: pcre2pattern; Splunk, About Splunk regular expressions.
 */
export function parsePattern(pattern: string, options: { readonly isCaseless: boolean }): ParsedPattern {
  const state = newState(pattern);
  const { reader } = state;
  if (pattern.length > LENGTH_LIMIT) reader.invalid(`a pattern of more than ${LENGTH_LIMIT} characters`, 0);
  const lone = pattern.search(/\p{Surrogate}/u);
  if (lone >= 0) reader.invalid('half of a surrogate pair', lone);
  readSettings(state);
  const root = parseAlternation(state, { ...PLAIN, isCaseless: options.isCaseless });
  if (!reader.isAtEnd) reader.invalid('a closing parenthesis without an opening one', reader.offset, 'write \\)');
  return { root, names: state.names, groupCount: state.highestGroup };
}

/** Settings such as `(*UTF)` at the start: those that change nothing here are taken, the others refused. */
function readSettings(state: ParseState): void {
  const { reader } = state;
  for (;;) {
    const start = reader.offset;
    const [, name] = reader.read(/\(\*([A-Z][A-Z0-9_]*)(?:=\d+)?\)/y) ?? [];
    if (name === undefined) return;
    if (name === 'BSR_ANYCRLF') state.hasPlainLineBreaks = true;
    else if (!/^(UTF8?|LF|BSR_UNICODE|NO_START_OPT|NO_AUTO_POSSESS|NO_JIT|NO_DOTSTAR_ANCHOR)$/.test(name)) {
      if (/^(UCP|CR|CRLF|ANYCRLF|ANY|NUL|NOTEMPTY\w*|LIMIT_\w+)$/.test(name)) {
        reader.unsupported(`the setting (*${name})`, start);
      }
      reader.offset = start;
      return;
    }
  }
}

function parseAlternation(state: ParseState, options: Options, onBranch?: () => void): RegexNode {
  const { reader } = state;
  const start = reader.offset;
  if (++state.depth > DEPTH_LIMIT) reader.invalid(`groups nested deeper than ${DEPTH_LIMIT}`, start);
  const scope: Scope = { options };
  const branches = [parseSequence(state, scope)];
  while (reader.take('|')) {
    onBranch?.();
    branches.push(parseSequence(state, scope));
  }
  state.depth--;
  const [only] = branches;
  if (only !== undefined && branches.length === 1) return only;
  return { kind: 'Alternation', branches, span: reader.span(start) };
}

function parseSequence(state: ParseState, scope: Scope): RegexNode {
  const { reader } = state;
  const start = reader.offset;
  const items: RegexNode[] = [];
  let isRepeatable = false;
  while (!reader.isAtEnd && !/[|)]/.test(reader.peek())) {
    if (skip(state, scope)) continue;
    const at = reader.offset;
    const quantifier = reader.read(QUANTIFIER);
    if (quantifier !== undefined) {
      const item = (isRepeatable ? items.pop() : undefined) ?? nothingToRepeat(state, at);
      items.push(repeat(state, scope, item, quantifier));
      isRepeatable = false;
      continue;
    }
    isRepeatable = parseItem(state, scope, items);
  }
  const [only] = items;
  return only !== undefined && items.length === 1 ? only : { kind: 'Sequence', items, span: reader.span(start) };
}

/** Takes what is nothing: `\E`, comments, and white space where the x option holds. */
function skip({ reader }: ParseState, { options }: Scope): boolean {
  if (reader.take('\\E')) return true;
  const comment = reader.peek(3) === '(?#' ? reader.read(/\(\?#[^)]*\)/y) : undefined;
  if (comment !== undefined) return true;
  return (
    options.extended !== 'no' && reader.read(/[\t-\r \x85\u200e\u200f\u2028\u2029]+|#[^\n]*(?:\n|$)/y) !== undefined
  );
}

function nothingToRepeat({ reader }: ParseState, start: number): never {
  return reader.invalid('a quantifier without anything to repeat', start, 'a literal one is \\*, \\+, \\? or \\{');
}

const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})/y;

function repeat(state: ParseState, scope: Scope, body: RegexNode, quantifier: RegExpExecArray): RegexNode {
  const { reader } = state;
  const [text, mark, low, comma, high] = quantifier;
  const start = reader.offset - text.length;
  const min = mark === undefined ? Number(low) : mark === '+' ? 1 : 0;
  const max = maximum(mark, min, comma, high);
  if (Math.max(min, max === Number.POSITIVE_INFINITY ? 0 : max) > REPEAT_LIMIT) {
    reader.invalid(`a number beyond ${REPEAT_LIMIT} in a quantifier`, start);
  }
  if (max < min) reader.invalid('a quantifier whose second number is the smaller one', start);
  const mode = repeatMode(state, scope);
  return repeated({ kind: 'Repeat', body, min, max, mode, span: { start: body.span.start, end: reader.offset } });
}

/** The mark behind a quantifier. White space that is nothing may stand between. */
function repeatMode(state: ParseState, scope: Scope): Repeat['mode'] {
  for (let isSkipping = true; isSkipping; ) isSkipping = skip(state, scope);
  if (state.reader.take('+')) return 'possessive';
  return state.reader.take('?') === scope.options.isUngreedy ? 'greedy' : 'lazy';
}

function maximum(mark: string | undefined, min: number, comma: string | undefined, high: string | undefined): number {
  if (mark !== undefined) return mark === '?' ? 1 : Number.POSITIVE_INFINITY;
  if (comma === undefined) return min;
  return high === undefined || high === '' ? Number.POSITIVE_INFINITY : Number(high);
}

/** A lookaround says the same however often it is asked. */
function repeated(node: Repeat): RegexNode {
  if (node.body.kind !== 'Look') return node;
  return node.min > 0 ? node.body : { ...node, max: Math.min(node.max, 1) };
}

/** Reads one item. Tells whether a quantifier may follow. */
function parseItem(state: ParseState, scope: Scope, items: RegexNode[]): boolean {
  const { reader } = state;
  const start = reader.offset;
  const { options } = scope;
  if (reader.take('\\Q')) return parseQuoted(state, options, items);
  if (reader.take('(')) return parseParenthesis(state, scope, items);
  if (reader.read(POSIX_CLASS) !== undefined) {
    reader.invalid('a POSIX class outside a character class', start, 'write it as [[:name:]]');
  }
  if (reader.take('[')) {
    items.push(parseWordEdge(state, start) ?? parseClass(state, options));
    return items.at(-1)?.kind === 'CharacterSet';
  }
  if (reader.take('\\')) {
    const node = escaped(state, options, start);
    items.push(node);
    return node.kind !== 'Anchor' && node.kind !== 'Keep';
  }
  const code = reader.next();
  const node = special(options, code, reader.span(start)) ?? literal(state, options, code, start);
  items.push(node);
  return node.kind !== 'Anchor';
}

/** `[[:<:]]` and `[[:>:]]`: the start and the end of a word. */
function parseWordEdge(state: ParseState, start: number): RegexNode | undefined {
  const [, mark] = state.reader.read(/\[:([<>]):\]\]/y) ?? [];
  if (mark === undefined) return undefined;
  const span = state.reader.span(start);
  const word: RegexNode = {
    kind: 'CharacterSet',
    set: setOf([
      [0x30, 0x39],
      [0x41, 0x5a],
      [0x5f, 0x5f],
      [0x61, 0x7a],
    ]),
    span,
  };
  const look: RegexNode = {
    kind: 'Look',
    direction: mark === '<' ? 'ahead' : 'behind',
    isNegated: false,
    body: word,
    span,
  };
  return { kind: 'Sequence', items: [{ kind: 'Anchor', at: 'wordBoundary', span }, look], span };
}

function parseQuoted(state: ParseState, options: Options, items: RegexNode[]): boolean {
  const { reader } = state;
  const before = items.length;
  while (!reader.isAtEnd && !reader.take('\\E')) items.push(literal(state, options, reader.next(), reader.offset - 1));
  return items.length > before;
}

function parseParenthesis(state: ParseState, scope: Scope, items: RegexNode[]): boolean {
  const readBody = (options: Options, onBranch?: () => void) => parseAlternation(state, options, onBranch);
  const group = parseGroup(state, scope.options, readBody);
  if ('options' in group) {
    scope.options = group.options;
    return false;
  }
  items.push(group.node);
  return true;
}
