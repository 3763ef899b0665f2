import type { FieldName, Pipeline } from '../ast.ts';
import { stringEnd } from '../lex/lex.ts';
import { type Block, type Outline, type Stage, UNCLOSED_STRING } from '../lex/outline.ts';
import { unescapeBare, unescapeString } from '../lex/unescape.ts';
import { Scanner } from './scanner.ts';

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

const OPTION_NAME = /([A-Za-z_][\w.-]*)\s*=(?!=)/y;
const WORD = /(?:\\[\s\S]|[^\s"|[\](),=<>!\\]|!(?!=)|\\)+/y;
const FIELD = /[^\s"'|[\](),=][^\s"|[\](),=]*/y;
const BARE_VALUE = /(?:\\[\s\S]|[^\s"|[\](),\\]|\\)+/y;
const QUOTED_FIELD = /'([^']*)'/y;
const INTEGER = /\d{1,15}(?![\w.])/y;

/** Reads the words of SPL in one command: what the command files are written with. */
export class Cursor extends Scanner {
  #depth: number;
  #operators = 0;
  readonly #input: CursorInput;

  constructor(input: CursorInput) {
    super(input.outline.text, input.stage.span);
    this.#input = input;
    this.#depth = input.depth;
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
      this.fail('SPL101', 'a string that begins here is never closed', { start, end: start + 1 }, UNCLOSED_STRING);
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
    return this.failUnclosed(open);
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
}
