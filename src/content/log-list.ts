import path from 'node:path';
import { readContentFile } from './folder.ts';
import { present } from './present.ts';
import { checkShape } from './shape.ts';
import { parseYaml } from './yaml.ts';

/** Logs, and what is said about them where they do not say it themselves. */
export interface ListedLogs {
  /** A file or a folder. */
  readonly path: string;
  readonly source?: string;
  readonly sourcetype?: string;
  readonly index?: string;
  readonly host?: string;
}

/**
 * Reads a list of logs: a YAML file with `logs`, whose paths count from the folder of the file.
 *
 * @throws Problem CT001 to CT003 and CT005 for a file that cannot be used.
 */
export function loadLogList(file: string): readonly ListedLogs[] {
  const { logs } = checkShape('log_list', parseYaml(readContentFile(file), file));
  return logs.map(({ path: below, source, sourcetype, index, host }) => ({
    path: path.resolve(path.dirname(file), below),
    ...present('source', source),
    ...present('sourcetype', sourcetype),
    ...present('index', index),
    ...present('host', host),
  }));
}
