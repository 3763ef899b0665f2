import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { Expr } from '../ir.ts';
import { text } from '../plan/expr.ts';
import { type CompiledRegex, compileRegex, type RegexChoice, regexChoice } from '../regex/index.ts';
import type { FunctionCall } from './define.ts';

/**
 * Compiles a pattern that stands in a search, and chooses its engine.
 * @param groups the numbers of the groups that are read; all named ones unless told otherwise
 * @throws SPL115, SPL304 at the place of the pattern in the search
 */
export function regexOf(
  pattern: string,
  span: Span,
  reads: 'test' | 'groups' | 'spans',
  groups?: (compiled: CompiledRegex) => readonly number[],
): CompiledRegex & RegexChoice {
  try {
    const compiled = compileRegex(pattern);
    return { ...compiled, ...regexChoice(compiled, reads, groups?.(compiled)) };
  } catch (error) {
    throw error instanceof Problem ? inSearch(error, pattern, span) : error;
  }
}

/**
 * Makes sure that JavaScript runs a pattern that stands in a search.
 * @throws SPL115, SPL304 at the place of the pattern in the search
 */
export function javaScriptOf(pattern: string, span: Span, use: string): void {
  const { javaScript, obstacle } = regexOf(pattern, span, 'test');
  if (javaScript !== undefined) return;
  throw new Problem('SPL304', `karst does not run ${obstacle?.construct ?? 'this pattern'} in ${use}`, { span });
}

/** The problem at the place of the pattern, with the part of the pattern that it is about in its text. */
function inSearch({ code, message, details }: Problem, pattern: string, span: Span): Problem {
  const at = details.span ?? { start: 0, end: pattern.length };
  const part = pattern.slice(at.start, at.end);
  const place = `character ${[...pattern.slice(0, at.start)].length + 1}`;
  const where = part === '' ? place : `${place}, ${part.length > 40 ? `${part.slice(0, 40)}…` : part}`;
  return new Problem(code, `${message}, at ${where}`, {
    span,
    ...(details.hint === undefined ? {} : { hint: details.hint }),
  });
}

/**
 * The pattern and the engine as regexMatch and regexReplace of the plan take them, for an argument of a function. One
 * that is worked out row by row goes to JavaScript, where patterns are compiled once each and run under a time limit.
 */
export function regexArguments(
  args: FunctionCall,
  index: number,
  reads: 'test' | 'spans',
  groups?: (compiled: CompiledRegex) => readonly number[],
): { readonly pattern: Expr; readonly engine: Expr } {
  const computed = args.text(index);
  if (computed.kind !== 'Literal' || computed.value === null) return { pattern: computed, engine: text('js') };
  const span = args.node.args[index]?.span ?? args.node.span;
  const { pattern, engine } = regexOf(args.literal(index), span, reads, groups);
  return { pattern: text(pattern), engine: text(engine) };
}

/** The groups that a replacement refers to; all of them where it is worked out row by row. */
export function groupsOfReplacement(replacement: Expr): (compiled: CompiledRegex) => readonly number[] {
  const { value } = replacement.kind === 'Literal' ? replacement : { value: undefined };
  if (typeof value !== 'string') return ({ groups }) => groups.map(({ index }) => index);
  const numbers = [...value.matchAll(/\\([1-9\\])/g)].map(([, mark]) => Number(mark));
  return () => numbers.filter((number) => !Number.isNaN(number));
}
