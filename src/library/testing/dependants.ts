import path from 'node:path';
import type { Content, Detection, Lookup, Macro } from '../../content/index.ts';

/**
 * The detections whose tests may come out otherwise, since one of these files changed: their own, their sidecars, data of
 * their tests, macros and lookups that they name, also by way of other macros, baselines that fill those lookups, and data
 * sources. `rootOf` says from where the paths of data count.
 */
export function dependants(
  content: Content,
  isChanged: (file: string) => boolean,
  rootOf: (detection: Detection) => string,
): readonly Detection[] {
  const filled = content.filling.filter(({ file }) => isChanged(file)).flatMap(({ search }) => lookupsFilledBy(search));
  const changed = content.lookups.filter((one) => hasChanged(one, isChanged) || filled.includes(one.name));
  const lookups = new Set([...changed.flatMap(namesOf), ...filled]);
  const macros = changedMacros(content.macros, lookups, isChanged);
  const sources = new Set(content.dataSources.filter(({ file }) => isChanged(file)).map(({ name }) => name));
  const isAffected = (detection: Detection): boolean => {
    const { file, search, dataSources, tests } = detection;
    return (
      [file, file.replace(/\.ya?ml$/i, '.karst.yml')].some(isChanged) ||
      isNamedIn(search, macros, lookups) ||
      dataSources.flatMap((one) => one.split(/\s+AND\s+/)).some((one) => sources.has(one)) ||
      tests.flatMap(({ attackData }) => attackData).some(({ data }) => isChanged(path.resolve(rootOf(detection), data)))
    );
  };
  return content.detections.filter(isAffected);
}

function hasChanged({ file, path: rows }: Lookup, isChanged: (file: string) => boolean): boolean {
  return isChanged(file) || (rows !== undefined && isChanged(rows));
}

/** The names behind the command, its options aside. */
function lookupsFilledBy(search: string): readonly string[] {
  return [...search.matchAll(/\boutputlookup\s+(?:\w+\s*=\s*\S+\s+)*"?([\w.:-]+)/gi)].map(([, name = '']) => name);
}

/** Searches name a lookup by its name, or by its file. */
function namesOf({ name, path: rows }: Lookup): readonly string[] {
  return rows === undefined ? [name] : [name, path.basename(rows)];
}

/** Names of macros that changed, or that name one that did. */
function changedMacros(
  macros: readonly Macro[],
  lookups: ReadonlySet<string>,
  isChanged: (file: string) => boolean,
): ReadonlySet<string> {
  const changed = new Set<string>();
  let before = -1;
  while (before !== changed.size) {
    before = changed.size;
    for (const { name, file, definition } of macros) {
      if ((file !== undefined && isChanged(file)) || isNamedIn(definition, changed, lookups)) changed.add(name);
    }
  }
  return changed;
}

/** Rather too many than too few: a name counts wherever it stands as a word of its own. */
function isNamedIn(text: string, macros: ReadonlySet<string>, lookups: ReadonlySet<string>): boolean {
  const called = [...text.matchAll(/`\s*([^\s`(]+)/g)].map(([, name = '']) => name);
  return called.some((name) => macros.has(name)) || text.split(/[^\w.-]+/).some((word) => lookups.has(word));
}
