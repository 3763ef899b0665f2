import { existsSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../shared/problem.ts';
import { readContentFile } from './folder.ts';
import { checkShape } from './shape.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

/** What a check does with what it finds. */
export type CheckLevel = 'error' | 'warn' | 'off';

export type Settings = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What a configuration file says. */
export interface Config {
  /** Absent where there is no file. */
  readonly file?: string;
  /** By code or name of a check. Whether there is such a one is not known here. */
  readonly checks: Readonly<Record<string, CheckLevel>>;
  /** Options of the command line for every command that has them, by their long names. */
  readonly options: Settings;
  /** The same for single commands. */
  readonly commands: Readonly<Record<string, Settings>>;
  /** A problem of a key of the file, which leads down to it. */
  readonly problemAt: (path: readonly string[], message: string, hint: string) => Problem;
}

const CONFIG_NAME = 'karst.yml';

/**
 * Reads the configuration for work in a folder: the `karst.yml` that lies in it, or in the nearest folder above.
 *
 * @throws Problem CT001, CT002 or CT005 for a file that cannot be read, CT007 for one with other keys than these.
 */
export function loadConfig(folder: string): Config {
  const file = configAbove(path.resolve(folder));
  return file === undefined ? { checks: {}, options: {}, commands: {}, problemAt: unplaced } : readConfig(file);
}

/**
 * Reads a configuration file.
 *
 * @throws Problem as `loadConfig`.
 */
export function readConfig(file: string): Config {
  const yaml = parseYaml(readContentFile(file), file);
  // A file of remarks alone says nothing.
  const { checks, options, commands } = yaml.data === null ? {} : shapeOf(yaml);
  return {
    file,
    checks: checks ?? {},
    options: options ?? {},
    commands: commands ?? {},
    problemAt: (keys, message, hint) =>
      new Problem('CT007', message, { file, text: yaml.text, span: yaml.keySpanOf(keys), hint }),
  };
}

function shapeOf(yaml: YamlFile) {
  try {
    return checkShape('config', yaml);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem('CT007', error.message, error.details);
  }
}

function unplaced(_: readonly string[], message: string, hint: string): Problem {
  return new Problem('CT007', message, { hint });
}

function configAbove(folder: string): string | undefined {
  const file = path.join(folder, CONFIG_NAME);
  if (existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : configAbove(parent);
}
