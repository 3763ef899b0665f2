import type { EvalExpr } from '../ast.ts';
import type { Expr } from '../ir.ts';
import { concat } from '../plan/arithmetic.ts';
import { asNumber, asText } from '../plan/convert.ts';
import { boolean, call, choose, coalesce, isNothing, isNotNull, isNull, isTrue, nothing, text } from '../plan/expr.ts';
import type { FunctionCall, FunctionTable, LowerFunction } from './define.ts';

/**
 * JSON functions, and the conversions and tests of types that concern JSON. A value is JSON where a JSON function makes
 * it; a text that only looks like JSON is a text, and json() makes a value of it. Fields count as numbers where their
 * text is one.
 *
 * Source: Splunk Search Reference, JSON functions, Conversion functions, Informational functions.
 */
export const JSON_FUNCTIONS: FunctionTable = {
  json: (args) => apply(args.text(0), 'parse'),
  json_valid: (args) => {
    const value = args.text(0);
    return choose(isNull(value), nothing('boolean'), isNotNull(apply(value, 'parse')));
  },
  json_object: (args) => json('{', members(args), '}'),
  json_array: (args) =>
    jsonList(
      args.node.args.map((_, index) => args.any(index)),
      jsonArguments(args, 0),
    ),
  json_extract: (args) => apply(args.text(0), 'extract', texts(args)),
  json_extract_exact: (args) => apply(args.text(0), 'extractExact', texts(args)),
  json_keys: (args) => apply(args.text(0), 'keys'),
  json_entries: (args) => apply(args.text(0), 'entries'),
  json_has_key_exact: (args) => call('textEquals', 'boolean', apply(args.text(0), 'hasKey', texts(args)), text('true')),
  json_set: edit('set'),
  json_set_exact: edit('setExact'),
  json_append: edit('append'),
  json_extend: edit('extend'),
  json_delete: (args) => apply(args.text(0), 'delete', texts(args)),
  json_array_to_mv: (args) => call('jsonValues', 'multi', args.text(0), text(isChosen(args) ? 'quoted' : 'plain')),
  mv_to_json_array: (args) => multiToJson(args),
  isarray: (args) => isType(args, 'array'),
  isobject: (args) => isType(args, 'object'),
  tojson: (args) => (isChosen(args) ? jsonOf(args.any(0)) : call('jsonOf', 'text', args.any(0))),
  toarray: (args) => {
    const value = args.value(0);
    if (isNothing(value)) return nothing();
    if (value.type === 'multi') return call('jsonOf', 'text', value);
    return choose(isNull(value), nothing(), choose(hasType(value, 'array'), asText(value), jsonList([value])));
  },
  toobject: (args) => {
    const value = args.text(0);
    return choose(hasType(value, 'object'), value, nothing());
  },
  tomv: (args) => {
    const value = args.value(0);
    if (value.type === 'multi' || isNothing(value)) return value;
    return coalesce(call('jsonValues', 'multi', asText(value), text('plain')), call('multi', 'multi', asText(value)));
  },
};

/** Functions whose result is JSON; the results of the others are texts. */
const MAKES_JSON: ReadonlySet<string> = new Set([
  'json',
  'json_object',
  'json_array',
  'json_keys',
  'json_entries',
  'json_set',
  'json_set_exact',
  'json_append',
  'json_extend',
  'json_delete',
  'mv_to_json_array',
  'tojson',
  'toarray',
  'toobject',
]);

/** Functions whose result has the type of what they find. */
const EXTRACTS: ReadonlySet<string> = new Set(['json_extract', 'json_extract_exact']);

/** Values as a JSON list; `elements` tells how they are written. */
export function jsonList(values: readonly Expr[], elements: readonly Expr[] = values.map(plainJson)): Expr {
  return json('[', elements, ']');
}

function json(open: string, elements: readonly Expr[], close: string): Expr {
  const parts = elements.flatMap((element, index) => (index === 0 ? [element] : [text(','), element]));
  return concat(text(open), ...parts, text(close));
}

