import type { AnchorPlace, Literal, RegexNode } from './ast.ts';
import { type Escape, readEscape, readNamedCode } from './escapes.ts';
import { relativeGroup } from './parse-group.ts';
import { setOf, VERTICAL_SPACE } from './sets.ts';
import type { Options, ParseState } from './state.ts';

const LINE_FEED = 0x0a;

/** `.`, `^` and `$`; undefined for other characters. */
export function special(options: Options, code: number, span: RegexNode['span']): RegexNode | undefined {
  const anchor = (at: AnchorPlace): RegexNode => ({ kind: 'Anchor', at, span });
  switch (String.fromCodePoint(code)) {
    case '.':
      return { kind: 'CharacterSet', set: options.isDotAll ? EVERYTHING : NOT_LINE_FEED, span };
    case '^':
      return anchor(options.isMultiline ? 'lineStart' : 'textStart');
    case '$':
      return anchor(options.isMultiline ? 'lineEnd' : 'textEndOrBreak');
    default:
      return undefined;
  }
}

/** What `.` matches. */
const EVERYTHING = { ranges: [], properties: [], isNegated: true } as const;
const NOT_LINE_FEED = { ranges: [[LINE_FEED, LINE_FEED]], properties: [], isNegated: true } as const;

/** A character that stands for itself, and under the i option for its variants. */
export function literal({ reader, folding }: ParseState, options: Options, code: number, start: number): Literal {
  const variants = options.isCaseless ? folding.variantsOf(code) : [code];
  return { kind: 'Literal', code, variants, span: reader.span(start) };
}

/** Reads what follows a backslash outside of a class. @throws SPL115, SPL304 */
export function escaped(state: ParseState, options: Options, start: number): RegexNode {
  const { reader } = state;
  const found: Escape = readEscape(reader, state.groupCount);
  const span = reader.span(start);
  switch (found.kind) {
    case 'Code':
      return literal(state, options, found.code, start);
    case 'Set':
      return { kind: 'CharacterSet', set: found.set, span };
    case 'Group':
      return { kind: 'BackReference', target: found.number, isCaseless: options.isCaseless, span };
    case 'Letter':
      return lettered(state, options, found.letter, start);
  }
}

const ANCHORS: Readonly<Record<string, AnchorPlace>> = {
  A: 'textStart',
  B: 'notWordBoundary',
  Z: 'textEndOrBreak',
  b: 'wordBoundary',
  z: 'textEnd',
};

function lettered(state: ParseState, options: Options, letter: string, start: number): RegexNode {
  const { reader } = state;
  const at = ANCHORS[letter];
  if (at !== undefined) return { kind: 'Anchor', at, span: reader.span(start) };
  switch (letter) {
    case 'K':
      return { kind: 'Keep', span: reader.span(start) };
    case 'N': {
      const code = readNamedCode(reader, start);
      if (code !== undefined) return literal(state, options, code, start);
      return { kind: 'CharacterSet', set: NOT_LINE_FEED, span: reader.span(start) };
    }
    case 'R':
      return lineBreak(state, start);
    case 'g':
    case 'k':
      return reference(state, options, letter, start);
    default:
      return reader.unsupported(`\\${letter}`, start);
  }
}

/** `\R`: CR LF as one, or one character that breaks lines; never half of a CR LF. */
function lineBreak({ reader, hasPlainLineBreaks }: ParseState, start: number): RegexNode {
  const span = reader.span(start);
  const character = (code: number): RegexNode => ({ kind: 'Literal', code, variants: [code], span });
  const both: RegexNode = { kind: 'Sequence', items: [character(0x0d), character(LINE_FEED)], span };
  const breaks = hasPlainLineBreaks
    ? ([
        [LINE_FEED, LINE_FEED],
        [0x0d, 0x0d],
      ] as const)
    : VERTICAL_SPACE;
  const one: RegexNode = { kind: 'CharacterSet', set: setOf(breaks), span };
  return { kind: 'Atomic', body: { kind: 'Alternation', branches: [both, one], span }, span };
}

/** `\g1 \g{1} \g{-1} \g{n} \k{n} \k<n> \k'n'`, and the calls `\g<1>` and `\g'n'`. */
function reference(state: ParseState, options: Options, letter: string, start: number): RegexNode {
  const { reader } = state;
  const form =
    letter === 'k'
      ? /(?:\{([A-Za-z_]\w*)\}|<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/y
      : /(?:\{([+-]?\d+|[A-Za-z_]\w*)\}|([+-]?\d+)|(?:<([+-]?\w+)>|'([+-]?\w+)'))/y;
  const match = reader.read(form) ?? reader.invalid(`\\${letter} without the group that it refers to`, start);
  const written = match.slice(1).find((part) => part !== undefined) ?? '';
  const span = reader.span(start);
  const [, sign, digits] = /^([+-]?)(\d+)$/.exec(written) ?? [];
  const target = digits === undefined ? written : relativeGroup(state, sign, Number(digits), start);
  if (letter === 'g' && /^[<']/.test(match[0])) return { kind: 'Subroutine', target, span };
  return { kind: 'BackReference', target, isCaseless: options.isCaseless, span };
}
