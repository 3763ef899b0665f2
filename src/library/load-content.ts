import path from 'node:path';
import {
  type Content,
  type EveryFile,
  loadBuiltInContent as loadBuiltIn,
  loadEveryFile as loadEvery,
  loadDetectionFile as loadFile,
  loadContent as loadFolders,
  type YamlReader,
} from '../content/index.ts';
import { Problem } from '../shared/problem.ts';
import { openDocuments } from './compiled/documents.ts';
import { unpacked } from './unpacked.ts';

/** `loadContent` of the content layer, for paths that may be zip archives. @throws as it, and as `unpacked` */
export async function loadContent(paths: readonly string[]): Promise<Content> {
  const folders = await unpacked(paths);
  return await keeping((how) => loadFolders(folders, how));
}

/** `loadBuiltInContent` of the content layer. */
export async function loadBuiltInContent(): Promise<Content> {
  return await keeping(loadBuiltIn);
}

/**
 * The same to be shown: files of archives are named by the archive, as `content.zip/detections/one.yml`, and not by the
 * place that they were unpacked to. They cannot be opened under these names.
 */
export async function loadShownContent(paths: readonly string[]): Promise<Content> {
  const folders = await unpacked(paths);
  const content = await keeping((how) => loadFolders(folders, how));
  const shown = (file: string): string => {
    const at = folders.findIndex((folder, index) => folder !== paths[index] && file.startsWith(folder + path.sep));
    return at === -1 ? file : path.join(paths[at] ?? '', file.slice((folders[at] ?? '').length));
  };
  return {
    ...content,
    detections: content.detections.map((detection) => ({ ...detection, file: shown(detection.file) })),
    problems: content.problems.map((problem) => {
      const { file } = problem.details;
      return file === undefined
        ? problem
        : new Problem(problem.code, problem.message, { ...problem.details, file: shown(file) });
    }),
  };
}

/** `loadEveryFile` of the content layer, for paths that may be zip archives. @throws as it, and as `unpacked` */
export async function loadEveryFile(
  paths: readonly string[],
  support: readonly string[],
  onProblem: (problem: Problem) => void,
): Promise<EveryFile> {
  const [folders, beneath] = [await unpacked(paths), await unpacked(support)];
  return await keeping((how) => loadEvery(folders, beneath, onProblem, how));
}

/** `loadDetectionFile` of the content layer, whose content may be zip archives. @throws as it, and as `unpacked` */
export async function loadDetectionFile(
  file: string,
  { content }: { readonly content?: readonly string[] } = {},
): ReturnType<typeof loadFile> {
  const folders = content === undefined ? {} : { content: await unpacked(content) };
  return await keeping((how) => loadFile(file, { ...folders, ...how }));
}

/** Loads with what former runs kept, and keeps what is new. */
async function keeping<T>(load: (how: { readonly parse?: YamlReader }) => Promise<T>): Promise<T> {
  const { parse, save } = openDocuments();
  const loaded = await load(parse === undefined ? {} : { parse });
  save();
  return loaded;
}
