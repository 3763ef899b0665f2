import type { ErrorCode } from '../../shared/codes.ts';
import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { FieldName, Pipeline } from '../ast.ts';
import { stringEnd } from '../lex/lex.ts';
import type { Block, Outline, Stage } from '../lex/outline.ts';
import { unescapeBare, unescapeString } from '../lex/unescape.ts';

/** What a subsearch may begin with: a generating command, or (`appendpipe`, `foreach`) any. */
export type SubsearchKind = 'generating' | 'continuing';

/** What a cursor reads from. */
export interface CursorInput {
  readonly outline: Outline;
  readonly stage: Stage;
  /** How deep the expression around the stage is nested: a subsearch counts on. */
  readonly depth: number;
  /** Parses the bracketed pipeline that opens at an offset, nested so deep. */
  readonly parseBlock: (open: number, kind: SubsearchKind, depth: number) => Pipeline;
  /** Checks the grammar of a pipeline that is given as text and begins at an offset. */
  readonly checkTemplate: (text: string, offset: number) => void;
}

/** Parentheses, and operators before an operand, nest this deep at most: parsing and planning are recursive. */
export const EXPRESSION_DEPTH_LIMIT = 200;

/**
 * An expression has this many operators at most. Those of one level make a tree as deep as their row is long, and
 * planning is recursive.
 */
export const OPERATOR_LIMIT = 1000;

