import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { Plan } from '../ir.ts';
import type { PlannedCommand } from '../plan/context.ts';
import { isNumericText } from '../plan/convert.ts';
import { type Conditions, conditionsOf, lowered } from './conditions.ts';
import { contradictions } from './contradictions.ts';
import type { LiteralTerm } from './literal-terms.ts';
import type { AnyNode } from './nodes.ts';
import { canEqual, type PossibleValues, type ValueOracle } from './possible-values.ts';

/**
 * Conditions that are true for no result, by what the commands before make of the fields: a value that is never given, a
 * text in another letter case, two values at once, a range without numbers, a missing value of a field that has one.
 */
export function* neverTrue(command: PlannedCommand, own: readonly AnyNode[], oracle: ValueOracle): Generator<Problem> {
  const conditions = conditionsOf(command.node, own);
  const { input } = command;
  yield* contradictions(conditions.together, (operand) => {
    const expr = input && lowered(operand, input, command);
    return expr !== undefined && input !== undefined && oracle.isSingle(expr, input);
  });
  if (input === undefined) return;
  for (const term of conditions.terms) yield* impossible(term, input, command, oracle);
  yield* neverMissing(conditions, input, command, oracle);
}

function* impossible(term: LiteralTerm, input: Plan, command: PlannedCommand, oracle: ValueOracle): Generator<Problem> {
  const expr = lowered(term.operand, input, command);
  if (expr === undefined) return;
  const possible = oracle.possible(expr, input);
  // A value that is always missing is told as a field that nothing gives.
  if (possible.length === 0 || possible.some(({ kind }) => kind === 'anything')) return;
  if (term.operator === '=') {
    for (const value of term.values) yield* notEqual(value, term.isSearch, possible);
  } else if (term.operator !== '!=') {
    yield* outOfRange(term, possible);
  }
}

function* notEqual(
  { text, span }: LiteralTerm['values'][number],
  isSearch: boolean,
  possible: PossibleValues,
): Generator<Problem> {
  if (isSearch && text.includes('*')) return;
  if (canEqual(possible, text, isSearch)) return;
  if (canEqual(possible, text, true)) {
    const hint = `write it as the value is written: ${inItsCase(text, possible)}`;
    yield new Problem('SPL408', `"${text}" is compared with letter case, and the value never has it in this one`, {
      span,
      hint,
    });
    return;
  }
  yield notice(`"${text}" is no value that this can have: ${described(possible)}`, span);
}

function inItsCase(text: string, possible: PossibleValues): string {
  for (const one of possible) {
    if (one.kind === 'text' && one.text.toLowerCase() === text.toLowerCase()) return `"${one.text}"`;
    if (one.kind === 'letters') return `"${one.letters === 'small' ? text.toLowerCase() : text.toUpperCase()}"`;
  }
  return 'in its own letters';
}

function notice(message: string, span: Span, hint = 'compare with a value that it can have, or leave it out'): Problem {
  return new Problem('SPL407', message, { span, hint });
}

const LISTED = 8;

function described(possible: PossibleValues): string {
  const texts = possible.flatMap((one) => (one.kind === 'text' ? [`"${one.text}"`] : []));
  const listed = `${texts.slice(0, LISTED).join(', ')}${texts.length > LISTED ? ' …' : ''}`;
  const kinds = possible.flatMap((one) => {
    if (one.kind === 'number') return [one.least === undefined ? 'a number' : `a number from ${one.least} on`];
    return one.kind === 'letters' ? [`a text in ${one.letters} letters`] : [];
  });
  return `it is ${[...kinds, ...(texts.length > 0 ? [listed] : [])].join(', or ')}`;
}

/** A range that none of the numbers lies in. Texts that are no numbers compare by their letters, and are left alone. */
function* outOfRange({ operator, values, span }: LiteralTerm, possible: PossibleValues): Generator<Problem> {
  const [{ text = '' } = {}] = values;
  if (!isNumericText(text)) return;
  const bound = Number(text);
  const fits = possible.some((one) => {
    if (one.kind === 'text') return !isNumericText(one.text) || lies(Number(one.text), operator, bound);
    if (one.kind !== 'number' || one.least === undefined) return true;
    return operator === '>' || operator === '>=' || lies(one.least, operator, bound);
  });
  if (!fits) yield notice(`no value of this is ${operator} ${text}: ${described(possible)}`, span);
}

function lies(value: number, operator: LiteralTerm['operator'], bound: number): boolean {
  switch (operator) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '=':
      return value === bound;
    case '!=':
      return value !== bound;
  }
}

function* neverMissing(
  { missing }: Conditions,
  input: Plan,
  command: PlannedCommand,
  oracle: ValueOracle,
): Generator<Problem> {
  for (const { args, span } of missing) {
    const [operand] = args;
    const expr = operand && lowered(operand, input, command);
    if (expr === undefined || expr.kind === 'Literal' || !oracle.isNeverMissing(expr, input)) continue;
    const hint = 'results without a value are gone already: a field of BY has one in every result';
    yield notice('this has a value in every result', span, hint);
  }
}
