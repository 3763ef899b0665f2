import { ALL_MODELS, dataModels, LEGACY_MODELS } from '../../../src/events/cim/index.ts';
import type { DataModel, Dataset } from '../../../src/events/cim/model.ts';
import { code } from './tables.ts';

const MADE_BY = '<!-- Made by `npm run reference` from src/events/cim/models: do not edit. -->';

/** The pages of docs/cim: paths from there to their texts. */
export function cimReference(): ReadonlyMap<string, string> {
  const models = [...ALL_MODELS].sort((a, b) => (a.name < b.name ? -1 : 1));
  const pages: [string, readonly string[]][] = [
    ['README.md', index(models)],
    ...models.map((model): [string, readonly string[]] => [`${model.name}.md`, modelPage(model)]),
  ];
  return new Map(pages.map(([path, parts]) => [path, `${[MADE_BY, ...parts].join('\n\n')}\n`]));
}

function index(models: readonly DataModel[]): readonly string[] {
  return [
    '# Data models',
    'The data models of the Common Information Model, as `tstats`, `datamodel` and `from` read them. An event is a row of a dataset by its tags; which sources give them is told in [the reference of sources](../sources/README.md).',
    models.map((model) => `- [${model.name}](${model.name}.md): ${namesOf(model.datasets).join(', ')}`).join('\n'),
    'Source: Splunk Common Information Model add-on 8.5.',
  ];
}

function modelPage(model: DataModel): readonly string[] {
  const isLegacy = LEGACY_MODELS.includes(model);
  return [
    `# ${model.name}`,
    ...(isLegacy ? ['A model of an earlier version: events are rows of it only where a search asks for it.'] : []),
    ...model.datasets.flatMap((dataset) => datasetSection(model.name, dataset, undefined)),
    '[All data models](README.md)',
  ];
}

function datasetSection(model: string, dataset: Dataset, parent: string | undefined): readonly string[] {
  const { name, tags = [], anyTag = [], where, calculations = [], children = [] } = dataset;
  const from = parent === undefined ? [] : [`Child of [${parent}](#${parent.toLowerCase()}): has its fields too.`];
  const membership = [
    ...(tags.length === 0 ? [] : [`- Tags, all of them: ${list(tags)}`]),
    ...(anyTag.length === 0 ? [] : [`- Tags, one of them: ${list(anyTag)}`]),
    ...(where === undefined ? [] : [`- Constraint: ${code(where.told)}`]),
  ];
  const fields = ownFields(model, name, parent);
  const rules = calculations.map(([field, rule]) => `- ${code(field)}: ${rule.told}`);
  return [
    `## ${name}`,
    ...from,
    ...(membership.length === 0 ? [] : [membership.join('\n')]),
    ...(fields.length === 0 ? [] : [`Fields: ${list(fields)}`]),
    ...(rules.length === 0 ? [] : ['Calculated, in this order:', rules.join('\n')]),
    ...children.flatMap((child) => datasetSection(model, child, name)),
  ];
}

/** The fields that a dataset has beside those of its parent, those of assets and identities among them. */
function ownFields(model: string, name: string, parent: string | undefined): readonly string[] {
  const datasets = dataModels().find((one) => one.model === model)?.datasets ?? [];
  const fieldsOf = (dataset: string | undefined) => datasets.find((one) => one.name === dataset)?.fields ?? [];
  const inherited = new Set(fieldsOf(parent));
  return fieldsOf(name).filter((field) => !inherited.has(field));
}

function namesOf(datasets: readonly Dataset[]): readonly string[] {
  return datasets.flatMap(({ name, children = [] }) => [name, ...namesOf(children)]);
}

function list(names: readonly string[]): string {
  return names.map(code).join(', ');
}
