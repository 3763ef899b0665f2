import { DATA_MODELS } from './index.ts';
import type { Dataset, Facts, RowReader } from './model.ts';
import { readerOf } from './row.ts';

/** An event whose tags are known. */
export interface TaggedFacts extends Facts {
  readonly tags: ReadonlySet<string>;
}

/** The datasets that an event belongs to, as `Model.Dataset`, children after their parents. */
export function datasetsOf(event: TaggedFacts): string[] {
  const found: string[] = [];
  for (const { name, datasets } of DATA_MODELS) {
    for (const root of datasets) if (hasTags(event.tags, root)) addWithChildren(name, root, event, undefined, found);
  }
  return found;
}

/** Adds the dataset and those of its children that take the event. The tags of the dataset itself are checked already. */
function addWithChildren(
  model: string,
  dataset: Dataset,
  event: TaggedFacts,
  parent: RowReader | undefined,
  found: string[],
): void {
  // Only constraints on fields need the calculations, and few datasets have such.
  const reader = parent ?? (needsRow(dataset) ? readerOf(event, dataset.calculations ?? []) : undefined);
  if (dataset.where !== undefined && reader !== undefined && !dataset.where(reader)) return;
  found.push(`${model}.${dataset.name}`);
  for (const child of dataset.children ?? []) {
    if (hasTags(event.tags, child)) addWithChildren(model, child, event, reader, found);
  }
}

function hasTags(tags: ReadonlySet<string>, { tags: wanted = [], anyTag = [] }: Dataset): boolean {
  for (const tag of wanted) if (!tags.has(tag)) return false;
  return anyTag.length === 0 || anyTag.some((tag) => tags.has(tag));
}

function needsRow(dataset: Dataset): boolean {
  return dataset.where !== undefined || (dataset.children ?? []).some(needsRow);
}
