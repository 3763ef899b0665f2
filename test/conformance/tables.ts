import type { LookupDefinition } from '../../src/engine/index.ts';
import type { Catalog, Column, DatasetSchema, Row, Schema, Value } from '../../src/language/index.ts';
import type { Case, CaseLookup, CaseRow } from './cases.ts';

/** The rows of a case as tables, and what planning may know of them. */
export interface CaseTables {
  readonly catalog: Catalog;
  readonly input: readonly Row[];
  readonly events: readonly Row[];
  /** Points of metrics indexes, with their index. */
  readonly metrics: readonly Row[];
  /** By `Model.Dataset`. */
  readonly datasets: ReadonlyMap<string, readonly Row[]>;
  readonly lookups: ReadonlyMap<string, readonly Row[]>;
  /** How the lookups match that say something of it. */
  readonly lookupDefinitions: ReadonlyMap<string, LookupDefinition>;
}

/** `events` are further events, which say themselves what their index is. */
export function tablesOf(
  { given, given_datasets: datasets = {} }: Pick<Case, 'given' | 'given_datasets'>,
  events: readonly CaseRow[] = [],
): CaseTables {
  const input = (given ?? []).map(rowOf);
  const indexed = Object.entries(datasets.indexes ?? {}).flatMap(([index, rows]) => {
    return rows.map((row) => ({ ...rowOf(row), index }));
  });
  const all = [...indexed, ...events.map(rowOf)];
  const metrics = Object.entries(datasets.metrics ?? {}).flatMap(([index, rows]) => {
    return rows.map((row) => ({ ...rowOf(row), index }));
  });
  const models = new Map(Object.entries(datasets.datamodels ?? {}).map(([name, rows]) => [name, rows.map(rowOf)]));
  const lookups = new Map(Object.entries(datasets.lookups ?? {}).map(([name, { rows }]) => [name, rows.map(rowOf)]));
  const definitions = new Map(Object.entries(datasets.lookups ?? {}).map(([name, one]) => [name, definitionOf(one)]));
  const schemas = [...models].map(([name, rows]) => datasetSchema(name, rows));
  return {
    input,
    events: all,
    metrics,
    datasets: models,
    lookups,
    lookupDefinitions: definitions,
    catalog: {
      events: schemaOf(all),
      ...(given === undefined ? {} : { input: schemaOf(input) }),
      ...(metrics.length === 0 ? {} : { metrics: schemaOf(metrics) }),
      models: () => [...new Set(schemas.map(({ model }) => model))],
      datasets: (model) => schemas.filter((schema) => schema.model === model),
      lookups: () => [...lookups.keys()],
      lookup: (name) => {
        const rows = lookups.get(name);
        const { matches = [], isCaseSensitive = true, ...rest } = definitions.get(name) ?? {};
        return rows && { minMatches: 0, maxMatches: 100, ...rest, matches, isCaseSensitive, schema: schemaOf(rows) };
      },
    },
  };
}

function definitionOf(one: CaseLookup): LookupDefinition {
  const matches = [...(one.match_type ?? '').matchAll(/(WILDCARD|CIDR)\(([^)]+)\)/g)];
  return {
    matches: matches.map(([, kind, field = '']) => ({ kind: kind === 'CIDR' ? 'CIDR' : 'WILDCARD', field })),
    ...(one.case_sensitive_match === undefined ? {} : { isCaseSensitive: one.case_sensitive_match }),
    ...(one.min_matches === undefined ? {} : { minMatches: one.min_matches }),
    ...(one.max_matches === undefined ? {} : { maxMatches: one.max_matches }),
    ...(one.default_match === undefined ? {} : { defaultMatch: one.default_match }),
  };
}

function datasetSchema(name: string, rows: readonly Row[]): DatasetSchema {
  const [model = '', dataset = ''] = name.split('.');
  const schema = schemaOf(rows);
  return { model, dataset, root: dataset, path: [dataset], fields: schema.columns.map((one) => one.name), schema };
}

/** Absent fields have no key; values are texts but for the time. */
function rowOf(row: CaseRow): Row {
  const entries = Object.entries(row).flatMap(([name, value]): [string, Value][] => {
    if (value === null) return [];
    if (Array.isArray(value)) return value.length === 0 ? [] : [[name, value.map(String)]];
    return [[name, name === '_time' ? Number(value) : String(value)]];
  });
  return Object.fromEntries(entries);
}

/** The columns that rows have between them. */
export function schemaOf(rows: readonly Row[]): Schema {
  const types = new Map<string, Column['type']>();
  for (const [name, value] of rows.flatMap((row) => Object.entries(row))) {
    const known = types.get(name);
    const own = typeof value === 'number' ? 'number' : 'text';
    if (known !== 'multi') types.set(name, Array.isArray(value) ? 'multi' : (known ?? own) === own ? own : 'text');
  }
  return { columns: [...types].map(([name, type]) => ({ name, type })), isOpen: false };
}
