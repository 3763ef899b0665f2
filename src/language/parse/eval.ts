import type { Assignment, EvalBinaryOperator, EvalExpr, FieldName } from '../ast.ts';
import { evalFunction, evalFunctionNames } from '../functions/names.ts';
import { checkArity, failUnknownFunction } from './call.ts';
import type { Cursor } from './cursor.ts';

const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?!\w)/y;
/** A name, with what stands behind single dots as parts of it; `{}` marks the arrays of JSON. */
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:\{[^{}\s]*\})*(?:\.[\p{L}\p{N}_]+(?:\{[^{}\s]*\})*)*/uy;
const QUOTED_FIELD = /'([^']*)'/y;
const NOT = /NOT(?![\w.])/iy;
const COMPARISON = /==|[!<>]=|[=<>]|(?:LIKE|IN)(?![\w.])/iy;
const LEVELS: readonly { readonly pattern: RegExp; readonly operator: EvalBinaryOperator }[] = [
  { pattern: /XOR(?![\w.])/iy, operator: 'XOR' },
  { pattern: /OR(?![\w.])/iy, operator: 'OR' },
  { pattern: /AND(?![\w.])/iy, operator: 'AND' },
];
const ADDITIVE = /[+\-.]/y;
const OPERAND_END = /[),]|$|(?:AND|OR|XOR)\b/iy;
const MULTIPLICATIVE = /[*/%]/y;

/**
 * Reads an expression of the eval language. Weakest first: XOR, OR, AND, NOT, comparisons, `+ - .`, `* / %`, unary
 * minus; operators of one level group from the left.
 *
 * @throws SPL101, SPL102, SPL105, SPL107, SPL108, SPL109, SPL117
 * Source: Splunk Search Reference, eval.
 */
export function readEvalExpression(cursor: Cursor): EvalExpr {
  return cursor.nested(() => readLogical(cursor, 0));
}

function readLogical(cursor: Cursor, level: number): EvalExpr {
  const rule = LEVELS[level];
  if (rule === undefined) return readNot(cursor);
  const start = cursor.mark();
  let left = readLogical(cursor, level + 1);
  while (cursor.read(rule.pattern) !== undefined) {
    cursor.countOperator();
    const right = readLogical(cursor, level + 1);
    left = { kind: 'EvalBinary', operator: rule.operator, left, right, span: cursor.span(start) };
  }
  return left;
}

function readNot(cursor: Cursor): EvalExpr {
  const start = cursor.mark();
  if (!cursor.read(NOT)) return readComparison(cursor);
  const operand = cursor.nested(() => readNot(cursor));
  return { kind: 'EvalUnary', operator: 'NOT', operand, span: cursor.span(start) };
}

function readComparison(cursor: Cursor): EvalExpr {
  const start = cursor.mark();
  let left = readAdditive(cursor);
  for (let match = cursor.read(COMPARISON); match !== undefined; match = cursor.read(COMPARISON)) {
    cursor.countOperator();
    const operator = match[0].toUpperCase();
    if (operator === 'IN') {
      const values = readArguments(cursor);
      if (values.length === 0) cursor.fail('SPL109', 'IN needs at least one value in its parentheses');
      left = { kind: 'EvalIn', operand: left, values, span: cursor.span(start) };
    } else {
      const right = readComparand(cursor, left);
      left = { kind: 'EvalBinary', operator: comparisonOf(operator), left, right, span: cursor.span(start) };
    }
  }
  return left;
}

/** The right side of a comparison may be negated: `a = NOT b`. */
function readComparand(cursor: Cursor, left: EvalExpr): EvalExpr {
  if (cursor.peekCharacter() === '*') {
    const name = left.kind === 'EvalField' || left.kind === 'EvalDotted' ? left.name : 'field';
    const hint = `expressions have no wildcards: isnotnull(${name}) tells whether it is there, like(${name}, "a%") what it looks like`;
    cursor.failExpected('a value after the comparison', hint);
  }
  return cursor.peek(NOT) ? readNot(cursor) : readAdditive(cursor);
}

function comparisonOf(text: string): EvalBinaryOperator {
  return text === '==' ? '=' : (text as EvalBinaryOperator);
}

function readAdditive(cursor: Cursor): EvalExpr {
  return readLeftGrouped(cursor, ADDITIVE, readMultiplicative);
}

function readMultiplicative(cursor: Cursor): EvalExpr {
  return readLeftGrouped(cursor, MULTIPLICATIVE, readUnary);
}

function readLeftGrouped(cursor: Cursor, pattern: RegExp, readOperand: (cursor: Cursor) => EvalExpr): EvalExpr {
  const start = cursor.mark();
  let left = readOperand(cursor);
  for (let match = cursor.read(pattern); match !== undefined; match = cursor.read(pattern)) {
    cursor.countOperator();
    if (match[0] === '*' && cursor.peek(OPERAND_END)) failWildcard(cursor, left);
    const right = readOperand(cursor);
    left = { kind: 'EvalBinary', operator: match[0] as EvalBinaryOperator, left, right, span: cursor.span(start) };
  }
  return left;
}

/** What was meant as a wildcard, as in `where name=cmd*`, is a product without its second factor. */
function failWildcard(cursor: Cursor, left: EvalExpr): never {
  const word = left.kind === 'EvalField' || left.kind === 'EvalDotted' ? left.name : 'text';
  cursor.failExpected('a factor after "*"', `expressions have no wildcards: like(field, "${word}%") matches a pattern`);
}

function readUnary(cursor: Cursor): EvalExpr {
  const start = cursor.mark();
  if (!cursor.symbol('-')) return readPrimary(cursor);
  const operand = cursor.nested(() => readUnary(cursor));
  return { kind: 'EvalUnary', operator: '-', operand, span: cursor.span(start) };
}

