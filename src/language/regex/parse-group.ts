import type { Look, RegexNode } from './ast.ts';
import type { Options, ParseState } from './state.ts';

/** Reads alternatives up to the `)` that closes them, under the options given; `onBranch` runs at each `|` between. */
export type ReadBody = (options: Options, onBranch?: () => void) => RegexNode;

/** What a parenthesis turned out to be: a node, or new options for the rest of the group. */
export type Group = { readonly node: RegexNode } | { readonly options: Options };

const LOOKS: Readonly<Record<string, Pick<Look, 'direction' | 'isNegated'>>> = {
  '?=': { direction: 'ahead', isNegated: false },
  '?!': { direction: 'ahead', isNegated: true },
  '?<=': { direction: 'behind', isNegated: false },
  '?<!': { direction: 'behind', isNegated: true },
};

/** Spellings of groups in letters. */
const LETTERED: Readonly<Record<string, string>> = {
  pla: '?=',
  positive_lookahead: '?=',
  nla: '?!',
  negative_lookahead: '?!',
  plb: '?<=',
  positive_lookbehind: '?<=',
  nlb: '?<!',
  negative_lookbehind: '?<!',
  atomic: '?>',
};

/** What is worked out of groups takes time with the square of their number. */
const GROUP_LIMIT = 1000;

/** PCRE's limit to the length of a group's name. */
const NAME_LIMIT = 128;

/**
 * Reads a group behind its `(`.
 * @throws SPL115 what PCRE refuses; SPL304 what karst does not run
 * Source: pcre2pattern, from Groups to Backtracking control.
 */
export function parseGroup(state: ParseState, options: Options, readBody: ReadBody): Group {
  const { reader } = state;
  const start = reader.offset - 1;
  if (reader.peek() === '*') return parseVerb(state, options, readBody, start);
  if (reader.peek() !== '?') {
    if (options.isWithoutCaptures) return { node: plain(state, () => readBody(options), start) };
    return { node: capture(state, options, undefined, readBody, start) };
  }
  const [, name] = reader.read(/\?(?:P?<(?![=!*])|')([A-Za-z_]\w*)?(?=[>'])/y) ?? [];
  if (name !== undefined) {
    reader.next();
    return { node: capture(state, options, name, readBody, start) };
  }
  return (
    parseMark(state, options, readBody, start) ??
    parseReference(state, options, start) ??
    parseOptions(state, options, readBody, start)
  );
}

function closed<N extends RegexNode>(state: ParseState, read: () => N, start: number): N {
  const node = read();
  if (!state.reader.take(')')) state.reader.invalid('an unclosed parenthesis', start, 'a literal parenthesis is \\(');
  return node;
}

/** A group that is only there to hold its body together: the body itself, at the place of the group. */
function plain(state: ParseState, read: () => RegexNode, start: number): RegexNode {
  const body = closed(state, read, start);
  return { ...body, span: state.reader.span(start) };
}

function capture(
  state: ParseState,
  options: Options,
  name: string | undefined,
  readBody: ReadBody,
  start: number,
): RegexNode {
  const index = ++state.groupCount;
  state.highestGroup = Math.max(state.highestGroup, index);
  if (index > GROUP_LIMIT) state.reader.unsupported(`more than ${GROUP_LIMIT} groups`, start);
  if (name !== undefined) addName(state, name, index, start);
  const body = closed(state, () => readBody(options), start);
  const span = state.reader.span(start);
  return { kind: 'Capture', index, ...(name === undefined ? {} : { name }), body, span };
}

/** A name stands for one number; only in a branch reset may it stand twice. */
function addName(state: ParseState, name: string, index: number, start: number): void {
  const { reader, names } = state;
  if (name.length > NAME_LIMIT) reader.invalid(`the name of a group has more than ${NAME_LIMIT} characters`, start);
  if ((names.get(name) ?? index) !== index) reader.invalid(`two groups with the name ${name}`, start);
  for (const [other, number] of names) {
    if (number === index && other !== name) reader.invalid(`one group with the names ${other} and ${name}`, start);
  }
  names.set(name, index);
}

