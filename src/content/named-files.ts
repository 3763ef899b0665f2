import path from 'node:path';
import { Problem } from '../shared/problem.ts';
import type { ContentFile } from './content.ts';
import { folderExists, readContentFile, yamlFilesIn } from './folder.ts';
import { kindOf } from './kind.ts';
import { parseYaml } from './yaml.ts';

/** A file of content by what it says of itself, without the rest of it. */
export interface NamedFile extends Pick<ContentFile, 'file' | 'kind' | 'name' | 'id'> {
  /** All that stands in it; undefined where it is no YAML. */
  readonly load: () => unknown;
}

/**
 * The names of the content below a folder. Of each file only the lines of its name and its id are parsed: a whole
 * repository takes a tenth of a second. What cannot be read is left out.
 */
export function namedFilesIn(folder: string): readonly NamedFile[] {
  if (!folderExists(folder)) return [];
  return yamlFilesIn(folder, () => undefined).flatMap((file) => {
    const text = readable(file);
    if (text === undefined) return [];
    const folders = path.relative(folder, path.dirname(file)).split(path.sep);
    const kind = kindOf(undefined, [path.basename(folder), ...folders]);
    return [{ file, kind, ...textAt('name', text), ...textAt('id', text), load: () => parsed(text, file) }];
  });
}

/** A key of the outermost mapping, with its value, where that is a text. */
function textAt<K extends 'name' | 'id'>(key: K, text: string): { readonly [P in K]?: string } {
  const lines = new RegExp(`^${key}:.*(?:\\n[ \\t]+.*)*`, 'm').exec(text)?.[0];
  const data = lines === undefined ? undefined : parsed(lines, '');
  if (typeof data !== 'object' || data === null || !(key in data)) return {};
  const value = (data as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? ({ [key]: value } as { readonly [P in K]?: string }) : {};
}

function readable(file: string): string | undefined {
  return orUndefined(() => readContentFile(file));
}

function parsed(text: string, file: string): unknown {
  return orUndefined(() => parseYaml(text, file).data);
}

function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
