import { assertNever } from '../../shared/problem.ts';
import type { EvalExpr, Node } from '../ast.ts';
import type { FunctionCall } from '../functions/define.ts';
import { EVAL_LOWERINGS } from '../functions/index.ts';
import type { Expr } from '../ir.ts';
import { arithmetic, concat, multiply, negate, plus } from './arithmetic.ts';
import { compare, isIn, isLike } from './compare.ts';
import { asMulti, asNumber, asText, convertTo, unify } from './convert.ts';
import { and, coalesce, isNothing, isTrue, not, nothing, number, or, text } from './expr.ts';
import { fail } from './fail.ts';
import { knowsField, resolveField, type Scope } from './scope.ts';

/**
 * Whether `where NOT x="a"` drops results without x, as three-valued logic has it. The manual leaves it open.
 */
const NOT_IS_THREE_VALUED = true;

/** An expression of eval or where, typed and with its conversions written out. A condition has type boolean. */
export function lowerEval(expr: EvalExpr, scope: Scope): Expr {
  switch (expr.kind) {
    case 'EvalField':
      return expr.name === 'null' && !expr.isQuoted ? lowerBareNull(scope) : resolveField(scope, expr.name);
    case 'EvalDotted':
      return lowerDotted(expr, scope);
    case 'EvalString':
      return text(expr.value);
    case 'EvalNumber':
      return number(expr.value);
    case 'EvalUnary':
      if (expr.operator === '-') return negate(lowerValue(expr.operand, scope));
      return negation(lowerCondition(expr.operand, scope));
    case 'EvalBinary':
      return lowerBinary(expr, scope);
    case 'EvalIn':
      return isIn(
        lowerValue(expr.operand, scope),
        expr.values.map((value) => lowerValue(value, scope)),
      );
    case 'EvalCall':
      return lowerCall(expr, scope);
    case 'EvalSubsearch':
      return fail('SPL303', 'karst runs subsearches in the expressions of eval and where alone', expr.span);
    default:
      return assertNever(expr);
  }
}

/** An expression that must be a condition. @throws SPL201 */
export function lowerCondition(expr: EvalExpr, scope: Scope): Expr {
  return asCondition(lowerEval(expr, scope), expr);
}

function asCondition(lowered: Expr, expr: EvalExpr): Expr {
  if (lowered.type === 'boolean') return lowered;
  if (isNothing(lowered)) return nothing('boolean');
  return fail('SPL201', 'expected a condition, found a value', expr.span, 'compare it with something');
}

/** An expression that must be a value. @throws SPL201 */
export function lowerValue(expr: EvalExpr, scope: Scope): Expr {
  return asValue(lowerEval(expr, scope), expr);
}

function asValue(lowered: Expr, expr: EvalExpr): Expr {
  if (lowered.type !== 'boolean') return lowered;
  const hint = 'wrap it in if(…, "true", "false") or tostring(…)';
  return fail('SPL201', 'expected a value, found a condition', expr.span, hint);
}

/** A bare `null` is a field that results hardly ever have; ahead of the data it is not asked for. */
function lowerBareNull(scope: Scope): Expr {
  return scope.schema.isOpen ? nothing() : resolveField(scope, 'null');
}

function negation(condition: Expr): Expr {
  return NOT_IS_THREE_VALUED ? not(condition) : not(isTrue(condition));
}

/** A bare `a.b`: the field of that name where the result has one, else the parts joined. */
function lowerDotted(expr: Extract<EvalExpr, { kind: 'EvalDotted' }>, scope: Scope): Expr {
  const joined = concat(...expr.parts.map((part) => resolveField(scope, part)));
  if (!knowsField(scope, expr.name)) return joined;
  const whole = resolveField(scope, expr.name);
  return isNothing(joined) ? whole : coalesce(...unify([whole, joined]));
}

type Binary = Extract<EvalExpr, { kind: 'EvalBinary' }>;

