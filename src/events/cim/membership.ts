import type { LogEvent } from '../event.ts';
import { DATA_MODELS, LEGACY_MODELS } from './index.ts';
import type { DataModel, Dataset, Facts, RowReader } from './model.ts';
import { readerOf } from './row.ts';

/**
 * Finds the datasets that an event belongs to, as `Model.Dataset`, children after their parents. Events of the same
 * datasets get the same list: what follows from it can be remembered by it.
 */
export type Membership = (event: Facts, tags: ReadonlySet<string>) => readonly string[];

/**
 * Opens the test of events against the data models. A dataset is a filter on tags, few ask for values of fields too:
 * what follows from the tags alone is worked out once for each set of tags.
 */
export function openMembership(): Membership {
  const ofTags = new WeakMap<ReadonlySet<string>, readonly Candidate[]>();
  const none: Found = { names: [], next: new Map() };
  return (event, tags) => {
    let candidates = ofTags.get(tags);
    if (candidates === undefined) {
      candidates = candidatesOf(DATA_MODELS, tags);
      ofTags.set(tags, candidates);
    }
    let found = none;
    for (const candidate of candidates) found = withChildren(found, candidate, event, undefined);
    return found.names;
  };
}

/** The datasets found so far, and what they become with one more. */
interface Found {
  readonly names: readonly string[];
  readonly next: Map<string, Found>;
}

function withDataset({ names, next }: Found, name: string): Found {
  const known = next.get(name);
  if (known !== undefined) return known;
  const found: Found = { names: [...names, name], next: new Map() };
  next.set(name, found);
  return found;
}

/** The datasets of models of earlier versions that an event belongs to, as `Model.Dataset`. */
export function legacyDatasets(event: LogEvent): readonly string[] {
  const tags = event.fields.get('tag') ?? [];
  let found: Found = { names: [], next: new Map() };
  for (const candidate of candidatesOf(LEGACY_MODELS, new Set(typeof tags === 'string' ? [tags] : tags))) {
    found = withChildren(found, candidate, event, undefined);
  }
  return found.names;
}

/** The names of the models that `legacyDatasets` looks at. */
export function legacyModels(): readonly string[] {
  return LEGACY_MODELS.map(({ name }) => name);
}

/** A dataset whose tags an event has, with the children of which that is true too. */
interface Candidate {
  readonly name: string;
  readonly dataset: Dataset;
  readonly children: readonly Candidate[];
  /** Whether it or a child of it looks at fields: only then the calculations are needed. */
  readonly needsRow: boolean;
}

function candidatesOf(models: readonly DataModel[], tags: ReadonlySet<string>): Candidate[] {
  return models.flatMap(({ name, datasets }) => choose(name, datasets, tags));
}

function choose(model: string, datasets: readonly Dataset[], tags: ReadonlySet<string>): Candidate[] {
  return datasets
    .filter((dataset) => hasTags(tags, dataset))
    .map((dataset) => {
      const children = choose(model, dataset.children ?? [], tags);
      const needsRow = dataset.where !== undefined || children.some((child) => child.needsRow);
      return { name: `${model}.${dataset.name}`, dataset, children, needsRow };
    });
}

function hasTags(tags: ReadonlySet<string>, { tags: wanted = [], anyTag = [] }: Dataset): boolean {
  return wanted.every((tag) => tags.has(tag)) && (anyTag.length === 0 || anyTag.some((tag) => tags.has(tag)));
}

function withChildren(found: Found, candidate: Candidate, event: Facts, parent: RowReader | undefined): Found {
  const { name, dataset, children, needsRow } = candidate;
  const reader = parent ?? (needsRow ? readerOf(event, dataset.calculations ?? []) : undefined);
  if (dataset.where !== undefined && reader !== undefined && !dataset.where(reader)) return found;
  let all = withDataset(found, name);
  for (const child of children) all = withChildren(all, child, event, reader);
  return all;
}
