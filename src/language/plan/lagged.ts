import type { NamedWindow, Plan } from '../ir.ts';
import { extend, window } from './build.ts';
import { column, isNothing } from './expr.ts';
import { fieldOf, freshName } from './schema.ts';

/** Adds the values that a field had so many results before; NULL for the first results. */
export function lagged(
  input: Plan,
  field: string,
  lags: readonly { readonly lag: number; readonly output: string }[],
): Plan {
  const value = fieldOf(input.schema, field);
  if (isNothing(value))
    return extend(
      input,
      lags.map(({ output }) => ({ name: output, expr: value })),
    );
  const functions: NamedWindow[] = [];
  for (const { lag } of lags) {
    const name = freshName(`lag ${lag}`, input.schema);
    const frame = { preceding: lag, following: -lag };
    functions.push({ name, type: value.type, fn: 'first', argument: value, frame });
  }
  const outputs = lags.map(({ output }, index) => {
    return { name: output, expr: column(functions[index]?.name ?? output, value.type) };
  });
  return extend(window(input, [], functions), outputs);
}
