import { Problem } from '../../shared/problem.ts';
import type { EvalExpr, MacroDefinition } from '../ast.ts';
import { parseEval } from '../parse/fragments.ts';

type Value = string | number | boolean | null;

/**
 * The text that an eval macro stands for: its definition, an eval expression over constants, computed.
 *
 * @throws SPL118 where the definition needs more than constants or gives no text; what `parseEval` throws
 * Source: Splunk Knowledge Manager Manual, Define search macros.
 */
export function evaluateDefinition(macro: MacroDefinition, definition: string): string {
  const value = compute(parseEval(definition), macro);
  if (typeof value === 'string') return value;
  throw refusal(macro, `gives ${value === null ? 'NULL' : `a ${typeof value}`}, not a text`);
}

function refusal(macro: MacroDefinition, why: string): Problem {
  return new Problem('SPL118', `the eval definition of the macro "${macro.name}" ${why}`);
}

function compute(expr: EvalExpr, macro: MacroDefinition): Value {
  switch (expr.kind) {
    case 'EvalString':
    case 'EvalNumber':
      return expr.value;
    case 'EvalUnary':
      return unary(expr.operator, compute(expr.operand, macro));
    case 'EvalBinary':
      return binary(expr.operator, compute(expr.left, macro), compute(expr.right, macro), macro);
    case 'EvalIn': {
      const operand = compute(expr.operand, macro);
      return expr.values.some((item) => compute(item, macro) === operand);
    }
    case 'EvalCall':
      return call(expr.name, expr.args, macro);
    case 'EvalSubsearch':
      throw refusal(macro, 'has a subsearch');
    default:
      throw refusal(macro, `reads the field "${expr.name}": an eval macro has no results to read from`);
  }
}

function unary(operator: '-' | 'NOT', value: Value): Value {
  if (operator === '-') return typeof value === 'number' ? -value : null;
  return typeof value === 'boolean' ? !value : null;
}

function binary(operator: string, left: Value, right: Value, macro: MacroDefinition): Value {
  if (left === null || right === null) return null;
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    if (operator === 'AND') return left && right;
    if (operator === 'OR') return left || right;
    if (operator === 'XOR') return left !== right;
  }
  if (operator === '.') return `${left}${right}`;
  if (operator === '=') return String(left) === String(right);
  if (operator === '!=') return String(left) !== String(right);
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  if (typeof left === 'number' && typeof right === 'number') return arithmetic(operator, left, right, macro);
  throw refusal(macro, `uses "${operator}" on values that it cannot be computed for`);
}

function arithmetic(operator: string, left: number, right: number, macro: MacroDefinition): Value {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
    case '%':
      return right === 0 ? null : left % right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      throw refusal(macro, `uses "${operator}" on numbers`);
  }
}

/** The functions that macros choose and build their text with; any other would need the engine. */
function call(name: string, args: readonly EvalExpr[], macro: MacroDefinition): Value {
  const value = (index: number): Value => {
    const arg = args[index];
    return arg === undefined ? null : compute(arg, macro);
  };
  switch (name) {
    case 'if':
      return value(0) === true ? value(1) : value(2);
    case 'case':
      for (let index = 0; index < args.length; index += 2) if (value(index) === true) return value(index + 1);
      return null;
    case 'coalesce':
      return args.map((_, index) => value(index)).find((found) => found !== null) ?? null;
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    case 'isnull':
      return value(0) === null;
    case 'isnotnull':
      return value(0) !== null;
    case 'tostring':
      return args.length === 1 ? text(value(0), String) : unsupported(macro, name);
    case 'lower':
      return text(value(0), (found) => found.toLowerCase());
    case 'upper':
      return text(value(0), (found) => found.toUpperCase());
    case 'trim':
      return args.length === 1 ? text(value(0), (found) => found.trim()) : unsupported(macro, name);
    case 'len':
      return text(value(0), (found) => [...found].length);
    default:
      return unsupported(macro, name);
  }
}

function text(value: Value, transform: (found: string) => Value): Value {
  return value === null ? null : transform(String(value));
}

function unsupported(macro: MacroDefinition, name: string): never {
  throw refusal(macro, `calls ${name}(), which is not computed before the search runs`);
}
