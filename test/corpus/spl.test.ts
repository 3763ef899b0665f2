import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseDocument, parse as parseYaml } from 'yaml';
import { type MacroDefinition, type MacroLookup, parse } from '../../src/language/index.ts';
import { Problem } from '../../src/shared/problem.ts';

const SHARED = join(dirname(fileURLToPath(import.meta.url)), '../../../shared');

/** Macros that belong to Splunk's apps, not to the content. */
const BUILT_IN: readonly MacroDefinition[] = [
  { name: 'drop_dm_object_name', arguments: ['dm'], definition: 'rename $dm$.* as *' },
  ...['web', 'email'].map((kind) => ({
    name: `cim_corporate_${kind}_domain_search`,
    arguments: ['field'],
    definition: `[| inputlookup cim_corporate_${kind}_domain_lookup | rename domain as $field$ | fields $field$]`,
  })),
];

/** Macros that the few files of the newer generations call, and whose own files are not among them. */
const NOT_COPIED: readonly MacroDefinition[] = ['cisco_secure_firewall', 'cisco_ios', 'cisco_sd_wan_syslog'].map(
  (name) => ({ name, arguments: [], definition: 'sourcetype=cisco' }),
);

interface Search {
  readonly file: string;
  readonly spl: string;
}

interface ContentFile {
  readonly name?: string;
  readonly search?: unknown;
  readonly definition?: unknown;
  readonly arguments?: readonly string[];
}

function ymlFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yml'))
    .map((file) => join(folder, file))
    .sort();
}

/** One published macro has a text in quotes whose lines start at the margin, which YAML calls an error. */
function readContent(file: string): ContentFile {
  return parseDocument(readFileSync(file, 'utf8'), { strict: false }).toJS() ?? {};
}

function searchesIn(...folders: readonly string[]): Search[] {
  return folders.flatMap((folder) =>
    ymlFiles(join(SHARED, folder)).flatMap((file) => {
      const { search } = readContent(file);
      return typeof search === 'string' ? [{ file: relative(SHARED, file), spl: search }] : [];
    }),
  );
}

function macroTable(...folders: readonly string[]): MacroLookup {
  const published = folders.flatMap((folder) =>
    ymlFiles(join(SHARED, folder)).flatMap((file): MacroDefinition[] => {
      const { name, definition, arguments: parameters = [] } = readContent(file);
      return name === undefined || definition === undefined
        ? []
        : [{ name, arguments: parameters, definition: String(definition) }];
    }),
  );
  const all = [...NOT_COPIED, ...BUILT_IN, ...published];
  const table = new Map(all.map((macro) => [`${macro.name}/${macro.arguments.length}`, macro]));
  return (name, count) => {
    const isFilter = name.endsWith('_filter') && count === 0;
    return table.get(`${name}/${count}`) ?? (isFilter ? { name, arguments: [], definition: 'search *' } : undefined);
  };
}

/** Why a search does not parse, or nothing. */
function failure(spl: string, macros: MacroLookup): string | undefined {
  try {
    parse(spl, { macros });
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return `${error.code} ${error.message}`;
    throw error;
  }
}

describe.skipIf(!existsSync(join(SHARED, 'content')))('published searches', () => {
  const searches = searchesIn(
    'content/detections',
    'content/baselines',
    'content-v5/detections',
    'content-v6/detections',
  );
  const macros = macroTable('content/macros', 'content-v5/macros', 'content-v6/macros');

  test('there are some of every generation', () => {
    expect(searches.length).toBeGreaterThan(1000);
    for (const folder of ['content/', 'content-v5/', 'content-v6/']) {
      expect(searches.filter(({ file }) => file.startsWith(folder)).length).toBeGreaterThan(0);
    }
  });

  test('all parse', () => {
    const failures = searches.flatMap(({ file, spl }) => {
      const why = failure(spl, macros);
      return why === undefined ? [] : [`${file}: ${why}`];
    });
    expect(failures).toEqual([]);
  });
});

interface ConformanceCase {
  readonly name: string;
  readonly spl: string;
  readonly expect_error?: string;
  readonly macros?: Readonly<Record<string, { args?: readonly string[]; definition: string }>>;
}

/** Searches whose error is one of types or of the catalog: planning finds it. */
const FOUND_BY_PLANNING = new Set(['err_eval_boolean_result', 'err_eval_boolean_isnull', 'err_missing_lookup']);

describe.skipIf(!existsSync(join(SHARED, 'conformance')))('conformance cases', () => {
  const folder = join(SHARED, 'conformance');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')) : [];
  const cases = files.flatMap((file): ConformanceCase[] => parseYaml(readFileSync(join(folder, file), 'utf8')).cases);

  test.each(cases.map((item) => [item.name, item] as const))('%s', (_, item) => {
    const macros: MacroLookup = (name, count) => {
      const macro = item.macros?.[count === 0 ? name : `${name}(${count})`];
      return macro && { name, arguments: macro.args ?? [], definition: macro.definition };
    };
    const isRejected = item.expect_error !== undefined && !FOUND_BY_PLANNING.has(item.name);
    expect(failure(item.spl, macros) !== undefined).toBe(isRejected);
  });
});
