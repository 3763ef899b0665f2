import path from 'node:path';
import {
  type Content,
  type EveryFile,
  loadEveryFile as loadEvery,
  loadDetectionFile as loadFile,
  loadContent as loadFolders,
} from '../content/index.ts';
import { Problem } from '../shared/problem.ts';
import { unpacked } from './unpacked.ts';

/** `loadContent` of the content layer, for paths that may be zip archives. @throws as it, and as `unpacked` */
export async function loadContent(paths: readonly string[]): Promise<Content> {
  return await loadFolders(await unpacked(paths));
}

/**
 * The same to be shown: files of archives are named by the archive, as `content.zip/detections/one.yml`, and not by the
 * place that they were unpacked to. They cannot be opened under these names.
 */
export async function loadShownContent(paths: readonly string[]): Promise<Content> {
  const folders = await unpacked(paths);
  const content = await loadFolders(folders);
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
  return await loadEvery(await unpacked(paths), await unpacked(support), onProblem);
}

/** `loadDetectionFile` of the content layer, whose content may be zip archives. @throws as it, and as `unpacked` */
export async function loadDetectionFile(
  file: string,
  { content }: { readonly content?: readonly string[] } = {},
): ReturnType<typeof loadFile> {
  return await loadFile(file, content === undefined ? {} : { content: await unpacked(content) });
}
