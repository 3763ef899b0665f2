import type { FieldName } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { project } from './build.ts';
import { isNothing } from './expr.ts';
import { fieldOf, isInternal, visibleColumns } from './schema.ts';

/**
 * The results with no more than the fields that a command reads: those that it names, or all but the internal ones.
 * What the results do not have is left out.
 */
export function fieldsRead(input: Plan, words: readonly FieldName[]): Plan {
  const { schema } = input;
  const all = visibleColumns(schema)
    .map(({ name }) => name)
    .filter((name) => !isInternal(name));
  const names = words.length > 0 ? [...new Set(words.map(({ name }) => name))] : all;
  const columns = names.flatMap((name) => {
    const expr = fieldOf(schema, name);
    return isNothing(expr) ? [] : [{ name, expr }];
  });
  return project(input, columns, words.length === 0 && schema.isOpen);
}
