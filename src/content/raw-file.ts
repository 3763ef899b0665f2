import { Problem } from '../shared/problem.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

/** A content file as it stands, whatever karst reads of it: what checks of its form look at. */
export interface RawFile {
  readonly file: string;
  readonly text: string;
  /** Plain data: objects, arrays, texts, numbers, booleans and null. */
  readonly data: unknown;
  /** Where its parts stand. The first call parses the text anew, so that files without findings hold no places. */
  places(): YamlFile;
}

/** What is kept of a file that was read. */
export function rawFile({ file, text, data }: YamlFile): RawFile {
  let places: YamlFile | undefined;
  return {
    file,
    text,
    data,
    places: () => {
      places ??= parseYaml(text, file);
      return places;
    },
  };
}

/** Whether a text is one YAML document that content can be read from. */
export function isYaml(text: string, file: string): boolean {
  try {
    parseYaml(text, file);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
