import type { Expr, FunctionName } from '../../../src/language/index.ts';
import { STRICT } from './functions.ts';
import type { Cell, Cells } from './values.ts';

/** The value of an expression in a row; it must have the type that the expression says. */
export function evaluate(expr: Expr, row: Cells): Cell {
  const cell = valueOfExpr(expr, row);
  const actual = typeof cell === 'string' ? 'text' : Array.isArray(cell) ? 'multi' : typeof cell;
  if (cell !== null && actual !== expr.type)
    throw new Error(`a ${expr.type} expression gives ${actual}: ${JSON.stringify(expr)}`);
  return cell;
}

function valueOfExpr(expr: Expr, row: Cells): Cell {
  switch (expr.kind) {
    case 'Column':
      return row.get(expr.name) ?? null;
    case 'Literal':
      return expr.value;
    case 'Call':
      return apply(expr.fn, expr.args, row);
    case 'Lambda':
      throw new Error('a lambda has no value');
  }
}

function apply(fn: FunctionName, args: readonly Expr[], row: Cells): Cell {
  const value = (index: number): Cell => (args[index] === undefined ? null : evaluate(args[index], row));
  switch (fn) {
    case 'and':
      return junction(args, row, false);
    case 'or':
      return junction(args, row, true);
    case 'not':
      return value(0) === null ? null : value(0) !== true;
    case 'isTrue':
      return value(0) === true;
    case 'isNull':
      return value(0) === null;
    case 'isNotNull':
      return value(0) !== null;
    case 'if':
      return value(value(0) === true ? 1 : 2);
    case 'case':
      return choose(args, row);
    case 'coalesce':
      return args.map((arg) => evaluate(arg, row)).find((cell) => cell !== null) ?? null;
    case 'multi':
      return list(args.flatMap((arg) => valuesOf(evaluate(arg, row))));
    case 'greatestNumber':
    case 'leastNumber':
      return extreme(
        fn,
        args.map((arg) => evaluate(arg, row)),
      );
    case 'jsonOf':
      return JSON.stringify(value(0));
    case 'anyValue':
    case 'mapValues':
    case 'filterValues':
    case 'multiFind':
      return overValues(fn, args, row);
    default:
      return strict(
        fn,
        args.map((arg) => evaluate(arg, row)),
      );
  }
}

function strict(fn: FunctionName, args: readonly Cell[]): Cell {
  const run = STRICT[fn];
  if (run === undefined) throw new Error(`the interpreter has no function ${fn}`);
  return args.includes(null) ? null : run(...(args as never[]));
}

function junction(args: readonly Expr[], row: Cells, decisive: boolean): Cell {
  const values = args.map((arg) => evaluate(arg, row));
  if (values.includes(decisive)) return decisive;
  return values.includes(null) ? null : !decisive;
}

function choose(args: readonly Expr[], row: Cells): Cell {
  for (let index = 0; index + 1 < args.length; index += 2) {
    const [condition, result] = [args[index], args[index + 1]];
    if (condition !== undefined && result !== undefined && evaluate(condition, row) === true)
      return evaluate(result, row);
  }
  return null;
}

function extreme(fn: 'greatestNumber' | 'leastNumber', values: readonly Cell[]): Cell {
  const numbers = values.filter((cell) => typeof cell === 'number');
  if (numbers.length === 0) return null;
  return fn === 'greatestNumber' ? Math.max(...numbers) : Math.min(...numbers);
}

function overValues(
  fn: 'anyValue' | 'mapValues' | 'filterValues' | 'multiFind',
  args: readonly Expr[],
  row: Cells,
): Cell {
  const [operand, body] = args;
  if (operand === undefined || body?.kind !== 'Lambda') throw new Error(`${fn} takes a list and a lambda`);
  const cell = evaluate(operand, row);
  if (cell === null) return null;
  const values = valuesOf(cell);
  const results = values.map((value) => evaluate(body.body, new Map([...row, [body.parameter, value]])));
  if (fn === 'anyValue') return results.includes(true);
  if (fn === 'multiFind') return results.indexOf(true) === -1 ? null : results.indexOf(true);
  if (fn === 'filterValues') return list(values.filter((_, index) => results[index] === true));
  return list(results.flatMap(valuesOf));
}

export function valuesOf(cell: Cell): readonly string[] {
  if (cell === null) return [];
  return typeof cell === 'object' ? cell : [String(cell)];
}

function list(values: readonly string[]): Cell {
  return values.length === 0 ? null : values;
}
