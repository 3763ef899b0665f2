import type { EvalExpr } from '../ast.ts';
import type { Named, Plan } from '../ir.ts';
import { extend, select } from './build.ts';
import type { PlanContext } from './context.ts';
import { lowerValue } from './eval.ts';
import { fail } from './fail.ts';
import { addLookup } from './lookup.ts';
import { knownLookup } from './lookup-use.ts';
import { findColumn, isInternal, visibleColumns } from './schema.ts';

type Call = Extract<EvalExpr, { kind: 'EvalCall' }>;

/** Results with what an expression looks up, in columns of their own, and the expression that reads these. */
export interface LookedUp {
  readonly plan: Plan;
  readonly expr: EvalExpr;
  /** The same results without those columns. */
  without(plan: Plan): Plan;
}

/** Functions that have an expression for each value of a field: what they look up is not known beforehand. */
const FOR_EACH_VALUE = new Set(['mvmap', 'mvfilter', 'mvfind', 'map', 'filter', 'reduce', 'all', 'any']);

/**
 * Runs the calls of lookup() in an expression. A row that matches is a JSON object of the outputs, a list where several
 * rows match; no match is NULL.
 *
 * @throws SPL203 for an unknown lookup, SPL302 for keys and outputs that are not written out
 * Source: Splunk Search Reference, Comparison and Conditional functions, lookup.
 */
export async function withLookups(input: Plan, expr: EvalExpr, context: PlanContext): Promise<LookedUp> {
  let plan = input;
  const added: string[] = [];
  const fresh = (hint: string): string => {
    let name = `lookup() ${hint}`;
    for (let count = 2; findColumn(plan.schema, name) !== undefined || added.includes(name); count++) {
      name = `lookup() ${hint} ${count}`;
    }
    added.push(name);
    return name;
  };
  const change = async (part: EvalExpr): Promise<EvalExpr> => {
    if (part.kind === 'EvalCall' && part.name === 'lookup') {
      const found = await lookedUp(plan, part, fresh, context);
      plan = found.plan;
      return found.expr;
    }
    return await changeParts(part, change);
  };
  const changed = await change(expr);
  return { plan, expr: changed, without: (results) => (added.length === 0 ? results : leaveOut(results, added)) };
}

/** One after the other: each lookup works on what the one before it gave. */
async function changeParts(expr: EvalExpr, change: (part: EvalExpr) => Promise<EvalExpr>): Promise<EvalExpr> {
  const all = async (parts: readonly EvalExpr[]): Promise<readonly EvalExpr[]> => {
    const changed: EvalExpr[] = [];
    for (const part of parts) changed.push(await change(part));
    return changed;
  };
  switch (expr.kind) {
    case 'EvalUnary':
      return { ...expr, operand: await change(expr.operand) };
    case 'EvalBinary': {
      const left = await change(expr.left);
      return { ...expr, left, right: await change(expr.right) };
    }
    case 'EvalIn':
      return { ...expr, operand: await change(expr.operand), values: await all(expr.values) };
    case 'EvalCall':
      return FOR_EACH_VALUE.has(expr.name) ? expr : { ...expr, args: await all(expr.args) };
    default:
      return expr;
  }
}

async function lookedUp(
  input: Plan,
  node: Call,
  fresh: (hint: string) => string,
  context: PlanContext,
): Promise<{ readonly plan: Plan; readonly expr: EvalExpr }> {
  const [table, keys, outputs] = node.args;
  const name = textOf(table, node, 'the name of the lookup');
  const known = knownLookup({ kind: 'FieldName', name, isQuoted: true, span: table?.span ?? node.span }, context);
  const scope = { context, schema: input.schema };
  const given = partsOf(keys, 'json_object', node);
  const pairs = given.flatMap((part, at) => {
    const value = given[at + 1];
    if (at % 2 === 1 || value === undefined) return [];
    return [{ column: textOf(part, node, 'a column'), field: fresh('key'), expr: lowerValue(value, scope) }];
  });
  const [first] = pairs;
  if (first === undefined) return fail('SPL302', 'lookup() needs a column and a value to look up', node.span, HINT);
  const columns = outputs === undefined ? otherColumns(known.schema.columns, pairs) : columnsOf(outputs, node);
  const found = columns.map((column) => ({ column, field: fresh('output') }));
  const hit = { column: first.column, field: fresh('match') };
  const keyed = extend(
    input,
    pairs.map(({ field, expr }): Named => ({ name: field, expr })),
  );
  const use = { name, table: known, keys: pairs, outputs: [...found, hit], keepsExisting: false };
  return { plan: await addLookup(keyed, use, context), expr: objectOf(found, hit.field, node) };
}

const HINT = 'write lookup("table", json_object("column", field), json_array("output"))';

function partsOf(part: EvalExpr | undefined, name: string, node: Call): readonly EvalExpr[] {
  if (part?.kind === 'EvalCall' && part.name === name) return part.args;
  return fail('SPL302', `karst runs lookup() where ${name}() is written out in it`, part?.span ?? node.span, HINT);
}

function columnsOf(part: EvalExpr, node: Call): readonly string[] {
  return partsOf(part, 'json_array', node).map((column) => textOf(column, node, 'a column'));
}

function textOf(part: EvalExpr | undefined, node: Call, what: string): string {
  if (part?.kind === 'EvalString') return part.value;
  return fail('SPL302', `karst runs lookup() where ${what} is a text`, part?.span ?? node.span, HINT);
}

function otherColumns(columns: readonly { readonly name: string }[], keys: readonly { readonly column: string }[]) {
  const known = new Set(keys.map(({ column }) => column));
  return columns.map(({ name }) => name).filter((name) => !known.has(name) && !isInternal(name));
}

/** `if(isnotnull(match), json_object("column", output, …), null())` */
function objectOf(outputs: readonly { column: string; field: string }[], hit: string, { span }: Call): EvalExpr {
  const field = (name: string): EvalExpr => ({ kind: 'EvalField', name, isQuoted: true, span });
  const calls = (name: string, ...args: readonly EvalExpr[]): EvalExpr => ({ kind: 'EvalCall', name, args, span });
  const members = outputs.flatMap(({ column, field: name }): EvalExpr[] => {
    return [{ kind: 'EvalString', value: column, span }, field(name)];
  });
  return calls('if', calls('isnotnull', field(hit)), calls('json_object', ...members), calls('null'));
}

function leaveOut(plan: Plan, names: readonly string[]): Plan {
  const kept = visibleColumns(plan.schema).map(({ name }) => name);
  return select(
    plan,
    kept.filter((name) => !names.includes(name)),
    plan.schema.isOpen,
  );
}