/** Operators of one level lean to the left: the chain is walked by a loop, since it may be long. */
function lowerBinary(expr: Binary, scope: Scope): Expr {
  const chain: Binary[] = [];
  let innermost: EvalExpr = expr;
  for (; innermost.kind === 'EvalBinary'; innermost = innermost.left) chain.push(innermost);
  let lowered = lowerEval(innermost, scope);
  while (chain.length > 0) {
    const node = chain.pop() ?? expr;
    const next = chain.at(-1);
    if (node.operator !== 'AND' && node.operator !== 'OR') {
      lowered = checkSize(combine(node, lowered, scope), node);
      continue;
    }
    // A run of ANDs or of ORs is one condition.
    const terms = [asCondition(lowered, node.left), lowerCondition(node.right, scope)];
    for (let more = next; more?.operator === node.operator; more = chain.at(-1)) {
      chain.pop();
      terms.push(lowerCondition(more.right, scope));
    }
    lowered = node.operator === 'AND' ? and(...terms) : or(...terms);
  }
  return lowered;
}

function combine(node: Binary, lowered: Expr, scope: Scope): Expr {
  const { operator } = node;
  if (operator === 'AND' || operator === 'OR' || operator === 'XOR') {
    return logic(operator, asCondition(lowered, node.left), lowerCondition(node.right, scope));
  }
  const left = asValue(lowered, node.left);
  const right = lowerValue(node.right, scope);
  switch (operator) {
    case '+':
      return plus(left, right);
    case '*':
      return multiply(left, right, [node.left, node.right]);
    case '-':
    case '/':
    case '%':
      return arithmetic(operator, left, right);
    case '.':
      return concat(left, right);
    case 'LIKE':
      return isLike(left, right);
    default:
      return compare(operator, left, right);
  }
}

function logic(operator: 'AND' | 'OR' | 'XOR', left: Expr, right: Expr): Expr {
  if (operator === 'AND') return and(left, right);
  if (operator === 'OR') return or(left, right);
  return or(and(left, not(right)), and(not(left), right));
}

/** Parts that an expression of the plan may have, and how deep they may nest: whoever reads it is recursive. */
const SIZE_LIMIT = 20_000;
const DEPTH_LIMIT = 500;

/** @throws SPL303 where an expression grows out of hand: some functions read an argument twice */
function checkSize(lowered: Expr, node: EvalExpr): Expr {
  let left = SIZE_LIMIT;
  const fits = (expr: Expr, depth: number): boolean => {
    if (--left < 0 || depth > DEPTH_LIMIT) return false;
    if (expr.kind === 'Lambda') return fits(expr.body, depth + 1);
    return expr.kind !== 'Call' || expr.args.every((arg) => fits(arg, depth + 1));
  };
  if (fits(lowered, 0)) return lowered;
  return fail('SPL303', 'the expression is too large', node.span, 'divide it over several fields');
}

function lowerCall(node: Node<'EvalCall', { name: string; args: readonly EvalExpr[] }>, scope: Scope): Expr {
  const lower = EVAL_LOWERINGS.get(node.name);
  if (lower === undefined) return fail('SPL302', `karst does not run ${node.name}() yet`, node.span);
  return checkSize(lower(functionCall(node, scope)), node);
}

function functionCall(node: FunctionCall['node'], scope: Scope): FunctionCall {
  const argument = (index: number): EvalExpr =>
    node.args[index] ?? fail('SPL108', `${node.name}() lacks an argument`, node.span);
  const value = (index: number) => lowerValue(argument(index), scope);
  const call: FunctionCall = {
    node,
    scope,
    count: node.args.length,
    any: (index) => lowerEval(argument(index), scope),
    value,
    values: (from = 0) => node.args.slice(from).map((arg) => lowerValue(arg, scope)),
    text: (index) => asText(value(index)),
    number: (index) => asNumber(value(index)),
    multi: (index) => asMulti(value(index)),
    condition: (index) => lowerCondition(argument(index), scope),
    literal: (index) => {
      const lowered = convertTo('text', value(index));
      if (lowered.kind === 'Literal' && lowered.value !== null) return String(lowered.value);
      const message = `karst runs ${node.name}() only with a literal as argument ${index + 1}`;
      return fail('SPL302', message, argument(index).span);
    },
    inScope: (index, inner) => lowerEval(argument(index), inner),
    fail: (code, message, index, hint) =>
      fail(code, message, index === undefined ? node.span : argument(index).span, hint),
  };
  return call;
}
