import { createHash } from 'node:crypto';
import { buildHash } from '../../shared/package-root.ts';
import { compiledFolder } from '../cache-folder.ts';
import { type EntryFile, type EntryOptions, openEntryFile } from './entry-file.ts';

/** What was made of content, kept from run to run: entries by the place that they are about. */
export interface Entries {
  /** The entries of a place, which may be any text. */
  of(place: string): EntryFile;
  save(): void;
}

/** Undefined where nothing is to be kept: the user says so, or karst is run from sources that may change. */
export function openEntries(kind: string, options: EntryOptions | undefined = keepingOptions()): Entries | undefined {
  if (options === undefined) return undefined;
  const files = new Map<string, EntryFile>();
  return {
    of: (place) => {
      const known = files.get(place);
      if (known !== undefined) return known;
      const opened = openEntryFile(`${kind}-${createHash('sha256').update(place).digest('hex').slice(0, 16)}`, options);
      files.set(place, opened);
      return opened;
    },
    save: () => {
      for (const file of files.values()) file.save();
    },
  };
}

function keepingOptions(): EntryOptions | undefined {
  const build = buildHash();
  const folder = compiledFolder(process.env);
  return build === undefined || folder === undefined ? undefined : { folder, build, nowMs: Date.now() };
}
