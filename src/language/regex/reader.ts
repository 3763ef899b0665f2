import type { ErrorCode } from '../../shared/codes.ts';
import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';

/** The place in a pattern that is read next. */
export class PatternReader {
  readonly pattern: string;
  offset = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.pattern.length;
  }

  /** The next characters without taking them. */
  peek(length = 1): string {
    return this.pattern.slice(this.offset, this.offset + length);
  }

  /** Takes the text if it stands here. */
  take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.offset)) return false;
    this.offset += text.length;
    return true;
  }

  /** Takes what a sticky expression matches here. */
  read(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.offset;
    const match = expression.exec(this.pattern);
    if (match === null) return undefined;
    this.offset += match[0].length;
    return match;
  }

  /** Takes one code point. The end of the pattern is not to be asked. */
  next(): number {
    const code = this.pattern.codePointAt(this.offset) ?? 0;
    this.offset += code > 0xffff ? 2 : 1;
    return code;
  }

  span(start: number): Span {
    return { start, end: this.offset };
  }

  /** Refuses the pattern as PCRE does. */
  invalid(message: string, start: number, hint?: string): never {
    const end = Math.max(this.offset, Math.min(start + 1, this.pattern.length));
    return refuse('SPL115', `invalid regular expression: ${message}`, this.pattern, { start, end }, hint);
  }

  /** Refuses a pattern that PCRE takes. */
  unsupported(construct: string, start: number, hint?: string): never {
    return unsupported(construct, this.pattern, this.span(start), hint);
  }
}

/** Refuses what is valid in PCRE, by its name. */
export function unsupported(construct: string, pattern: string, span: Span, hint?: string): never {
  return refuse('SPL304', `karst does not run ${construct} in a regular expression`, pattern, span, hint);
}

function refuse(code: ErrorCode, message: string, text: string, span: Span, hint: string | undefined): never {
  throw new Problem(code, message, { text, span, ...(hint === undefined ? {} : { hint }) });
}
