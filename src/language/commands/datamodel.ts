import type { Plan } from '../ir.ts';
import { booleanOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { DatasetSchema, PlanContext } from '../plan/context.ts';
import { datasetEvents } from '../plan/dataset.ts';
import { fail } from '../plan/fail.ts';
import { literalRows, type NewRow } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { strict_fields: booleanOption, allow_old_summaries: booleanOption, summariesonly: booleanOption };

export type Datamodel = Plain<'Datamodel', typeof OPTIONS>;

export const datamodel = defineCommand<Datamodel>({
  name: 'datamodel',
  doc: {
    syntax:
      'datamodel [<model> [<dataset> [<mode>]]] [strict_fields=<bool>] [summariesonly=<bool>] [allow_old_summaries=<bool>]',
    summary: 'Reads the events of a dataset, or describes data models.',
    source: 'Splunk Search Reference, datamodel',
    options: {
      mode: '`search` gives fields with the name of the dataset before them, `flat` without',
      strict_fields: 'accepted: the fields are always those that the model declares',
      summariesonly: 'accepted: there are no summaries, all events are read',
      allow_old_summaries: 'accepted',
    },
    differs:
      'Without a mode the description has the names of datasets and fields alone. Modes about acceleration are not run.',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Datamodel', 'datamodel', OPTIONS, { words: [0, 3] }),
  plan: planDatamodel,
});

async function planDatamodel(node: Datamodel, _input: Plan | undefined, context: PlanContext): Promise<Plan> {
  const [model, dataset, mode] = node.words.map(({ name }) => name);
  if (mode === undefined) return await descriptions(node, context);
  if (mode !== 'search' && mode !== 'flat') {
    fail('SPL303', `karst does not run datamodel with the mode "${mode}"`, node.span, 'the modes are search and flat');
  }
  const name = { model: model ?? '', dataset: dataset ?? '', span: node.span };
  return datasetEvents(name, mode === 'search', context);
}

/** The models, or one of them, or a dataset of it, each as JSON. */
async function descriptions({ words, span }: Datamodel, context: PlanContext): Promise<Plan> {
  const { catalog } = context.environment;
  const [model, dataset] = words.map(({ name }) => name);
  const models = model === undefined ? catalog.models() : [model];
  const rows = models.map((name): NewRow => {
    const all = catalog.datasets(name);
    const listed = all.filter((one) => dataset === undefined || one.dataset === dataset);
    if (listed.length === 0) fail('SPL202', `unknown data model "${[name, dataset].filter(Boolean).join('.')}"`, span);
    return new Map([['_raw', JSON.stringify({ modelName: name, objects: listed.map(described) })]]);
  });
  return await literalRows([{ name: '_raw', type: 'text' }], rows, context);
}

function described({ dataset, path, fields }: DatasetSchema) {
  return {
    objectName: dataset,
    parentName: path.at(-2) ?? 'BaseEvent',
    lineage: path.join('.'),
    fields: fields.map((fieldName) => ({ fieldName })),
  };
}
