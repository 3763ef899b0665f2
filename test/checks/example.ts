import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { ErrorCode } from '../../src/shared/codes.ts';

/**
 * An example of one code of a check: content that shows it, and the same content mended. Both are laid over the
 * repository `base/`, which is valid, and are run as a test. `test/checks/NAME.yaml` lists those of the check NAME.
 */
export interface CheckExample {
  readonly code: ErrorCode;
  /** What is wrong with the bad content, in a sentence for readers of the documentation. */
  readonly says: string;
  /**
   * The file that the content is for, below the root of the repository. Of one that `base/` has, only what is written
   * here changes: keys, and keys of keys. Default: a detection of version 5, `detections/endpoint/example.yml`.
   */
  readonly file?: string;
  /** The content is the search of a hunting detection, which gets its filter macro behind it; the places count in it. */
  readonly spl?: true;
  /** The content is the whole file, whatever `base/` has. */
  readonly whole?: true;
  /** Keys, with dots between them, that the bad file does not have. */
  readonly without?: readonly string[];
  readonly bad?: string;
  /** Not written: `base/` as it is. */
  readonly good?: string;
  /** Where the findings are: LINE:COLUMN of `bad`, LINE, or `file` for none. */
  readonly at: string | readonly string[];
  /** The file that has the findings, where that is another. */
  readonly in?: string;
  /** The whole text of each finding. */
  readonly message: string;
  /** Codes of other findings that the bad content has for the same reason. */
  readonly also?: readonly ErrorCode[];
  /** Files of `base/` that the bad side does not have. */
  readonly absent?: readonly string[];
  /** Files that both need, and those that only one of them has. */
  readonly files?: Readonly<Record<string, string>>;
  readonly badFiles?: Readonly<Record<string, string>>;
  readonly goodFiles?: Readonly<Record<string, string>>;
}

/** The examples of every check, by its name. */
export function checkExamples(): ReadonlyMap<string, readonly CheckExample[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.yaml'));
  return new Map(
    files.map((file) => [
      path.basename(file, '.yaml'),
      parseYaml(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as readonly CheckExample[],
    ]),
  );
}

/** The file that an example is about. A search has one of its own, of which nothing else of the file depends. */
export function fileOf({ file, spl }: CheckExample): string {
  return file ?? `detections/endpoint/${spl ? 'example_search' : 'example'}.yml`;
}
