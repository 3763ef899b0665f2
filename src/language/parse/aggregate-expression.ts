import type { AggregateCall } from '../ast.ts';
import { statsFunction } from '../functions/names.ts';
import { stringEnd } from '../lex/lex.ts';
import { readAggregate, readAlias } from './aggregates.ts';
import type { Cursor } from './cursor.ts';
import { readEvalExpression } from './eval.ts';
import { parseFragment } from './fragments.ts';
import { problemsShifted, shifted } from './shift.ts';

const EVAL = /eval\s*(?=\()/iy;
const CALL = /([A-Za-z_]\w*(?:\.\d+)?)\s*(?=\()/y;

/**
 * Reads an expression over statistics, if one stands here: `eval(round(avg(size) / max(delay), 2)) AS ratio`. It
 * becomes an aggregate `eval`, whose `parts` are the statistics; the expression has fields in their places.
 *
 * @throws SPL105 for one without statistics, and what reading expressions and aggregates throws
 * Source: Splunk Search Reference, chart and timechart.
 */
export function readAggregateExpression(cursor: Cursor): AggregateCall | undefined {
  const start = cursor.mark();
  if (cursor.read(EVAL) === undefined) return undefined;
  const offset = cursor.mark() + 1;
  const { text, parts } = withoutStatistics(cursor.balanced(), offset);
  const { end } = cursor.span(start);
  const typed = cursor.text.slice(start, end);
  if (parts.length === 0) {
    const hint = 'to compute a field of each result, put eval before it';
    cursor.fail('SPL105', `an expression over statistics needs one, found ${typed}`, { start, end }, hint);
  }
  const argument = shifted(
    problemsShifted(offset, () => parseFragment(text, readEvalExpression)),
    offset,
  );
  const alias = readAlias(cursor);
  const output = alias?.name ?? typed;
  const hasAlias = alias !== undefined;
  return { kind: 'AggregateCall', name: 'eval', argument, parts, output, hasAlias, span: cursor.span(start) };
}

/** The expression with a field of the same length in the place of each statistic, so that places in it stay right. */
function withoutStatistics(expression: string, offset: number): { text: string; parts: readonly AggregateCall[] } {
  const parts: AggregateCall[] = [];
  let text = '';
  for (let at = 0; at < expression.length; ) {
    const end = statisticEnd(expression, at);
    if (end !== undefined) {
      const typed = expression.slice(at, end);
      const call = problemsShifted(offset + at, () => parseFragment(typed, readAggregate));
      const output = String(parts.length).padStart(typed.length - 2, '<');
      parts.push({ ...shifted(call, offset + at), output });
      text += `'${output}'`;
      at = end;
      continue;
    }
    const next = afterToken(expression, at);
    text += expression.slice(at, next);
    at = next;
  }
  return { text, parts };
}

/** Where the call of a stats function that begins here ends. `max(a, b)` is the function of eval. */
function statisticEnd(text: string, at: number): number | undefined {
  CALL.lastIndex = at;
  const [head, name] = CALL.exec(text) ?? [];
  if (head === undefined || name === undefined || statsFunction(name) === undefined) return undefined;
  let depth = 0;
  for (let end = at + head.length; end < text.length; end++) {
    const character = text[end];
    if (character === '"') end = (stringEnd(text, end) ?? text.length) - 1;
    else if (character === '(') depth++;
    else if (character === ',' && depth === 1) return undefined;
    else if (character === ')' && --depth === 0) return end + 1;
  }
  return undefined;
}

const NAME = /\w+(?:\.\w+)*/y;

/** Past a string, a quoted field or a name; other characters one by one. */
function afterToken(text: string, at: number): number {
  const character = text[at];
  if (character === '"') return stringEnd(text, at) ?? text.length;
  if (character === "'") return text.indexOf("'", at + 1) + 1 || text.length;
  NAME.lastIndex = at;
  return at + Math.max(NAME.exec(text)?.[0].length ?? 0, 1);
}
