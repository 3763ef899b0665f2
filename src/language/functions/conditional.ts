import type { Expr } from '../ir.ts';
import { parseSearchExpression } from '../parse/fragments.ts';
import { compare, isIn, isLike } from '../plan/compare.ts';
import { commonType, convertTo, unify } from '../plan/convert.ts';
import { boolean, call, coalesce, isNothing, isNotNull, isNull, not, nothing, text } from '../plan/expr.ts';
import { anyValue } from '../plan/lambda.ts';
import { lowerSearch } from '../plan/search.ts';
import type { FunctionCall, FunctionTable } from './define.ts';
import { regexArguments } from './regex.ts';

/** 15.1 Comparison and conditional functions. */
export const CONDITIONAL: FunctionTable = {
  if: (args) => branches(args, [args.condition(0)], [args.any(1), args.any(2)]),
  case: (args) => pairs(args, (condition) => condition),
  // The first condition that is false; NULL is neither.
  validate: (args) => pairs(args, not),
  coalesce: (args) => coalesce(...unify(args.values())),
  nullif: (args) => {
    const value = args.value(0);
    return branches(args, [compare('=', value, args.value(1))], [nothing(value.type), value]);
  },
  null: () => nothing(),
  true: () => boolean(true),
  false: () => boolean(false),
  isnull: (args) => isNull(args.any(0)),
  isnotnull: (args) => isNotNull(args.any(0)),
  in: (args) => isIn(args.value(0), args.values(1)),
  like: (args) => isLike(args.value(0), args.value(1)),
  match: (args) => matchesRegex(args.value(0), regexArguments(args, 1, 'test')),
  lookup: (args) =>
    args.fail('SPL302', 'karst runs lookup() in eval and where alone', undefined, 'put the command lookup before it'),
  searchmatch: (args) => lowerSearch(parseSearchExpression(args.literal(0)), args.scope),
  cidrmatch: (args) => {
    const network = args.literal(0);
    return anyValue(args.value(1), (value) => call('cidrMatch', 'boolean', convertTo('text', value), text(network)));
  },
};

/** A regular expression found anywhere in the value, in any value of a multivalue. */
function matchesRegex(operand: Expr, { pattern, engine }: { readonly pattern: Expr; readonly engine: Expr }): Expr {
  if (isNothing(operand) || isNothing(pattern)) return nothing('boolean');
  return anyValue(
    operand,
    (value) => call('regexMatch', 'boolean', convertTo('text', value), pattern, engine),
    pattern,
  );
}

function pairs(args: FunctionCall, decide: (condition: Expr) => Expr): Expr {
  const conditions: Expr[] = [];
  const results: Expr[] = [];
  for (let index = 0; index + 1 < args.count; index += 2) {
    conditions.push(decide(args.condition(index)));
    results.push(args.any(index + 1));
  }
  return branches(args, conditions, results);
}

/**
 * The result of the first condition that is true; a result more than conditions is the one for none. Results take their
 * common type; conditions cannot be mixed with values.
 */
function branches(args: FunctionCall, conditions: readonly Expr[], results: readonly Expr[]): Expr {
  const isCondition = results.filter((result) => !isNothing(result)).map((result) => result.type === 'boolean');
  if (isCondition.includes(true) && isCondition.includes(false)) {
    args.fail('SPL201', `${args.node.name}() gives a condition in one case and a value in another`);
  }
  const type = commonType(results);
  const same = results.map((result) => convertTo(type, result));
  const otherwise = same.length > conditions.length ? (same[conditions.length] ?? nothing(type)) : nothing(type);
  return firstTrue(conditions, same, otherwise);
}

function firstTrue(conditions: readonly Expr[], results: readonly Expr[], otherwise: Expr): Expr {
  const kept: Expr[] = [];
  for (const [index, condition] of conditions.entries()) {
    const result = results[index] ?? otherwise;
    if (condition.kind === 'Literal' && condition.value !== true) continue;
    if (condition.kind === 'Literal') return caseOf(kept, result);
    kept.push(condition, result);
  }
  return caseOf(kept, otherwise);
}

function caseOf(pairsOfArgs: readonly Expr[], otherwise: Expr): Expr {
  const [condition, result] = pairsOfArgs;
  if (condition === undefined || result === undefined) return otherwise;
  if (pairsOfArgs.length === 2) return call('if', otherwise.type, condition, result, otherwise);
  const rest = isNothing(otherwise) ? [] : [boolean(true), otherwise];
  return call('case', otherwise.type, ...pairsOfArgs, ...rest);
}
