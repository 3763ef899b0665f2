import path from 'node:path';
import { assertNever, Problem } from '../shared/problem.ts';
import { BUILT_IN_MACROS } from './built-in-macros.ts';
import type {
  Baseline,
  Content,
  ContentFile,
  ContentKind,
  DataSource,
  Detection,
  Lookup,
  Macro,
  SourceMapping,
  Story,
} from './content.ts';
import { folderExists, isFolder, readContentFile, yamlFilesIn } from './folder.ts';
import type { YamlReader } from './kept-yaml.ts';
import { kindOf } from './kind.ts';
import { macroKey } from './macros.ts';
import { baselineOf, dataSourceOf, detectionOf, lookupOf, macroOf, storyOf } from './objects.ts';
import { builtInContentPath, builtInFileName } from './pack.ts';
import { type RawFile, rawFile } from './raw-file.ts';
import { checkShape } from './shape.ts';
import { sourceOf } from './source-mapping.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

export interface LoadOptions {
  /** How files are parsed. Default: each from its text. */
  readonly parse?: YamlReader;
}

export interface LoadDetectionOptions extends LoadOptions {
  /** Where macros and lookups come from, instead of the repository that the file lies in. */
  readonly content?: readonly string[];
}

/** Objects by name, and what else came to light on the way. */
interface Layer {
  readonly detections: Map<string, Detection>;
  readonly macros: Map<string, Macro>;
  readonly lookups: Map<string, Lookup>;
  readonly stories: Map<string, Story>;
  readonly baselines: Map<string, Baseline>;
  readonly dataSources: Map<string, DataSource>;
  readonly sources: Map<string, SourceMapping>;
  readonly files: ContentFile[];
  readonly problems: Problem[];
}

/** How the files of a layer are read. */
interface Reading {
  readonly parse: YamlReader;
  /** Takes the files as they stand, where somebody asks for them. */
  readonly raw?: Map<string, RawFile>;
}

/** All objects below some paths, and the files that they stand in. */
export interface EveryFile extends Content {
  /** By their paths; those that are no YAML are not among them. */
  readonly raw: ReadonlyMap<string, RawFile>;
  /** Repositories that the paths lie in, as far as they are none of the paths. */
  readonly around: readonly string[];
}

/**
 * Loads content: repositories, folders of YAML files, single files. Later paths override earlier ones, by kind and
 * name (macros also by the number of their arguments); beneath them all lie the macros and lookups of the
 * repositories that single files stand in, and beneath those the macros that come with karst. A file that cannot be
 * loaded costs itself alone and is one of the `problems`.
 *
 * @throws Problem CT001 for a path that does not exist or a folder that cannot be read.
 */
export async function loadContent(paths: readonly string[], { parse = parseYaml }: LoadOptions = {}): Promise<Content> {
  const reading = { parse };
  const repositories = new Set<string>();
  const layers: Layer[] = [];
  for (const contentPath of paths) {
    if (isFolder(contentPath)) {
      layers.push(loadFolder(contentPath, reading));
      continue;
    }
    layers.push(loadFile(contentPath, reading));
    const root = repositoryRootOf(contentPath);
    if (root !== undefined) repositories.add(root);
  }
  return merge([alwaysThere(reading), ...[...repositories].map((one) => loadSupport(one, reading)), ...layers]);
}

/**
 * Loads content to judge it: every object below the paths, those too whose name another one has. Macros and lookups
 * come from all of the paths, from `support` beneath them, and from the repositories that the paths lie in.
 * Problems of files that are not below the paths are told to `onProblem`.
 *
 * @throws Problem CT001 for a path that does not exist or a folder that cannot be read.
 */
export async function loadEveryFile(
  paths: readonly string[],
  support: readonly string[],
  onProblem: (problem: Problem) => void,
  { parse = parseYaml }: LoadOptions = {},
): Promise<EveryFile> {
  const raw = new Map<string, RawFile>();
  const reading = { parse };
  const judged = { parse, raw };
  const roots = new Set(paths.map(rootOf).filter((root) => root !== undefined));
  const layers = paths.map((given) => (isFolder(given) ? loadFolder(given, judged) : loadFile(given, judged)));
  // What lies below a path is judged with it: loading it once more would cost as much again.
  const repositories = [...roots].filter((root) => !paths.some((given) => path.resolve(given) === path.resolve(root)));
  const beneath = [...repositories, ...support].map((one) => loadSupport(one, reading));
  for (const { problems } of beneath) for (const problem of problems) onProblem(problem);
  const { macros, lookups, training, filling } = merge([alwaysThere(reading), ...beneath, ...layers]);
  const each = layers.map((layer) => merge([layer]));
  return {
    raw,
    around: repositories,
    detections: each.flatMap(({ detections }) => detections),
    macros,
    lookups,
    stories: each.flatMap(({ stories }) => stories),
    baselines: each.flatMap(({ baselines }) => baselines),
    training,
    filling,
    dataSources: each.flatMap(({ dataSources }) => dataSources),
    sources: each.flatMap(({ sources }) => sources),
    files: each.flatMap(({ files }) => files),
    problems: each.flatMap(({ problems }) => problems),
  };
}

