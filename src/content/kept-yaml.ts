import { createHash } from 'node:crypto';
import { isJson } from '../shared/json.ts';
import type { ScalarSource, ScalarStyle } from './scalar-source.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

/** How files are parsed. @throws as `parseYaml` */
export type YamlReader = typeof parseYaml;

/** Where what came of YAML is kept from one run to the next: JSON texts by key, for the files of one folder of content. */
export interface YamlStore {
  get(file: string, key: string): string | undefined;
  put(file: string, key: string, json: string): void;
}

/** What is kept of a file: its data, and where its search stands, which every detection is asked for. */
interface Kept {
  readonly data: unknown;
  readonly search?: Omit<ScalarSource, 'fileText'>;
}

/**
 * A reader that parses a text only once in many runs. What is kept of it says nothing of the other places in the file:
 * the first question for one of them parses the text again.
 */
export function keptYaml(store: YamlStore): YamlReader {
  return (text, file) => {
    const key = createHash('sha256').update(text).digest('hex').slice(0, 40);
    const json = store.get(file, key);
    const kept = json === undefined ? undefined : keptOf(json, text);
    if (kept !== undefined) return restored(kept, text, file);
    const yaml = parseYaml(text, file);
    if (isJson(yaml.data)) store.put(file, key, JSON.stringify(keepable(yaml)));
    return yaml;
  };
}

function keepable(yaml: YamlFile): Kept {
  const search = yaml.scalarAt(SEARCH);
  if (search === undefined) return { data: yaml.data };
  const { start, end, style } = search;
  return { data: yaml.data, search: { start, end, style } };
}

const SEARCH = ['search'];

function restored({ data, search }: Kept, text: string, file: string): YamlFile {
  let parsed: YamlFile | undefined;
  const places = (): YamlFile => {
    parsed ??= parseYaml(text, file);
    return parsed;
  };
  return {
    file,
    text,
    data,
    spanOf: (path) => places().spanOf(path),
    keySpanOf: (path) => places().keySpanOf(path),
    scalarAt: (path) => {
      const isSearch = path.length === 1 && path[0] === 'search' && search !== undefined;
      return isSearch ? { fileText: text, ...search } : places().scalarAt(path);
    },
  };
}

/** Undefined for what is not what was kept. */
function keptOf(json: string, text: string): Kept | undefined {
  try {
    const kept = JSON.parse(json) as Partial<Kept> | null;
    if (kept === null || kept.data === undefined) return undefined;
    const { data, search } = kept;
    if (search === undefined) return { data };
    const { start, end, style } = search;
    const isPlace = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end;
    return isPlace && end <= text.length && STYLES.has(style) ? { data, search: { start, end, style } } : undefined;
  } catch {
    return undefined;
  }
}

const STYLES: ReadonlySet<ScalarStyle> = new Set(['plain', 'single-quoted', 'double-quoted', 'block']);