/** `(?:`, `(?|`, `(?>`, lookaround, comments, conditions and callouts. */
function parseMark(state: ParseState, options: Options, readBody: ReadBody, start: number): Group | undefined {
  const { reader } = state;
  if (reader.take('?#')) return reader.invalid('an unclosed comment', start);
  if (reader.take('?:')) return { node: plain(state, () => readBody(options), start) };
  if (reader.take('?(')) return { node: parseConditional(state, options, readBody, start) };
  const [mark] = reader.read(/\?(?:[>|=!]|<[=!])/y) ?? [];
  if (mark !== undefined) return { node: marked(state, mark, options, readBody, start) };
  if (reader.read(/\?C/y) !== undefined) return reader.unsupported('a callout', start);
  if (reader.read(/\?<?\*/y) !== undefined) return reader.unsupported('a lookaround that is not atomic', start);
  return undefined;
}

function marked(state: ParseState, mark: string, options: Options, readBody: ReadBody, start: number): RegexNode {
  if (mark === '?|') return branchReset(state, options, readBody, start);
  const body = closed(state, () => readBody(options), start);
  const span = state.reader.span(start);
  const look = LOOKS[mark];
  return look === undefined ? { kind: 'Atomic', body, span } : { kind: 'Look', ...look, body, span };
}

/** Each branch counts its groups from the same number. */
function branchReset(state: ParseState, options: Options, readBody: ReadBody, start: number): RegexNode {
  const first = state.groupCount;
  let highest = first;
  const reset = () => {
    highest = Math.max(highest, state.groupCount);
    state.groupCount = first;
  };
  const body = closed(state, () => readBody(options, reset), start);
  state.groupCount = Math.max(highest, state.groupCount);
  return body;
}

/** `(?P=n)`, and the calls of groups `(?R)`, `(?1)`, `(?-1)`, `(?&n)` and `(?P>n)`. */
function parseReference(state: ParseState, options: Options, start: number): Group | undefined {
  const { reader } = state;
  const [, back, named, sign, digits] =
    reader.read(/\?(?:P=([A-Za-z_]\w*)|(?:&|P>)([A-Za-z_]\w*)|([+-]?)(R|\d+))\)/y) ?? [];
  const span = reader.span(start);
  if (back !== undefined) {
    return { node: { kind: 'BackReference', target: back, isCaseless: options.isCaseless, span } };
  }
  if (named !== undefined) return { node: { kind: 'Subroutine', target: named, span } };
  if (digits === undefined) return undefined;
  const target = relativeGroup(state, sign, digits === 'R' ? 0 : Number(digits), start);
  return { node: { kind: 'Subroutine', target, span } };
}

/** The number of a group that is counted from here: -1 is the last one opened, +1 the next. */
export function relativeGroup(state: ParseState, sign: string | undefined, number: number, start: number): number {
  if (sign === undefined || sign === '') return number;
  const target = sign === '-' ? state.groupCount + 1 - number : state.groupCount + number;
  if (number === 0 || target < 1) state.reader.invalid('a reference to a group that does not exist', start);
  return target;
}

const FLAGS = /\?(\^?)([A-Za-z]*)(?:-([A-Za-z]*))?([:)])/y;

/** `(?i)`, which holds to the end of the group that it stands in, and `(?i-s:…)`. */
function parseOptions(state: ParseState, options: Options, readBody: ReadBody, start: number): Group {
  const { reader } = state;
  const [, caret, on = '', off = '', end] = reader.read(FLAGS) ?? unknownGroup(state, start);
  if (caret === '^' && off !== '') reader.invalid('(?^ followed by a hyphen', start);
  const base = caret === '^' ? withFlags(state, options, 'imsxn', false, start) : options;
  const changed = withFlags(state, withFlags(state, base, on, true, start), off, false, start);
  return end === ')' ? { options: changed } : { node: plain(state, () => readBody(changed), start) };
}

