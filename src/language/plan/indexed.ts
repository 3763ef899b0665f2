import type { Plan } from '../ir.ts';
import { scan } from './build.ts';
import type { PlanContext } from './context.ts';
import { nothing } from './expr.ts';
import { fieldOf } from './schema.ts';
import type { Scope } from './scope.ts';

/** Fields that tstats finds for events without a data model: those that an index keeps. */
const INDEXED = new Set(['_time', '_indextime', '_raw', 'index', 'host', 'source', 'sourcetype', 'splunk_server']);

/** The events as `tstats` sees them without FROM, and `metasearch`. A field that no index keeps is NULL, and is told. */
export function indexedFields(
  context: PlanContext,
  command = 'tstats without a data model',
): { plan: Plan; scope: Scope } {
  const plan = scan({ kind: 'events' }, context.environment.catalog.events);
  const resolve = (name: string) => {
    if (INDEXED.has(name)) return fieldOf(plan.schema, name);
    context.environment.warn?.(`${command} has no field "${name}"`, {
      code: 'SPL204',
      field: name,
    });
    return nothing();
  };
  return { plan, scope: { context, schema: plan.schema, resolve } };
}
