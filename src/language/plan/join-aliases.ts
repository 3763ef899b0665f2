import type { Named, Plan } from '../ir.ts';
import { extend, project } from './build.ts';
import type { PlanContext } from './context.ts';
import { column } from './expr.ts';
import { type JoinOptions, joinResults } from './join.ts';
import { withKnownFields } from './kept.ts';
import { fieldOf, isInternal, visibleColumns } from './schema.ts';
import { wholeValue } from './whole-value.ts';

/** The sides of a join by name, and the pairs of fields that must be equal. */
export interface JoinAliases {
  readonly left: string;
  readonly right: string;
  readonly pairs: readonly { readonly left: string; readonly right: string }[];
}

/**
 * Joins results over fields that have other names on either side. Fields come out under the alias of their side:
 * `L.user`; internal ones are those of the left side.
 *
 * Source: Splunk Search Reference, join.
 */
export async function joinAliased(
  left: Plan,
  right: Plan,
  aliases: JoinAliases,
  options: Omit<JoinOptions, 'keys'>,
  context: PlanContext,
): Promise<Plan> {
  const keys = aliases.pairs.map((_, index) => `<<KEY ${index + 1}>>`);
  const sides = await Promise.all(
    (['left', 'right'] as const).map(async (which) => {
      const known = await withKnownFields(which === 'left' ? left : right, context);
      const names = aliases.pairs.map((pair) => pair[which]);
      const compared = extend(
        known,
        names.map((name, index) => ({ name: keys[index] ?? '', expr: wholeValue(fieldOf(known.schema, name)) })),
      );
      return prefixed(compared, aliases[which], new Set(keys), which === 'right' && options.time === undefined);
    }),
  );
  const [first = left, second = right] = sides;
  const joined = joinResults(first, second, { ...options, keys });
  const shown = visibleColumns(joined.schema).filter(({ name }) => !keys.includes(name));
  return project(
    joined,
    shown.map(({ name, type }) => ({ name, expr: column(name, type) })),
    joined.schema.isOpen,
  );
}

/** The same results with the alias and a dot before the names of their fields, but for keys and internal fields. */
function prefixed(plan: Plan, alias: string, keys: ReadonlySet<string>, dropsInternal: boolean): Plan {
  const columns = visibleColumns(plan.schema).flatMap(({ name, type }): Named[] => {
    if (dropsInternal && isInternal(name)) return [];
    const isKept = keys.has(name) || isInternal(name);
    return [{ name: isKept ? name : `${alias}.${name}`, expr: column(name, type) }];
  });
  return project(plan, columns, plan.schema.isOpen);
}
