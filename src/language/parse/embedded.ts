import type { EvalExpr, SearchExpr } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { readEvalExpression } from './eval.ts';
import { parseEval, parseFragment } from './fragments.ts';
import { readSearchExpression } from './search.ts';
import { problemsShifted, shifted } from './shift.ts';

/**
 * Reads an eval expression that is an option's value: in parentheses, in quotes, or both:
 * `reset_after="(action==\\"restart\\")"`.
 *
 * @throws what reading the expression throws
 * Source: Splunk Search Reference, streamstats
 */
export function readEmbeddedEval(cursor: Cursor): EvalExpr {
  return readQuoted(cursor, parseEval) ?? readEvalExpression(cursor);
}

/** A string that holds an expression. Where it holds escapes, spans in it are off by them. */
function readQuoted<T>(cursor: Cursor, parse: (text: string) => T): T | undefined {
  const offset = cursor.mark() + 1;
  const text = cursor.string();
  return text === undefined
    ? undefined
    : shifted(
        problemsShifted(offset, () => parse(text)),
        offset,
      );
}

/** What starts or ends a transaction. */
export type Boundary =
  | { readonly kind: 'Search'; readonly expression: SearchExpr }
  | { readonly kind: 'Eval'; readonly condition: EvalExpr };

/**
 * Reads `startswith` and `endswith`: `eval(…)`, a search expression in parentheses or quotes, or a bare word.
 *
 * @throws what reading the expression throws
 * Source: Splunk Search Reference, transaction
 */
export function readBoundary(cursor: Cursor): Boundary {
  if (cursor.read(/eval\s*(?=\()/iy)) return { kind: 'Eval', condition: readParenthesised(cursor) };
  if (cursor.peekCharacter() === '(') {
    cursor.expectSymbol('(');
    const expression = readSearchExpression(cursor, { isEnd: () => cursor.peekCharacter() === ')' });
    if (!cursor.symbol(')')) cursor.failExpected('")"');
    return { kind: 'Search', expression };
  }
  const quoted = readQuoted(cursor, (text) => parseFragment(text, phraseOrExpression));
  return { kind: 'Search', expression: quoted ?? readWord(cursor) };
}

/** A quoted boundary with a comparison in it is an expression: `"EventCode=4720"`; else it is a phrase. */
function phraseOrExpression(cursor: Cursor): SearchExpr {
  if (/[=<>"(]/.test(cursor.text)) return readSearchExpression(cursor);
  const start = cursor.mark();
  cursor.advance(cursor.end - start);
  const span = cursor.span(start);
  const value = { kind: 'SearchValue', text: cursor.text.slice(start), isQuoted: true, span } as const;
  return { kind: 'SearchKeyword', value, span };
}

function readWord(cursor: Cursor): SearchExpr {
  const start = cursor.mark();
  const text = cursor.expectValue('a search expression or eval(…)');
  const span = cursor.span(start);
  return { kind: 'SearchKeyword', value: { kind: 'SearchValue', text, isQuoted: false, span }, span };
}

function readParenthesised(cursor: Cursor): EvalExpr {
  cursor.expectSymbol('(');
  const condition = readEvalExpression(cursor);
  if (!cursor.symbol(')')) cursor.failExpected('an operator or ")"');
  return condition;
}
