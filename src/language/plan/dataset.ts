import { nearest } from '../../shared/nearest.ts';
import type { Span } from '../../shared/span.ts';
import type { DataModelName } from '../commands/tstats.ts';
import type { Expr, Named, Plan, Schema } from '../ir.ts';
import { filter, project, scan, union } from './build.ts';
import type { DatasetSchema, PlanContext } from './context.ts';
import { asMulti } from './convert.ts';
import { boolean, call, coalesce, column, isNothing, nothing, text } from './expr.ts';
import { fail } from './fail.ts';
import { anyValue } from './lambda.ts';
import { fieldOf, findColumn, mayHave, visibleColumns } from './schema.ts';
import type { Scope } from './scope.ts';
import { newestFirst } from './streams.ts';
import { boundsOf, inBounds } from './time-terms.ts';

/** Fields that every event has, under the same name in every data model. */
const UNPREFIXED = new Set(['_time', '_indextime', '_raw', 'host', 'source', 'sourcetype', 'index', 'splunk_server']);

/** The column that says which datasets of the model a row belongs to. */
const NODE_NAME = '_nodename';

interface DatasetRows {
  readonly plan: Plan;
  readonly scope: Scope;
}

/**
 * The rows that `FROM datamodel=…` stands for, and what the names of fields mean in them: `Processes.user` is the field
 * user of the dataset Processes. A model without a dataset stands for the roots whose fields are named, or for all of
 * them. A field that the data model does not have is NULL, as in Splunk, and is told.
 *
 * @throws SPL202 for an unknown model or dataset
 * Source: Splunk Search Reference, tstats.
 */
export function datasetRows(from: DataModelName, names: readonly string[], context: PlanContext): DatasetRows {
  const datasets = datasetsOf(from, context);
  if (from.dataset !== undefined) return oneDataset(datasetNamed(from, from.dataset, datasets), datasets, context);
  const roots = datasets.filter(({ dataset, root }) => dataset === root);
  const used = roots.filter(({ root }) => {
    const prefixes = prefixesOf(root, datasets);
    return names.some((name) => withoutPrefix(name, prefixes) !== undefined);
  });
  const [only, ...others] = used.length > 0 ? used : roots;
  if (only === undefined) throw new Error(`the data model ${from.model} has no root dataset`);
  return others.length === 0 ? oneDataset(only, datasets, context) : severalRoots([only, ...others], datasets, context);
}

/** A dataset by name; without one (empty) the only root of the model. */
export interface DatasetName {
  readonly model: string;
  readonly dataset: string;
  readonly span: Span;
}

/**
 * The events of a dataset within the time range of the search, newest first, with the fields that the model declares.
 *
 * @param hasPrefix whether names of fields begin with the name of the dataset
 * @throws SPL202 for an unknown model or dataset
 * Source: Splunk Search Reference, from and datamodel.
 */
export function datasetEvents({ model, dataset, span }: DatasetName, hasPrefix: boolean, context: PlanContext): Plan {
  const named = { kind: 'DataModelName', model, span } as const;
  const datasets = datasetsOf(named, context);
  const roots = datasets.filter((one) => one.dataset === one.root);
  const [only] = roots;
  if (dataset === '' && (only === undefined || roots.length > 1)) {
    const hint = `name one: ${datasets.map((one) => one.dataset).join(', ')}`;
    return fail('SPL202', `the data model "${model}" has several datasets`, span, hint);
  }
  const found = dataset === '' && only !== undefined ? only : datasetNamed(named, dataset, datasets);
  const { environment } = context;
  const { plan, scope } = oneDataset(found, datasets, context);
  const kept = filter(plan, inBounds(boundsOf(environment), { context, schema: plan.schema }));
  const columns = [...UNPREFIXED, ...found.fields]
    .filter((field, index, all) => all.indexOf(field) === index)
    .map((field) => ({
      name: hasPrefix && !UNPREFIXED.has(field) ? `${found.dataset}.${field}` : field,
      expr: fieldOf(scope.schema, field),
    }))
    .filter(({ expr }) => !isNothing(expr));
  return newestFirst(project(kept, columns));
}

function datasetsOf({ model, span }: DataModelName, { environment }: PlanContext): readonly DatasetSchema[] {
  const datasets = environment.catalog.datasets(model);
  if (datasets.length > 0) return datasets;
  const near = nearest(model, environment.catalog.models());
  return fail('SPL202', `unknown data model "${model}"`, span, near && `the nearest data model is "${near}"`);
}

function datasetNamed(from: DataModelName, name: string, datasets: readonly DatasetSchema[]): DatasetSchema {
  const found = datasets.find(({ dataset, path }) => dataset === name || path.join('.') === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    datasets.map(({ dataset }) => dataset),
  );
  const hint = near && `the nearest dataset is "${near}"`;
  return fail('SPL202', `the data model "${from.model}" has no dataset "${name}"`, from.span, hint);
}

function oneDataset(dataset: DatasetSchema, datasets: readonly DatasetSchema[], context: PlanContext): DatasetRows {
  const table = tableOf(dataset, datasets);
  const isRoot = dataset.dataset === dataset.root;
  const nodes = nodeNames(table.schema, dataset.root);
  const plan = isRoot ? table : filter(table, belongsTo(dataset, table.schema));
  const find = (field: string) => fieldOf(table.schema, field);
  const resolve = resolver([dataset.root], datasets, context, (_root, field) => find(field), find, nodes);
  return { plan, scope: { context, schema: plan.schema, resolve } };
}

