import { type Content, type Detection, problemInSearch } from '../content/index.ts';
import { tableName } from '../engine/index.ts';
import { lex, openEnvironment, type ParsedSearch, type Plan, plan, type Token } from '../language/index.ts';
import { Problem } from '../shared/problem.ts';
import { dialectByName, emit } from '../sql/index.ts';
import { openCatalog } from './catalog.ts';
import { searchParser } from './content.ts';
import { loadContent, loadDetectionFile } from './load-content.ts';
import { contentLookups } from './lookups.ts';
import { contentModels } from './models.ts';
import type { TimeOptions } from './options.ts';
import { resolveTimes } from './times.ts';

export interface ExplainOptions extends TimeOptions {
  /** A search, or the YAML file of a detection. */
  readonly search: { readonly spl: string } | { readonly file: string };
  /** Where macros and lookups come from. Default: for a file, the repository that it lies in. */
  readonly content?: readonly string[];
  /** Default: `duckdb`, the only one so far. */
  readonly dialect?: string;
}

/** A search, stage by stage. Each stage is worked out when asked for, and throws what is wrong at that stage. */
export interface Explanation {
  /** As typed. */
  readonly spl: string;
  /** The name of the detection, where it is one. */
  readonly name?: string;
  tokens(): readonly Token[];
  /** The text with its macros expanded, and the AST. */
  ast(): ParsedSearch;
  /** The plan of the search, and before it those of its subsearches and of what must run before. */
  plans(): Promise<readonly Plan[]>;
  /** The statement of each plan. */
  sql(): Promise<readonly string[]>;
}

/**
 * What becomes of a search, without any logs: fields are not known then, so that all count as text.
 *
 * @throws Problem CT001 to CT005 for a file that is not a detection, SQL001 for a dialect that does not exist.
 */
export async function explain(options: ExplainOptions): Promise<Explanation> {
  const dialect = dialectByName(options.dialect ?? 'duckdb');
  const times = resolveTimes({ ...options, now: options.now ?? 0 });
  const { detection, content } = await loadSearched(options);
  const spl = detection?.search ?? ('spl' in options.search ? options.search.spl : '');
  const placed = <T>(work: () => T): T => placing(detection, work);
  const ast = (): ParsedSearch => placed(() => searchParser(content).parse(spl));
  const plans = async (): Promise<readonly Plan[]> => {
    const parsed = ast();
    const lookups = contentLookups(content);
    const environment = openEnvironment({
      ...times,
      catalog: { ...openCatalog(), ...lookups.catalog },
      models: contentModels(content).ahead(times, lookups),
    });
    const last = await plan(parsed, environment).catch((error: unknown) => placed(() => raise(error)));
    return [...environment.stages, last];
  };
  return {
    spl,
    ...(detection ? { name: detection.name } : {}),
    tokens: () => [...lex(spl)],
    ast,
    plans,
    sql: async () => (await plans()).map((one) => emit(one, dialect, tableName, times).sql),
  };
}

async function loadSearched({ search, content }: ExplainOptions): Promise<{ detection?: Detection; content: Content }> {
  if ('file' in search) return loadDetectionFile(search.file, content === undefined ? {} : { content });
  return { content: await loadContent(content ?? []) };
}

/** A problem of a detection's search is shown in its file. */
function placing<T>(detection: Detection | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw detection && error instanceof Problem ? problemInSearch(detection, error) : error;
  }
}

function raise(error: unknown): never {
  throw error;
}