const SPACE = /\s*/y;
const OPTION_NAME = /([A-Za-z_][\w.-]*)\s*=(?!=)/y;
const WORD = /(?:\\[\s\S]|[^\s"|[\](),=<>!\\]|!(?!=)|\\)+/y;
const FIELD = /[^\s"'|[\](),=][^\s"|[\](),=]*/y;
const BARE_VALUE = /(?:\\[\s\S]|[^\s"|[\](),\\]|\\)+/y;
const QUOTED_FIELD = /'([^']*)'/y;
const INTEGER = /\d{1,15}(?![\w.])/y;

/**
 * Reads the text of one command, up to the next pipe or closing bracket. Every method skips the white space before
 * what it reads; offsets and spans count in the whole expanded text.
 */
export class Cursor {
  readonly text: string;
  readonly end: number;
  readonly start: number;
  position: number;
  /** The offset behind what was read last: where spans end. */
  #readTo: number;
  #depth: number;
  #operators = 0;
  readonly #input: CursorInput;

  constructor(input: CursorInput) {
    this.#input = input;
    this.end = input.stage.span.end;
    // Cut at the end, so that no pattern can read into the next command.
    this.text = input.outline.text.slice(0, this.end);
    this.position = input.stage.span.start;
    this.skipSpace();
    this.start = this.position;
    this.#readTo = this.position;
    this.#depth = input.depth;
  }

  /** From an offset (by default where the command begins) to the end of what was read last. */
  span(from: number = this.start): Span {
    return { start: from, end: Math.max(from, this.#readTo) };
  }

  skipSpace(): void {
    SPACE.lastIndex = this.position;
    SPACE.test(this.text);
    this.position = SPACE.lastIndex;
  }

  /** The offset of the next thing to read. */
  mark(): number {
    this.skipSpace();
    return this.position;
  }

  atEnd(): boolean {
    this.skipSpace();
    return this.position >= this.end;
  }

  /** The next character, or an empty text at the end. */
  peekCharacter(): string {
    this.skipSpace();
    return this.text.charAt(this.position);
  }

  /** Looks for a sticky pattern here, without reading it. */
  peek(pattern: RegExp): RegExpExecArray | undefined {
    this.skipSpace();
    pattern.lastIndex = this.position;
    return pattern.exec(this.text) ?? undefined;
  }

  /** Reads a sticky pattern if it stands here. */
  read(pattern: RegExp): RegExpExecArray | undefined {
    const match = this.peek(pattern);
    if (match !== undefined) this.advance(match[0].length);
    return match;
  }

  /** Takes the next characters as read. */
  advance(length: number): void {
    this.position += length;
    this.#readTo = this.position;
  }

  /** Reads a symbol such as `,` or `(` if it stands here. */
  symbol(symbol: string): boolean {
    this.skipSpace();
    if (!this.text.startsWith(symbol, this.position)) return false;
    this.advance(symbol.length);
    return true;
  }

  expectSymbol(symbol: string): void {
    if (!this.symbol(symbol)) this.failExpected(`"${symbol}"`);
  }

  /** The keyword that stands here, in lower case, without reading it. Keywords are matched without case. */
  peekKeyword(...keywords: readonly string[]): string | undefined {
    const word = this.peek(/[A-Za-z_]\w*(?![\w.:{}*-]|\s*=)/y)?.[0].toLowerCase();
    return word !== undefined && keywords.includes(word) ? word : undefined;
  }

  /** Reads one of these keywords if it stands here; gives it in lower case. */
  keyword(...keywords: readonly string[]): string | undefined {
    const word = this.peekKeyword(...keywords);
    if (word !== undefined) this.advance(word.length);
    return word;
  }

  /** The name of the option `name = value` that stands here, as typed, without reading it. */
  peekOption(): string | undefined {
    return this.peek(OPTION_NAME)?.[1];
  }

  /** Reads `name =` of an option. */
  optionName(): string | undefined {
    return this.read(OPTION_NAME)?.[1];
  }

  /** Reads a double-quoted string if one stands here; gives what it means. */
  string(): string | undefined {
    if (this.peekCharacter() !== '"') return undefined;
    const start = this.position;
    const end = stringEnd(this.text, start);
    if (end === undefined) {
      this.fail('SPL101', 'a string that begins here is never closed', { start, end: start + 1 });
    }
    this.advance(end - start);
    return unescapeString(this.text.slice(start + 1, end - 1));
  }

  /** Reads a bare word if one stands here: up to white space, a comma, a parenthesis, an operator. */
  word(): string | undefined {
    const match = this.read(WORD);
    return match === undefined ? undefined : unescapeBare(match[0]);
  }

  /** Reads a string or a bare option value; `=` and balanced parentheses belong to a bare one. */
  value(): string | undefined {
    const string = this.string();
    if (string !== undefined) return string;
    const start = this.mark();
    while (this.readHere(BARE_VALUE) || (this.position > start && this.text[this.position] === '(')) {
      if (this.text[this.position] === '(') this.balanced();
    }
    return this.position === start ? undefined : unescapeBare(this.text.slice(start, this.position));
  }

  expectValue(what: string): string {
    return this.value() ?? this.failExpected(what);
  }

  /** Reads a pattern without skipping white space before it. */
  readHere(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    if (!pattern.test(this.text)) return false;
    this.advance(pattern.lastIndex - this.position);
    return true;
  }

  /**
   * Reads from an opening parenthesis to its partner, over strings. Gives the text between them.
   *
   * @throws SPL102 where there is no partner.
   */
  balanced(): string {
    const open = this.mark();
    let depth = 0;
    for (let at = open; at < this.end; at++) {
      const character = this.text[at];
      if (character === '"') at = (stringEnd(this.text, at) ?? this.end) - 1;
      else if (character === '(') depth++;
      else if (character === ')' && --depth === 0) {
        this.advance(at + 1 - this.position);
        return this.text.slice(open + 1, at);
      }
    }
    return this.fail('SPL102', 'the parenthesis "(" is never closed', { start: open, end: open + 1 });
  }

  /** Reads a whole number without a sign if one stands here. */
  integer(): number | undefined {
    const match = this.read(INTEGER);
    return match === undefined ? undefined : Number(match[0]);
  }

  /** Reads a whole number, or gives the default where there is none. */
  optionalInteger(fallback: number): number {
    return this.integer() ?? fallback;
  }

  /**
   * Reads a field name if one stands here: bare, or in double or single quotes. A bare one may go on with balanced
   * parentheses, as the default names of aggregates do: `values(user)`.
   */
  fieldName(): FieldName | undefined {
    const start = this.mark();
    const quoted = this.string() ?? this.read(QUOTED_FIELD)?.[1];
    if (quoted !== undefined) return { kind: 'FieldName', name: quoted, isQuoted: true, span: this.span(start) };
    while (this.readHere(FIELD) || (this.position > start && this.text[this.position] === '(')) {
      if (this.text[this.position] === '(') this.balanced();
    }
    if (this.position === start) return undefined;
    const name = this.text.slice(start, this.position);
    return { kind: 'FieldName', name, isQuoted: false, span: this.span(start) };
  }

  expectFieldName(what = 'a field name'): FieldName {
    return this.fieldName() ?? this.failExpected(what);
  }

  /** Reads field names divided by spaces or commas, up to an option, one of the keywords, or the end. */
  fieldList(...until: readonly string[]): FieldName[] {
    const names: FieldName[] = [];
    while (!this.atEnd()) {
      if (this.symbol(',')) continue;
      if (this.peekOption() !== undefined || this.peekKeyword(...until) !== undefined) break;
      const name = this.fieldName();
      if (name === undefined) break;
      names.push(name);
    }
    return names;
  }

  /** Whether a subsearch in brackets stands here. */
  atSubsearch(): boolean {
    return this.peekCharacter() === '[';
  }

  /**
   * Reads a subsearch in brackets.
   *
   * @throws SPL109 where none stands here, and what parsing it throws.
   */
  subsearch(kind: SubsearchKind = 'generating'): Pipeline {
    const open = this.mark();
    this.advance(this.#blockAt(open).span.end + 1 - open);
    return this.#input.parseBlock(open, kind, this.#depth);
  }

  /**
   * Reads a pipeline in brackets as text, without its brackets. Its grammar is checked on an example: the text with
   * something in the place of each placeholder, of the same length, so that places stay what they are.
   *
   * @throws SPL109 where none stands here, and what parsing the example throws
   */
  template(example: (text: string) => string): string {
    const open = this.mark();
    const { span } = this.#blockAt(open);
    this.advance(span.end + 1 - open);
    const text = this.text.slice(span.start, span.end);
    this.#input.checkTemplate(example(text), span.start);
    return text;
  }

  #blockAt(open: number): Block {
    const block = this.#input.outline.blocks.get(open);
    return block ?? this.fail('SPL109', `expected a subsearch in brackets, found ${this.found()}`);
  }

  /**
   * Runs a reader one level of nesting deeper.
   *
   * @throws SPL117 past `EXPRESSION_DEPTH_LIMIT`.
   */
  nested<T>(read: () => T): T {
    if (++this.#depth > EXPRESSION_DEPTH_LIMIT) {
      this.fail('SPL117', `an expression nested more than ${EXPRESSION_DEPTH_LIMIT} deep`);
    }
    if (this.#depth === this.#input.depth + 1) this.#operators = 0;
    const result = read();
    this.#depth--;
    return result;
  }

  /** Counts an operator of the outermost expression. @throws SPL117 past `OPERATOR_LIMIT` */
  countOperator(): void {
    if (++this.#operators > OPERATOR_LIMIT) {
      this.fail('SPL117', `an expression with more than ${OPERATOR_LIMIT} operators`);
    }
  }

  /** @throws SPL102 for a parenthesis that closes nothing, SPL105 for anything else that was not read. */
  expectEnd(what = 'the end of the command'): void {
    if (this.peekCharacter() === ')') this.fail('SPL102', 'a closing parenthesis ")" without an opening one');
    if (!this.atEnd()) this.failExpected(what);
  }

  /** What stands here, for messages. */
  found(): string {
    const text = this.#ahead();
    return text === '' ? 'the end of the command' : JSON.stringify(text);
  }

  /** @throws SPL109 at the end of the command, SPL105 elsewhere: something else was expected. */
  failExpected(what: string, hint?: string): never {
    const code = this.atEnd() ? 'SPL109' : 'SPL105';
    return this.fail(code, `expected ${what}, found ${this.found()}`, undefined, hint);
  }

  /** Throws a Problem at a span, by default the next thing to read. */
  fail(code: ErrorCode, message: string, span?: Span, hint?: string): never {
    const place = span ?? this.#here();
    throw new Problem(code, message, { span: place, ...(hint === undefined ? {} : { hint }) });
  }

  #here(): Span {
    const start = this.mark();
    return { start, end: Math.max(start + this.#ahead().length, Math.min(start + 1, this.end)) };
  }

  /** The next string, word or symbol, cut to a length that a message can hold. */
  #ahead(): string {
    const text = this.peek(/"(?:\\[\s\S]|[^"\\])*"|(?:\\[\s\S]|[^\s"|[\](),=<>!\\]|\\)+|[\s\S]/y)?.[0] ?? '';
    return text.length > 40 ? text.slice(0, 40) : text;
  }
}