/** The repository that a file or a folder of one belongs to; the folder itself where it is one. */
function rootOf(contentPath: string): string | undefined {
  const isRoot = ['macros', 'detections'].some((name) => folderExists(path.join(contentPath, name)));
  return isRoot ? contentPath : repositoryRootOf(contentPath);
}

/** Loads the content that comes with karst. */
export async function loadBuiltInContent(options: LoadOptions = {}): Promise<Content> {
  const content = await loadContent([builtInContentPath()], options);
  return {
    ...content,
    detections: content.detections.map((one) => ({ ...one, file: builtInFileName(one.file) })),
  };
}

/**
 * Loads one detection, with the macros and lookups of the repository that it lies in: the nearest folder above with
 * `macros/` or `detections/`.
 *
 * @throws Problem CT001 for a file that does not exist, CT002 to CT005 for one that is not a detection.
 */
export async function loadDetectionFile(
  file: string,
  options: LoadDetectionOptions = {},
): Promise<{ readonly detection: Detection; readonly content: Content }> {
  const reading = { parse: options.parse ?? parseYaml };
  const layer = loadFile(file, reading);
  const detection = layer.detections.values().next().value;
  if (!detection) throw layer.problems[0] ?? new Problem('CT003', 'not a detection', { file });
  const root = repositoryRootOf(file);
  const paths = options.content ?? (root === undefined ? [] : [root]);
  return { detection, content: merge([alwaysThere(reading), ...paths.map((one) => loadSupport(one, reading)), layer]) };
}

