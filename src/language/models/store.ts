import type { Model, Models } from './model.ts';

/** Models in memory: those that searches trained. */
export function openModels(): Models {
  const kept = new Map<string, Model>();
  return {
    find: async (name) => kept.get(name),
    keep: (name, model) => {
      kept.set(name, model);
    },
    names: () => [...kept.keys()],
  };
}