/** Rows that do not say where they belong are no part of a child. */
function belongsTo({ path }: DatasetSchema, schema: Schema): Expr {
  const nodes = fieldOf(schema, NODE_NAME);
  if (isNothing(nodes)) return boolean(false);
  return anyValue(asMulti(nodes), (node) => call('textEquals', 'boolean', node, text(path.join('.'))));
}

/** The table of the root that a dataset descends from. */
function tableOf({ model, root, schema }: DatasetSchema, datasets: readonly DatasetSchema[]): Plan {
  const hasChildren = datasets.some((other) => other.root === root && other.dataset !== root);
  const known = mayHave(schema, NODE_NAME) && findColumn(schema, NODE_NAME) === undefined && hasChildren;
  const columns = known ? [...schema.columns, { name: NODE_NAME, type: 'multi' } as const] : schema.columns;
  return scan({ kind: 'dataset', model, dataset: root }, { ...schema, columns });
}

/** The paths of the datasets that a row belongs to; a row that does not say belongs to the root alone. */
function nodeNames(schema: Schema, root: string): Expr {
  const found = findColumn(schema, NODE_NAME);
  if (found === undefined) return text(root);
  return coalesce(asMulti(column(found.name, found.type)), call('multi', 'multi', text(root)));
}

/** The rows of several roots one after the other; their fields keep the name of the root as prefix. */
function severalRoots(
  roots: readonly DatasetSchema[],
  datasets: readonly DatasetSchema[],
  context: PlanContext,
): DatasetRows {
  const plan = union(roots.map((root) => prefixed(root, datasets)));
  const find = (name: string) => fieldOf(plan.schema, name);
  const names = roots.map(({ root }) => root);
  const inRoot = (root: string, field: string) => find(`${root}.${field}`);
  const resolve = resolver(names, datasets, context, inRoot, find, find(NODE_NAME));
  return { plan, scope: { context, schema: plan.schema, resolve } };
}

function prefixed(root: DatasetSchema, datasets: readonly DatasetSchema[]): Plan {
  const table = tableOf(root, datasets);
  const listed = new Set([...visibleColumns(table.schema).map(({ name }) => name), ...root.fields]);
  const columns = [...listed]
    .filter((name) => name !== NODE_NAME)
    .map(
      (name): Named => ({
        name: UNPREFIXED.has(name) ? name : `${root.root}.${name}`,
        expr: fieldOf(table.schema, name),
      }),
    )
    .filter(({ expr }) => !isNothing(expr));
  return project(table, [...columns, { name: NODE_NAME, expr: asMulti(nodeNames(table.schema, root.root)) }]);
}

/**
 * Finds the column of a field by its name in the search. Its prefix is the name of a root, or the path or name of a
 * dataset that descends from it.
 */
function resolver(
  roots: readonly string[],
  datasets: readonly DatasetSchema[],
  context: PlanContext,
  inRoot: (root: string, field: string) => Expr,
  unprefixed: (name: string) => Expr,
  nodes: Expr,
): (name: string) => Expr {
  const families = roots.map((root) => {
    const family = datasets.filter((dataset) => dataset.root === root);
    return { root, prefixes: prefixesOf(root, datasets), fields: new Set(family.flatMap(({ fields }) => fields)) };
  });
  return (name) => {
    if (name === 'nodename') return nodes;
    if (UNPREFIXED.has(name)) return unprefixed(name);
    for (const { root, prefixes, fields } of families) {
      const field = withoutPrefix(name, prefixes);
      if (field !== undefined && fields.has(field)) return inRoot(root, field);
    }
    warnOfField(name, roots, datasets, context);
    return nothing();
  };
}

/** Fields are named with the prefix of their root, which is what is forgotten most. */
function warnOfField(
  name: string,
  roots: readonly string[],
  datasets: readonly DatasetSchema[],
  { environment }: PlanContext,
): void {
  const known = datasets.flatMap(({ root, fields }) =>
    roots.includes(root) ? fields.map((field) => `${root}.${field}`) : [],
  );
  const near = known.find((field) => field.endsWith(`.${name}`)) ?? nearest(name, known);
  const hint = near === undefined ? {} : { hint: `did you mean "${near}"?` };
  const message = `the data model has no field "${name}": it has no value in any result`;
  environment.warn?.(message, { code: 'SPL204', field: name, ...hint });
}

/** What names of a root's fields may begin with, the longest first. */
function prefixesOf(root: string, datasets: readonly DatasetSchema[]): readonly string[] {
  return datasets
    .filter((dataset) => dataset.root === root)
    .flatMap(({ dataset, path }) => [`${path.join('.')}.`, `${dataset}.`])
    .sort((a, b) => b.length - a.length);
}

/** The field without its prefix, the longest that it has; undefined for a name without any. */
function withoutPrefix(name: string, prefixes: readonly string[]): string | undefined {
  const prefix = prefixes.find((one) => name.startsWith(one));
  return prefix === undefined ? undefined : name.slice(prefix.length);
}
