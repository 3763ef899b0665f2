import { assertNever, Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { EvalExpr, ParsedSearch, SearchValue } from '../ast.ts';
import { commandNamed } from '../commands/index.ts';
import { asTyped, parse } from '../parse/parse.ts';
import { type AnyNode, nodesOf } from './nodes.ts';

/**
 * What a search says in words that were probably meant otherwise: `and` in small letters, a command without the pipe
 * before it, a pipe inside quotes, a wildcard where expressions have none. The search runs as it is written.
 *
 * @returns problems SPL401 with their place, which are not thrown
 */
export function wordNotices(search: ParsedSearch): readonly Problem[] {
  const { expansion, pipeline } = search;
  const notices: Problem[] = [];
  for (const command of nodesOf(pipeline)) {
    if (command.kind === 'Search') notices.push(...ofSearch(command, expansion.text));
    if (isComparison(command)) notices.push(...ofExpression(command as unknown as Comparison));
    if (isLike(command)) notices.push(...ofLike(command as unknown as EvalExpr));
  }
  return notices.map((notice) => asTyped(notice, expansion));
}

function* ofSearch(command: AnyNode, text: string): Generator<Problem> {
  for (const node of nodesOf(command['expression'])) {
    if (node.kind === 'Pipeline') return; // its commands are looked at by themselves
    if (node.kind === 'SearchValue') yield* pipeInQuotes(node as unknown as SearchValue);
    if (node.kind !== 'SearchKeyword') continue;
    const { value } = node as unknown as { readonly value: SearchValue };
    if (value.isQuoted) continue;
    const operator = smallOperator(value);
    if (operator !== undefined) yield operator;
    const missing = missingPipe(value, text.slice(0, command.span.end));
    if (missing === undefined) continue;
    yield missing;
    return; // what follows are the arguments of that command
  }
}

function notice(message: string, span: Span, hint: string): Problem {
  return new Problem('SPL401', message, { span, hint });
}

function smallOperator({ text, span }: SearchValue): Problem | undefined {
  if (!/^(?:and|or|not|xor)$/i.test(text)) return undefined;
  const operator = text.toUpperCase();
  const hint =
    operator === 'XOR' ? 'a search has no XOR: use where' : `the operator is written in capitals: ${operator}`;
  return notice(`"${text}" is searched for as a word`, span, hint);
}

/** A word that is the name of a command, where what follows it is what that command takes. */
function missingPipe({ text: word, span }: SearchValue, text: string): Problem | undefined {
  const command = commandNamed(word.toLowerCase());
  const rest = text.slice(span.start);
  if (command === undefined || rest.trim() === word) return undefined;
  if (!parses(`${command.stands === 'first' ? '' : '* '}| ${rest}`)) return undefined;
  return notice(`"${word}" is searched for as a word`, span, `the command stands behind a pipe: | ${word}`);
}

function parses(spl: string): boolean {
  try {
    parse(spl);
    return true;
  } catch {
    return false;
  }
}

function* pipeInQuotes({ text, isQuoted, span }: SearchValue): Generator<Problem> {
  if (!isQuoted) return;
  const [, name = ''] = /\|\s*([a-z]\w*)/i.exec(text) ?? [];
  if (commandNamed(name.toLowerCase()) === undefined) return;
  yield notice(
    `the pipe before "${name}" stands in quotes: it is text`,
    span,
    'close the quotation mark before the pipe',
  );
}

type Comparison = Extract<EvalExpr, { kind: 'EvalBinary' | 'EvalIn' | 'EvalCall' }>;

function isComparison(node: AnyNode): boolean {
  return node.kind === 'EvalBinary' || node.kind === 'EvalIn' || (node.kind === 'EvalCall' && node['name'] === 'in');
}

/** `where name="cmd*"` compares with a text that ends with an asterisk. */
function* ofExpression(expr: Comparison): Generator<Problem> {
  if (expr.kind === 'EvalBinary' && expr.operator !== '=' && expr.operator !== '!=') return;
  const [left, values] = sidesOf(expr);
  const field = left?.kind === 'EvalField' || left?.kind === 'EvalDotted' ? left.name : undefined;
  for (const value of values) {
    if (field === undefined || value.kind !== 'EvalString' || !/^\*|\*$/.test(value.value)) continue;
    const pattern = value.value.replaceAll('*', '%');
    const isAny = /^\*+$/.test(value.value);
    const hint = isAny ? `isnotnull(${field}) tells whether it is there` : `like(${field}, "${pattern}") is a pattern`;
    yield notice(`"${value.value}" is compared as it stands: expressions have no wildcards`, value.span, hint);
  }
}

function sidesOf(expr: Comparison): readonly [EvalExpr | undefined, readonly EvalExpr[]] {
  switch (expr.kind) {
    case 'EvalBinary':
      return [expr.left, [expr.right]];
    case 'EvalIn':
      return [expr.operand, expr.values];
    case 'EvalCall':
      return [expr.args[0], expr.args.slice(1)];
    default:
      return assertNever(expr);
  }
}

function isLike(node: AnyNode): boolean {
  return (
    (node.kind === 'EvalBinary' && node['operator'] === 'LIKE') || (node.kind === 'EvalCall' && node['name'] === 'like')
  );
}

/** A pattern of `like` without `%` or `_`: it is an equality, and with `*` hardly what was meant. */
function* ofLike(expr: EvalExpr): Generator<Problem> {
  const pattern = expr.kind === 'EvalBinary' ? expr.right : expr.kind === 'EvalCall' ? expr.args[1] : undefined;
  if (pattern?.kind !== 'EvalString' || pattern.value === '' || /[%_]/.test(pattern.value)) return;
  const message = `"${pattern.value}" has no wildcard: like() takes it as the whole value`;
  const hasAsterisk = pattern.value.includes('*');
  const meant = hasAsterisk ? pattern.value.replaceAll('*', '%') : `%${pattern.value}%`;
  const hint = `% stands for any characters, as in "${meant}"; = compares with the whole value`;
  yield new Problem('SPL415', message, { span: pattern.span, hint });
}
