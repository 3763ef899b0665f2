import { Problem } from '../../shared/problem.ts';
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
    if (command.kind === 'EvalBinary' || command.kind === 'EvalIn') notices.push(...ofExpression(command));
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

/** `where name="cmd*"` compares with a text that ends with an asterisk. */
function* ofExpression(node: AnyNode): Generator<Problem> {
  const expr = node as unknown as Extract<EvalExpr, { kind: 'EvalBinary' | 'EvalIn' }>;
  if (expr.kind === 'EvalBinary' && expr.operator !== '=' && expr.operator !== '!=') return;
  const [left, values] = expr.kind === 'EvalIn' ? [expr.operand, expr.values] : [expr.left, [expr.right]];
  const field = left.kind === 'EvalField' || left.kind === 'EvalDotted' ? left.name : undefined;
  for (const value of values) {
    if (field === undefined || value.kind !== 'EvalString' || !/^\*|\*$/.test(value.value)) continue;
    const pattern = value.value.replaceAll('*', '%');
    const isAny = /^\*+$/.test(value.value);
    const hint = isAny ? `isnotnull(${field}) tells whether it is there` : `like(${field}, "${pattern}") is a pattern`;
    yield notice(`"${value.value}" is compared as it stands: expressions have no wildcards`, value.span, hint);
  }
}
