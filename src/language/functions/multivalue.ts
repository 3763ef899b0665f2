import type { EvalExpr } from '../ast.ts';
import type { Expr } from '../ir.ts';
import { asMulti, asText } from '../plan/convert.ts';
import { call, isNothing, isTrue, nothing, number, text } from '../plan/expr.ts';
import { lambda, mapMulti } from '../plan/lambda.ts';
import { resolveField, withValue } from '../plan/scope.ts';
import type { FunctionCall, FunctionTable } from './define.ts';
import { regexArguments } from './regex.ts';

/** 15.5 Multivalue functions. A single value is a multivalue of one; a multivalue without values is NULL. */
export const MULTIVALUE: FunctionTable = {
  mvcount: (args) => call('multiCount', 'number', args.multi(0)),
  mvindex: (args) => index(args),
  mvfilter: (args) => filterValues(args),
  mvmap: (args) => mapValues(args),
  mvappend: (args) => {
    const values = args.values().filter((value) => !isNothing(value));
    return values.length === 0 ? nothing('multi') : call('multi', 'multi', ...values.map(textOrMulti));
  },
  mvjoin: (args) => call('multiJoin', 'text', args.multi(0), args.text(1)),
  mvdedup: (args) => call('multiDistinct', 'multi', args.multi(0)),
  mvsort: (args) => call('multiSort', 'multi', args.multi(0)),
  mvreverse: (args) => call('multiReverse', 'multi', args.multi(0)),
  mvfind: (args) => {
    const { pattern, engine } = regexArguments(args, 1, 'test');
    const operand = args.multi(0);
    const matches = (value: Expr) => call('regexMatch', 'boolean', value, pattern, engine);
    return call('multiFind', 'number', operand, lambda([operand, pattern], matches));
  },
  commands: (args) => call('commandNames', 'multi', args.text(0)),
  mvzip: (args) => call('multiZip', 'multi', args.multi(0), args.multi(1), args.count > 2 ? args.text(2) : text(',')),
  mvrange: (args) => {
    const step = args.count > 2 ? args.number(2) : number(1);
    return call('multiRange', 'multi', args.number(0), args.number(1), step);
  },
};

function textOrMulti(value: Expr): Expr {
  return value.type === 'multi' ? value : asText(value);
}

function index(args: FunctionCall): Expr {
  if (args.count > 2) return call('multiIndex', 'multi', args.multi(0), args.number(1), args.number(2));
  return call('multiItem', 'text', args.multi(0), args.number(1));
}

/** Keeps the values for which a condition on the field is true. */
function filterValues(args: FunctionCall): Expr {
  const name = onlyField(args);
  const operand = asMulti(resolveField(args.scope, name));
  if (isNothing(operand)) return operand;
  const keeps = (value: Expr) => {
    const condition = args.inScope(0, withValue(args.scope, name, value));
    return condition.type === 'boolean' ? isTrue(condition) : args.fail('SPL201', 'mvfilter() takes a condition', 0);
  };
  return call('filterValues', 'multi', operand, lambda([operand], keeps));
}

/** The one field that the condition of mvfilter reads. */
function onlyField(args: FunctionCall): string {
  const names = new Set(args.node.args.flatMap(fieldsRead));
  const [name] = names;
  if (names.size === 1 && name !== undefined) return name;
  return args.fail('SPL201', `mvfilter() takes a condition on exactly one field, found ${names.size}`, 0);
}

function fieldsRead(expr: EvalExpr): string[] {
  switch (expr.kind) {
    case 'EvalField':
    case 'EvalDotted':
      return [expr.name];
    case 'EvalString':
    case 'EvalNumber':
    case 'EvalSubsearch':
      return [];
    case 'EvalUnary':
      return fieldsRead(expr.operand);
    case 'EvalBinary':
      return [...fieldsRead(expr.left), ...fieldsRead(expr.right)];
    case 'EvalIn':
      return [expr.operand, ...expr.values].flatMap(fieldsRead);
    case 'EvalCall':
      return expr.args.flatMap(fieldsRead);
  }
}

/** The expression for each value of the field; a field of single values keeps its shape. */
function mapValues(args: FunctionCall): Expr {
  const [first] = args.node.args;
  if (first === undefined || args.count > 2) return args.fail('SPL302', 'karst runs mvmap() with two arguments');
  const name = first.kind === 'EvalField' || first.kind === 'EvalDotted' ? first.name : undefined;
  const operand = args.value(0);
  if (isNothing(operand)) return nothing('multi');
  const change = (value: Expr): Expr => {
    const inner = name === undefined ? args.scope : withValue(args.scope, name, value);
    const result = args.inScope(1, inner);
    return result.type === 'boolean' ? args.fail('SPL201', 'mvmap() takes a value', 1) : result;
  };
  if (operand.type !== 'multi') return change(operand);
  return mapMulti(operand, (value) => asText(change(value)));
}