function unknownGroup(state: ParseState, start: number): never {
  const { reader } = state;
  reader.next();
  const isName = /^(?:P?<|')/.test(reader.peek(2));
  return isName
    ? reader.invalid('a group whose name is missing, unclosed or not of letters, digits and _', start)
    : reader.invalid('an unknown kind of group after (?', start, 'a literal parenthesis is \\(');
}

function withFlags(state: ParseState, options: Options, flags: string, isOn: boolean, start: number): Options {
  return [...flags.matchAll(/xx?|./g)].reduce((now, [flag]) => withFlag(state, now, flag, isOn, start), options);
}

function withFlag(state: ParseState, options: Options, flag: string, isOn: boolean, start: number): Options {
  switch (flag) {
    case 'i':
      return { ...options, isCaseless: isOn };
    case 'm':
      return { ...options, isMultiline: isOn };
    case 's':
      return { ...options, isDotAll: isOn };
    case 'n':
      return { ...options, isWithoutCaptures: isOn };
    case 'U':
      return { ...options, isUngreedy: isOn };
    case 'x':
      return { ...options, extended: isOn ? 'yes' : 'no' };
    case 'xx':
      return { ...options, extended: isOn ? 'all' : 'no' };
    case 'J':
      return state.reader.unsupported('names that several groups share, (?J)', start);
    default:
      return state.reader.invalid(`an unknown option ${flag} of (?…)`, start);
  }
}

/** `(*FAIL)`, and lookaround and atomic groups in letters. */
function parseVerb(state: ParseState, options: Options, readBody: ReadBody, start: number): Group {
  const { reader } = state;
  const [, lettered] = reader.read(/\*([a-z_]+):/y) ?? [];
  if (lettered !== undefined) {
    const mark = LETTERED[lettered];
    if (mark === undefined) return reader.unsupported(`(*${lettered}:…)`, start);
    return { node: marked(state, mark, options, readBody, start) };
  }
  if (reader.read(/\*F(?:AIL)?\)/y) !== undefined) return { node: failure(state, start) };
  const [, verb] = reader.read(/\*((?:ACCEPT|COMMIT|PRUNE|SKIP|THEN|MARK|))(?::[^)]*)?\)/y) ?? [];
  if (verb === undefined) return reader.invalid('an unknown verb after (*', start);
  return reader.unsupported(`the verb (*${verb})`, start);
}

/** What never matches: no text is not followed by nothing. */
function failure(state: ParseState, start: number): RegexNode {
  const span = state.reader.span(start);
  const body: RegexNode = { kind: 'Sequence', items: [], span };
  return { kind: 'Look', direction: 'ahead', isNegated: true, body, span };
}

/** `(?(?=a)b|c)`: the branch that a lookaround chooses. Whether a group has matched is not asked here. */
function parseConditional(state: ParseState, options: Options, readBody: ReadBody, start: number): RegexNode {
  const { reader } = state;
  const [mark] = reader.read(/\?(?:[=!]|<[=!])/y) ?? [];
  if (mark === undefined) return reader.unsupported('a condition on a group', start);
  const condition = marked(state, mark, options, readBody, reader.offset - mark.length - 1);
  const body = closed(state, () => readBody(options), start);
  const span = reader.span(start);
  const branches = body.kind === 'Alternation' ? body.branches : [body];
  const [yes, no = { kind: 'Sequence', items: [], span } as const, third] = branches;
  if (third !== undefined) return reader.invalid('a condition with more than two branches', start);
  if (condition.kind !== 'Look' || yes === undefined) throw new Error('a condition is a lookaround');
  const opposite: Look = { ...condition, isNegated: !condition.isNegated };
  const chosen = [condition, opposite].map(
    (look, at): RegexNode => ({
      kind: 'Sequence',
      items: [look, at === 0 ? yes : no],
      span,
    }),
  );
  return { kind: 'Alternation', branches: chosen, span };
}
