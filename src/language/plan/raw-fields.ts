import type { AggregateCall, FieldName } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { expandAggregates, lowerAggregate } from './aggregate.ts';
import { project } from './build.ts';
import type { PlanContext } from './context.ts';
import { columnsRead, isNothing } from './expr.ts';
import { resultsOf } from './input.ts';
import { fieldOf } from './schema.ts';

/** What statistics read: their functions, and the fields that they group by. */
export interface StatisticsParts {
  readonly aggregates?: readonly AggregateCall[];
  readonly fields: readonly (FieldName | undefined)[];
}

/**
 * The results with `_time` and the fields that statistics over them would read, and nothing else: the same statistics
 * over what is kept of them give the same figures.
 */
export function rawFields(given: Plan | undefined, parts: StatisticsParts, context: PlanContext): Plan {
  const input = resultsOf(given);
  const names = parts.fields.flatMap((field) => (field === undefined ? [] : [field.name]));
  const scope = { context, schema: input.schema };
  const calls = expandAggregates(parts.aggregates ?? [], input.schema, new Set(names));
  const read = calls.flatMap((call) =>
    lowerAggregate(call, scope).parts.flatMap(({ argument, time }) =>
      [argument, time].flatMap((expr) => (expr === undefined ? [] : [...columnsRead(expr)])),
    ),
  );
  const columns = [...new Set(['_time', ...names, ...read])].flatMap((name) => {
    const expr = fieldOf(input.schema, name);
    return isNothing(expr) ? [] : [{ name, expr }];
  });
  return project(input, columns);
}

/** What the commands for summaries do otherwise than Splunk. */
export const RAW_FIELDS_DIFFER =
  'Splunk makes partial figures in fields psrsvd_…; here the results stay with _time and the fields that the statistics read, so that the same statistics over them, at once or after collect, are exact. The summary is not smaller than what it sums up.';