function plainJson(value: Expr): Expr {
  return literalJson(value) ?? call('jsonOf', 'text', value);
}

/** A value as JSON: what a field holds is a number where it looks like one. */
function jsonOf(value: Expr): Expr {
  const known = literalJson(value);
  if (known !== undefined) return known;
  if (value.type !== 'text') return call('jsonOf', 'text', value);
  return coalesce(asText(asNumber(value)), call('jsonOf', 'text', value));
}

function literalJson(value: Expr): Expr | undefined {
  return value.kind === 'Literal' ? text(JSON.stringify(value.value)) : undefined;
}

function jsonArgument(args: FunctionCall, node: EvalExpr | undefined, index: number): Expr {
  const value = args.any(index);
  const name = node?.kind === 'EvalCall' ? node.name : '';
  if (EXTRACTS.has(name)) return extracted(value);
  return MAKES_JSON.has(name) ? coalesce(asText(value), text('null')) : jsonOf(value);
}

/** What was extracted, with the type that it has in its document. */
function extracted(value: Expr): Expr {
  if (value.kind !== 'Call' || value.fn !== 'jsonApply') return jsonOf(value);
  const [document, operation, list] = value.args;
  if (document === undefined || operation?.kind !== 'Literal') return jsonOf(value);
  return coalesce(apply(document, `${operation.value}AsJson`, list), text('null'));
}

function jsonArguments(args: FunctionCall, from: number): readonly Expr[] {
  return args.node.args.slice(from).map((node, index) => jsonArgument(args, node, from + index));
}

/** `"key":value` of each pair; a key that is NULL makes the whole NULL. */
function members(args: FunctionCall): readonly Expr[] {
  const found: Expr[] = [];
  for (let index = 0; index + 1 < args.count; index += 2) {
    const key = args.text(index);
    const value = jsonArgument(args, args.node.args[index + 1], index + 1);
    const name = key.kind === 'Literal' ? plainJson(key) : choose(isNull(key), nothing(), plainJson(key));
    found.push(concat(name, text(':'), value));
  }
  return found;
}

function apply(value: Expr, operation: string, list: Expr = text('[]')): Expr {
  return isNothing(value) ? nothing() : call('jsonApply', 'text', value, text(operation), list);
}

/** The arguments behind the first one as a list of texts. */
function texts(args: FunctionCall): Expr {
  return jsonList(args.values(1).map(asText));
}

/** Pairs of a place and its new value. */
function edit(operation: string): LowerFunction {
  return (args) => {
    if (args.count % 2 === 0) args.fail('SPL108', `${args.node.name}() takes pairs of a path and a value`);
    const values = jsonArguments(args, 1);
    const list = values.map((value, index) => (index % 2 === 0 ? plainJson(args.text(index + 1)) : value));
    return apply(args.text(0), operation, jsonList([], list));
  };
}

/** Whether the second argument is true(). */
function isChosen(args: FunctionCall): boolean {
  if (args.count < 2) return false;
  const choice = args.condition(1);
  if (choice.kind === 'Literal') return choice.value === true;
  return args.fail('SPL302', `karst runs ${args.node.name}() with true() or false() as argument 2`, 1);
}

/** A list of strings, or of what they look like where types are to be inferred. */
function multiToJson(args: FunctionCall): Expr {
  const value = args.multi(0);
  const list = call('jsonOf', 'text', value);
  const typed = isChosen(args) ? call('jsonApply', 'text', list, text('inferTypes'), text('[]')) : list;
  return choose(isNull(value), nothing(), typed);
}

function hasType(value: Expr, name: 'array' | 'object'): Expr {
  if (isNothing(value)) return boolean(false);
  return isTrue(call('textEquals', 'boolean', apply(asText(value), 'type'), text(name)));
}

function isType(args: FunctionCall, name: 'array' | 'object'): Expr {
  const value = args.any(0);
  return value.type === 'boolean' ? boolean(false) : hasType(value, name);
}
