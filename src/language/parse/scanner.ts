import type { ErrorCode } from '../../shared/codes.ts';
import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';

const SPACE = /\s*/y;
const NEXT = /"(?:\\[\s\S]|[^"\\])*"|(?:\\[\s\S]|[^\s"|[\](),=<>!\\]|\\)+|[\s\S]/y;

/**
 * Walks over the text of one command, up to the next pipe or closing bracket. Methods skip the white space before
 * what they read, unless they say otherwise; offsets and spans count in the whole expanded text.
 */
export class Scanner {
  readonly text: string;
  readonly end: number;
  readonly start: number;
  position: number;
  /** The offset behind what was read last: where spans end. */
  #readTo: number;

  constructor(text: string, { start, end }: Span) {
    this.end = end;
    // Cut at the end, so that no pattern can read into the next command.
    this.text = text.slice(0, end);
    this.position = start;
    this.skipSpace();
    this.start = this.position;
    this.#readTo = this.position;
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

  /** Reads a pattern without skipping white space before it. */
  readHere(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    if (!pattern.test(this.text)) return false;
    this.advance(pattern.lastIndex - this.position);
    return true;
  }

  /** @throws SPL102 for a parenthesis that closes nothing, SPL105 for anything else that was not read. */
  expectEnd(what = 'the end of the command', hint?: string): void {
    if (this.peekCharacter() === ')') this.fail('SPL102', 'a closing parenthesis ")" without an opening one');
    if (!this.atEnd()) this.failExpected(what, hint);
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

  /** @throws SPL102 at the parenthesis that opens at an offset. */
  failUnclosed(open: number): never {
    const hint = 'a ")" is missing before the end of the command';
    return this.fail('SPL102', 'the parenthesis "(" is never closed', { start: open, end: open + 1 }, hint);
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
    const text = this.peek(NEXT)?.[0] ?? '';
    return text.length > 40 ? text.slice(0, 40) : text;
  }
}