function readPrimary(cursor: Cursor): EvalExpr {
  const start = cursor.mark();
  if (cursor.symbol('(')) return closeGroup(cursor, start);
  if (cursor.atSubsearch()) {
    const pipeline = cursor.subsearch();
    return { kind: 'EvalSubsearch', pipeline, span: cursor.span(start) };
  }
  const string = cursor.string();
  if (string !== undefined) return { kind: 'EvalString', value: string, span: cursor.span(start) };
  const number = cursor.read(NUMBER)?.[0];
  if (number !== undefined) {
    return { kind: 'EvalNumber', value: Number(number), text: number, span: cursor.span(start) };
  }
  const quoted = cursor.read(QUOTED_FIELD);
  if (quoted !== undefined) {
    return { kind: 'EvalField', name: quoted[1] ?? '', isQuoted: true, span: cursor.span(start) };
  }
  return readNamed(cursor);
}

function closeGroup(cursor: Cursor, open: number): EvalExpr {
  const inner = readEvalExpression(cursor);
  if (cursor.atEnd()) cursor.failUnclosed(open);
  if (!cursor.symbol(')')) cursor.failExpected('an operator or ")"');
  return inner;
}

/** A field, a dotted name or a call. */
function readNamed(cursor: Cursor): EvalExpr {
  const start = cursor.mark();
  const name = cursor.peek(NAME)?.[0];
  if (name === undefined) {
    if (cursor.peekCharacter() === "'") {
      const hint = 'single quotes hold the name of a field; a text stands in double quotes';
      cursor.fail('SPL101', "a field name that begins with ' here is never closed", { start, end: start + 1 }, hint);
    }
    return cursor.failExpected('a value, a field or a function');
  }
  const dot = name.lastIndexOf('.');
  const isCall = /\s*\(/y;
  isCall.lastIndex = start + name.length;
  if (isCall.test(cursor.text)) {
    // `a.upper(b)` joins a to the call: a function's name has no dot.
    if (dot === -1) return readCall(cursor, name);
    return readName(cursor, name.slice(0, dot));
  }
  return readName(cursor, name);
}

function readName(cursor: Cursor, name: string): EvalExpr {
  const start = cursor.mark();
  cursor.advance(name.length);
  const span = cursor.span(start);
  if (!name.includes('.') || name.includes('{')) return { kind: 'EvalField', name, isQuoted: false, span };
  return { kind: 'EvalDotted', name, parts: name.split('.'), span };
}

function readCall(cursor: Cursor, name: string): EvalExpr {
  const start = cursor.mark();
  cursor.advance(name.length);
  const nameSpan = cursor.span(start);
  const signature = evalFunction(name);
  if (signature === undefined) return failUnknownFunction(cursor, 'eval', name, evalFunctionNames(), nameSpan);
  const args = readArguments(cursor);
  const span = cursor.span(start);
  checkArity(cursor, signature, args.length, span);
  return { kind: 'EvalCall', name: signature.name, args, span };
}

function readArguments(cursor: Cursor): EvalExpr[] {
  const open = cursor.mark();
  cursor.expectSymbol('(');
  const args: EvalExpr[] = [];
  if (cursor.symbol(')')) return args;
  do args.push(readEvalExpression(cursor));
  while (cursor.symbol(','));
  if (cursor.atEnd()) cursor.failUnclosed(open);
  if (!cursor.symbol(')')) cursor.failExpected('an operator, "," or ")"');
  return args;
}

/**
 * Reads an expression that is all of a command.
 *
 * @throws like `readEvalExpression`
 */
export function readCondition(cursor: Cursor): EvalExpr {
  const condition = readEvalExpression(cursor);
  const hint = cursor.peek(COMPARED) && 'conditions are joined by AND or OR';
  cursor.expectEnd('an operator or the end of the command', hint);
  return condition;
}

/** What looks like another condition, or another assignment, that nothing divides from the one before it. */
const COMPARED = /[\w.'"{}]+\s*(?:[=<>]|!=|LIKE\b|IN\b|\()/iy;
const ASSIGNED = /[^\s"'|[\](),=<>!]+\s*=(?!=)/y;

/** The target of an assignment: bare (dots, braces and the like allowed), or in double or single quotes. */
const TARGET = /[^\s"'|[\](),=<>!]+/y;

function readTarget(cursor: Cursor): FieldName {
  const start = cursor.mark();
  const quoted = cursor.string() ?? cursor.read(QUOTED_FIELD)?.[1];
  if (quoted !== undefined) return { kind: 'FieldName', name: quoted, isQuoted: true, span: cursor.span(start) };
  const name = cursor.read(TARGET)?.[0];
  if (name === undefined) return cursor.failExpected('the name of a field to set');
  return { kind: 'FieldName', name, isQuoted: false, span: cursor.span(start) };
}

/**
 * Reads `target = expression`, and more of them behind commas, to the end of the command.
 *
 * @throws like `readEvalExpression`
 */
export function readAssignments(cursor: Cursor): Assignment[] {
  const assignments: Assignment[] = [];
  do assignments.push(readAssignment(cursor));
  while (cursor.symbol(','));
  const hint = cursor.peek(ASSIGNED) && 'a comma divides assignments';
  cursor.expectEnd('an operator, "," or the end of the command', hint);
  return assignments;
}

function readAssignment(cursor: Cursor): Assignment {
  const start = cursor.mark();
  const target = readTarget(cursor);
  if (!cursor.symbol('=')) cursor.failExpected(`"=" after the field "${target.name}"`);
  if (cursor.text[cursor.position] === '=') cursor.failExpected('an expression', 'eval sets a field with one "="');
  const value = readEvalExpression(cursor);
  return { kind: 'Assignment', target, value, span: cursor.span(start) };
}
