import { Problem } from '../../shared/problem.ts';
import type { EvalExpr, SearchExpr } from '../ast.ts';
import { outlineOf } from '../lex/outline.ts';
import { Cursor } from './cursor.ts';
import { readEvalExpression } from './eval.ts';
import { readSearchExpression } from './search.ts';

/**
 * Parses an expression of the eval language that stands alone, without macros.
 *
 * @throws the SPL1xx codes of its grammar, with `text` and the span in it
 */
export function parseEval(text: string): EvalExpr {
  return parseFragment(text, readEvalExpression);
}

/** Expressions of the eval language with commas between them. @throws like parseEval */
export function parseEvalList(text: string): readonly EvalExpr[] {
  return parseFragment(text, (cursor) => {
    const list: EvalExpr[] = [];
    do list.push(readEvalExpression(cursor));
    while (cursor.symbol(','));
    return list;
  });
}

/**
 * Parses an expression of the search language that stands alone, without macros or subsearches: what the results of
 * a subsearch turn into.
 *
 * @throws the SPL1xx codes of its grammar, with `text` and the span in it
 * Source: Splunk Search Manual, Change the format of subsearch results.
 */
export function parseSearchExpression(text: string): SearchExpr {
  return parseFragment(text, readSearchExpression);
}

/**
 * Parses a text that stands alone with a reader of the grammar, to its end.
 *
 * @throws what the reader throws, with `text` and the span in it
 */
export function parseFragment<T>(text: string, read: (cursor: Cursor) => T): T {
  try {
    const outline = outlineOf(text);
    const cursor = new Cursor({
      outline,
      stage: { span: { start: 0, end: text.length } },
      parseBlock: (open) => {
        const message = 'a subsearch cannot stand in an expression of its own';
        throw new Problem('SPL105', message, { span: { start: open, end: open + 1 } });
      },
      checkTemplate: () => undefined,
      depth: 0,
    });
    const result = read(cursor);
    cursor.expectEnd('the end of the expression');
    return result;
  } catch (error) {
    throw error instanceof Problem ? error.within({ text }) : error;
  }
}
