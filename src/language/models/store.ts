import type { Model, Models } from './model.ts';

/** Where models come from that no search has trained yet. */
export type ModelSource = Pick<Models, 'find' | 'names'>;

/** Models in memory. What `source` finds is asked for once and kept. */
export function openModels(source?: ModelSource): Models {
  const kept = new Map<string, Model>();
  return {
    find: async (name) => {
      const known = kept.get(name);
      if (known !== undefined) return known;
      const found = await source?.find(name);
      if (found !== undefined) kept.set(name, found);
      return found;
    },
    keep: (name, model) => {
      kept.set(name, model);
    },
    names: () => [...new Set([...kept.keys(), ...(source?.names() ?? [])])],
  };
}