/** The root of the content repository that a file lies in, or undefined for a file outside of any. */
export function repositoryRootOf(file: string): string | undefined {
  let folder = path.dirname(path.resolve(file));
  for (;;) {
    if (folderExists(path.join(folder, 'macros')) || folderExists(path.join(folder, 'detections'))) return folder;
    const parent = path.dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

function emptyLayer(): Layer {
  return {
    detections: new Map(),
    macros: new Map(),
    lookups: new Map(),
    stories: new Map(),
    baselines: new Map(),
    dataSources: new Map(),
    sources: new Map(),
    files: [],
    problems: [],
  };
}

/** The macros that exist without any content: of Splunk and the CIM app, and those of the built-in pack. */
function alwaysThere(reading: Reading): Layer {
  const layer = emptyLayer();
  for (const macro of BUILT_IN_MACROS) layer.macros.set(macroKey(macro), macro);
  addFolder(layer, path.join(builtInContentPath(), 'macros'), reading);
  return withoutFiles(layer);
}

/**
 * Macros, lookups, sources, and the baselines that train models or fill lookups: a tenth of the work of loading all of a
 * repository.
 */
function loadSupport(contentPath: string, reading: Reading): Layer {
  if (!isFolder(contentPath)) return withoutFiles({ ...loadFile(contentPath, reading), detections: new Map() });
  const layer = emptyLayer();
  const folders = ['macros', 'lookups', 'sources'].map((name) => path.join(contentPath, name)).filter(folderExists);
  for (const folder of folders.length > 0 ? folders : [contentPath]) addFolder(layer, folder, reading);
  const baselines = path.join(contentPath, 'baselines');
  if (folders.length > 0 && folderExists(baselines)) addFolder(layer, baselines, reading, servesSearches);
  return withoutFiles({ ...layer, detections: new Map() });
}

/** Whether the text of a file names the commands: YAML takes a hundred times as long to parse. */
function servesSearches(file: string): boolean {
  try {
    const text = readContentFile(file);
    return TRAINS.test(text) || FILLS.test(text);
  } catch {
    return true; // Loading it says what is wrong with it.
  }
}

/** Files that nobody named are not listed among those looked at. */
function withoutFiles(layer: Layer): Layer {
  return { ...layer, files: [] };
}

function loadFolder(folder: string, reading: Reading): Layer {
  const layer = emptyLayer();
  addFolder(layer, folder, reading);
  return layer;
}

function loadFile(file: string, reading: Reading): Layer {
  const layer = emptyLayer();
  const kind = addFile(layer, file, { root: repositoryRootOf(file) ?? path.dirname(file), relative: file }, reading);
  if (kind === 'other' && layer.problems.length === 0) {
    layer.problems.push(new Problem('CT003', 'neither a detection nor any other kind of content', { file }));
  }
  return layer;
}

function addFolder(
  layer: Layer,
  folder: string,
  reading: Reading,
  isWanted: (file: string) => boolean = () => true,
): void {
  for (const file of yamlFilesIn(folder, (problem) => layer.problems.push(problem)).filter(isWanted)) {
    addFile(layer, file, { root: folder, relative: path.relative(folder, file).split(path.sep).join('/') }, reading);
  }
}

/** Loads a file into the layer, and says what it is. */
function addFile(
  layer: Layer,
  file: string,
  { root, relative }: { root: string; relative: string },
  { parse, raw }: Reading,
): ContentKind {
  const folders = foldersBetween(root, file);
  let kind = kindOf(undefined, folders);
  let data: unknown;
  try {
    const yaml = parse(readContentFile(file), file);
    data = yaml.data;
    raw?.set(file, rawFile(yaml));
    kind = kindOf(data, folders);
    addObject(layer, kind, yaml);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    layer.problems.push(error);
  }
  layer.files.push({ file, relative, kind, ...namesIn(data) });
  return kind;
}

/** What a file says of itself, as far as it is text. */
function namesIn(data: unknown): Pick<ContentFile, 'name' | 'id' | 'type'> {
  if (typeof data !== 'object' || data === null) return {};
  const entries = Object.entries(data).filter(([key, value]) => SELF_KEYS.has(key) && typeof value === 'string');
  return Object.fromEntries(entries);
}

const SELF_KEYS: ReadonlySet<string> = new Set(['name', 'id', 'type']);

/** The names of the folders from the root, which may itself be one of detections, down to the file. */
function foldersBetween(root: string, file: string): string[] {
  const above = path.dirname(path.resolve(root));
  return path.relative(above, path.dirname(path.resolve(file))).split(path.sep);
}

function addObject(layer: Layer, kind: ContentKind, yaml: YamlFile): void {
  switch (kind) {
    case 'detection':
      addNamed(layer.detections, detectionOf(yaml), yaml);
      break;
    case 'macro': {
      const macro = macroOf(yaml);
      addNamed(layer.macros, macro, yaml, macroKey(macro));
      break;
    }
    case 'lookup':
      addNamed(layer.lookups, lookupOf(yaml), yaml);
      break;
    case 'story':
      addNamed(layer.stories, storyOf(yaml), yaml);
      break;
    case 'baseline':
      addNamed(layer.baselines, baselineOf(yaml), yaml);
      break;
    case 'data_source':
      addNamed(layer.dataSources, dataSourceOf(yaml), yaml);
      break;
    case 'source':
      addNamed(layer.sources, sourceOf(yaml), yaml);
      break;
    case 'deployment':
      checkShape('deployment', yaml);
      break;
    case 'dashboard':
    case 'other':
      break;
    default:
      assertNever(kind);
  }
}

/** @throws Problem CT004 when the layer has one of that name: the first stays. */
function addNamed<T extends { readonly name: string; readonly file?: string }>(
  named: Map<string, T>,
  object: T,
  yaml: YamlFile,
  key = object.name,
): void {
  const first = named.get(key);
  if (first) {
    throw new Problem('CT004', `"${object.name}" is already the name of ${first.file}`, {
      file: yaml.file,
      text: yaml.text,
      span: yaml.spanOf(['name']),
      hint: 'rename one of the two; the first one is used',
    });
  }
  named.set(key, object);
}

/** What a search that trains a model must say. */
const TRAINS = /\bfit\b/i;

/** What one must say that fills a lookup. */
const FILLS = /\boutputlookup\b/i;

/** Later layers override earlier ones. */
function merge(layers: readonly Layer[]): Content {
  const values = <T>(maps: readonly ReadonlyMap<string, T>[]): T[] => [
    ...new Map(maps.flatMap((map) => [...map])).values(),
  ];
  const baselines = values(layers.map((layer) => layer.baselines));
  return {
    detections: values(layers.map((layer) => layer.detections)),
    macros: values(layers.map((layer) => layer.macros)),
    lookups: values(layers.map((layer) => layer.lookups)),
    stories: values(layers.map((layer) => layer.stories)),
    baselines,
    training: baselines.filter(({ search }) => TRAINS.test(search)),
    filling: baselines.filter(({ search }) => FILLS.test(search)),
    dataSources: values(layers.map((layer) => layer.dataSources)),
    sources: values(layers.map((layer) => layer.sources)),
    files: layers.flatMap((layer) => layer.files),
    problems: layers.flatMap((layer) => layer.problems),
  };
}
