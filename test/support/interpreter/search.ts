import {
  isHidden,
  type MacroLookup,
  openModels,
  type Plan,
  type PlanEnvironment,
  parse,
  plan,
  type Row,
  type Schema,
  type Value,
} from '../../../src/language/index.ts';
import { scan } from '../../../src/language/plan/build.ts';
import { type CaseTables, schemaOf } from '../../conformance/tables.ts';
import { breaches } from './contract.ts';
import { interpret, type Tables } from './interpret.ts';

export interface SearchOptions {
  readonly spl: string;
  readonly tables: CaseTables;
  readonly macros?: MacroLookup;
  readonly savedSearches?: ReadonlyMap<string, string>;
  readonly now?: number;
  readonly timezone?: string;
  /** The time range that the search is run with: from the first inclusive to the second exclusive. */
  readonly range?: readonly [earliest: number, latest: number];
  /** Whether the places of the tests' own addresses are known. */
  readonly hasLocations?: boolean;
}

/** A time range as planning and running take it. */
export function boundsOf(range: SearchOptions['range']): { readonly earliest?: number; readonly latest?: number } {
  return range === undefined ? {} : { earliest: range[0], latest: range[1] };
}

/** Parses, plans and interprets a search over the tables of a case. */
export async function interpretSearch(options: SearchOptions): Promise<{ columns: string[]; rows: readonly Row[] }> {
  const { tables, macros, savedSearches } = options;
  const stages: (readonly Row[])[] = [];
  const sources: Tables = (source) => {
    switch (source.kind) {
      case 'input':
        return tables.input;
      case 'events':
        return tables.events;
      case 'metrics':
        return tables.metrics;
      case 'stage':
        return stages[source.id] ?? [];
      case 'lookup':
        return tables.lookups.get(source.name) ?? [];
      case 'dataset':
        return tables.datasets.get(`${source.model}.${source.dataset}`) ?? [];
    }
  };
  const environment: PlanEnvironment = {
    catalog: tables.catalog,
    now: options.now ?? 0,
    timezone: options.timezone ?? 'UTC',
    ...boundsOf(options.range),
    models: openModels(),
    hasLocations: options.hasLocations === true,
    rows: async (subplan: Plan) => interpret(subplan, sources),
    stage: async (subplan: Plan) => {
      const id = stages.push(interpret(subplan, sources)) - 1;
      return scan({ kind: 'stage', id }, subplan.schema);
    },
    transform: async (subplan, transform) => {
      const rows: Row[] = [];
      for await (const batch of transform.run(oneBatch(interpret(subplan, sources)))) rows.push(...batch);
      const schema = schemaOf(rows);
      const id = stages.push(rows.map((row) => typedRow(row, schema))) - 1;
      return scan({ kind: 'stage', id }, schema);
    },
  };
  const planned = await plan(
    parse(options.spl, { ...(macros && { macros }), ...(savedSearches && { savedSearches }) }),
    environment,
  );
  const broken = breaches(planned);
  if (broken.length > 0) throw new Error(`the plan breaks contracts: ${broken.join('; ')}`);
  const columns = planned.schema.columns.map(({ name }) => name).filter((name) => !isHidden(name));
  return { columns, rows: interpret(planned, sources) };
}

/** Values as the columns of a table hold them: a number becomes text where another row has a text. */
function typedRow(row: Row, schema: Schema): Row {
  const types = new Map(schema.columns.map(({ name, type }) => [name, type]));
  const entries = Object.entries(row).map(([name, value]): [string, Value] => {
    return [name, typeof value === 'number' && types.get(name) !== 'number' ? String(value) : value];
  });
  return Object.fromEntries(entries);
}

async function* oneBatch(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
