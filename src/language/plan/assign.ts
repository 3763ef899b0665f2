import type { Assignment } from '../ast.ts';
import { type Expr, isHidden, type Named, type Plan } from '../ir.ts';
import { concat } from './arithmetic.ts';
import { aggregate, extend, filter } from './build.ts';
import type { PlanContext } from './context.ts';
import { asText, unify } from './convert.ts';
import { lowerValue } from './eval.ts';
import { withLookups } from './eval-lookups.ts';
import { call, choose, isNotNull, text } from './expr.ts';
import { fail } from './fail.ts';
import { optimise } from './optimise.ts';
import { fieldOf } from './schema.ts';
import { resolveField, type Scope } from './scope.ts';

/** Fields that one assignment with a computed name may create. */
const NAMES_LIMIT = 1000;

/** `target=expression` of eval. @throws SPL201 for a condition, SPL303 where a computed name gives too many fields */
export async function assign(given: Plan, node: Assignment, context: PlanContext): Promise<Plan> {
  const { plan: input, expr, without } = await withLookups(given, node.value, context);
  const scope: Scope = { context, schema: input.schema };
  const value = lowerValue(expr, scope);
  const parts = targetParts(node.target.name, scope);
  if (parts === undefined) return without(extend(input, [{ name: node.target.name, expr: value }]));
  return without(await assignComputed(input, asText(concat(...parts)), value, node, context));
}

/** The pieces of a target name that holds `{field}`; undefined for a plain name. `{}` is part of a name. */
function targetParts(name: string, scope: Scope): readonly Expr[] | undefined {
  if (!/\{[^{}]+\}/.test(name)) return undefined;
  return name
    .split(/(\{[^{}]+\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{.+\}$/.test(part) ? resolveField(scope, part.slice(1, -1)) : text(part)));
}

/** The names depend on the results: they are looked up first. A result whose name is NULL stays as it is. */
async function assignComputed(
  input: Plan,
  target: Expr,
  value: Expr,
  node: Assignment,
  context: PlanContext,
): Promise<Plan> {
  const kept = await context.environment.stage(optimise(input));
  if (context.environment.isAheadOfData === true) return { ...kept, schema: { ...kept.schema, isOpen: true } };
  const grouped = aggregate(filter(kept, isNotNull(target)), [{ name: 'name', expr: target }], []);
  const found = await context.environment.rows(optimise(grouped));
  // Names of the planner's own columns are none that a field can have.
  const names = found.map((row) => String(row['name'])).filter((name) => !isHidden(name));
  if (names.length > NAMES_LIMIT) {
    const message = `"${node.target.name}" stands for ${names.length} fields, at most ${NAMES_LIMIT} are possible`;
    fail('SPL303', message, node.span);
  }
  return extend(
    kept,
    names.map((name): Named => {
      const [then, otherwise] = unify([value, fieldOf(kept.schema, name)]);
      const isTarget = call('textEquals', 'boolean', target, text(name));
      return { name, expr: choose(isTarget, then ?? value, otherwise ?? value) };
    }),
  );
}
