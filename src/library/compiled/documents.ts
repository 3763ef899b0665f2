import path from 'node:path';
import { keptYaml, type YamlReader } from '../../content/index.ts';
import { type Entries, openEntries } from './entries.ts';

/** Reading of content files, which takes from former runs what it can. */
export interface KeptDocuments {
  /** Absent where nothing is kept. */
  readonly parse?: YamlReader;
  /** Keeps what was parsed now. */
  save(): void;
}

export function openDocuments(entries: Entries | undefined = openEntries('yaml')): KeptDocuments {
  if (entries === undefined) return { save: () => undefined };
  const places = new Map<string, string>();
  const fileOf = (file: string) => {
    const folder = path.dirname(path.resolve(file));
    const place = places.get(folder) ?? placeOf(folder);
    places.set(folder, place);
    return entries.of(place);
  };
  return {
    parse: keptYaml({
      get: (file, key) => fileOf(file).get(key),
      put: (file, key, json) => fileOf(file).put(key, json),
    }),
    save: entries.save,
  };
}

/**
 * What is kept together: the files below one of the usual folders of a repository, so that looking at its macros does
 * not read its detections; else those of one folder.
 */
function placeOf(folder: string): string {
  return (
    /^.*?[/\\](?:detections|macros|lookups|stories|baselines|data_sources|deployments|dashboards|sources)(?=[/\\]|$)/.exec(
      folder,
    )?.[0] ?? folder
  );
}
