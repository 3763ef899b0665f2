import { DATA_MODELS } from '../../../src/events/cim/index.ts';
import type { Dataset } from '../../../src/events/cim/model.ts';

/** The datasets that events with these tags are rows of, each with what else it asks for: `Web.Proxy`. */
export function datasetsOf(tags: readonly string[]): readonly string[] {
  return DATA_MODELS.flatMap(({ name, datasets }) => withChildren(name, datasets, new Set(tags)));
}

function withChildren(model: string, datasets: readonly Dataset[], tags: ReadonlySet<string>): readonly string[] {
  return datasets
    .filter((dataset) => hasTags(dataset, tags))
    .flatMap((dataset) => {
      const { name, where, children = [] } = dataset;
      const link = `[${model}.${name}](../cim/${model}.md#${name.toLowerCase()})`;
      return [where === undefined ? link : `${link} where \`${where.told}\``, ...withChildren(model, children, tags)];
    });
}

function hasTags({ tags: wanted = [], anyTag = [] }: Dataset, tags: ReadonlySet<string>): boolean {
  return wanted.every((tag) => tags.has(tag)) && (anyTag.length === 0 || anyTag.some((tag) => tags.has(tag)));
}
