import { type DatasetDescription, dataModels } from '../events/index.ts';
import type { Catalog, DatasetSchema, Schema } from '../language/index.ts';

/** Any field may be there: nothing was loaded. */
const OPEN: Schema = { columns: [{ name: '_time', type: 'number' }], isOpen: true };

/** The data models as the planner sees them ahead of any data. */
export function openCatalog(): Pick<Catalog, 'models' | 'datasets'> {
  const models = new Map(
    dataModels().map(({ model, datasets }) => [model, datasets.map((dataset) => openDataset(model, dataset))]),
  );
  return { models: () => [...models.keys()], datasets: (model) => models.get(model) ?? [] };
}

function openDataset(model: string, { name, path, fields }: DatasetDescription): DatasetSchema {
  return { model, dataset: name, root: path[0] ?? name, path, fields, schema: OPEN };
}
