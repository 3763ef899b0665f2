import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Command, InvalidArgumentError, type Option } from 'commander';
import type { Config } from '../content/index.ts';
import { nearest } from '../shared/nearest.ts';

/**
 * Gives a command the options that the nearest `karst.yml` sets and the command line does not. The reader of YAML is
 * loaded only where there is such a file.
 *
 * @param commands every command: an option of another one is no mistake
 * @throws Problem CT007 for an option that no command has, or a value that it does not take; and as `loadConfig`.
 */
export async function applyConfig(command: Command, commands: readonly Command[], folder: string): Promise<void> {
  if (!isConfigured(path.resolve(folder))) return;
  const { loadConfig } = await import('../content/index.ts');
  const config = loadConfig(folder);
  const all = commands.flatMap(runnable);
  const known = all.flatMap(({ options }) => options.map(nameOf));
  for (const name of Object.keys(config.options)) {
    if (!known.includes(name)) throw unknownOption(['options', name], known, config);
  }
  for (const [name, options] of Object.entries(config.commands)) {
    const named = all.find((one) => pathOf(one) === name);
    if (named === undefined) {
      const names = all.map(pathOf);
      throw config.problemAt(['commands', name], `there is no command "${name}"`, hintOf(name, names));
    }
    const its = named.options.map(nameOf);
    for (const option of Object.keys(options)) {
      if (!its.includes(option)) throw unknownOption(['commands', name, option], its, config);
    }
  }
  set(command, config.options, ['options'], config);
  // What a command is told itself wins over what all are told.
  set(command, config.commands[pathOf(command)] ?? {}, ['commands', pathOf(command)], config);
}

/** The commands that do something: those of others in their place. */
function runnable(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(runnable);
}

/** As it is written behind `karst`: `hunt`, `content list`. */
function pathOf(command: Command): string {
  const above = command.parent;
  return above?.parent ? `${pathOf(above)} ${command.name()}` : command.name();
}

/** As `loadConfig` looks for it. */
function isConfigured(folder: string): boolean {
  if (existsSync(path.join(folder, 'karst.yml'))) return true;
  const parent = path.dirname(folder);
  return parent !== folder && isConfigured(parent);
}

function unknownOption(keys: readonly string[], known: readonly string[], config: Config): Error {
  const name = keys.at(-1) ?? '';
  return config.problemAt(keys, `there is no option "${name}"`, hintOf(name, [...new Set(known)]));
}

function hintOf(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? `there are ${known.join(', ')}` : `did you mean "${near}"?`;
}

/** The long name without its dashes; `color` for `--no-color`. */
function nameOf(option: Option): string {
  return option.negate ? option.name().replace(/^no-/, '') : option.name();
}

const SOURCE = 'config';

function set(command: Command, options: Config['options'], keys: readonly string[], config: Config): void {
  for (const option of command.options) {
    const value = options[nameOf(option)];
    const attribute = option.attributeName();
    const source = command.getOptionValueSource(attribute);
    if (value === undefined || (source !== undefined && source !== 'default' && source !== SOURCE)) continue;
    try {
      command.setOptionValueWithSource(attribute, settingValue(option, value, config), SOURCE);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw config.problemAt([...keys, nameOf(option)], `"${nameOf(option)}" cannot be that`, error.message);
    }
  }
}

type Setting = Config['options'][string];

/** @throws InvalidArgumentError */
function settingValue(option: Option, setting: Setting, config: Config): unknown {
  const isFlag = !option.required && !option.optional;
  if (isFlag !== (typeof setting === 'boolean')) {
    throw new InvalidArgumentError(isFlag ? 'It is true or false.' : 'It is not true or false.');
  }
  if (isFlag) return option.negate ? setting : setting || undefined;
  const texts = typeof setting === 'object' ? setting : [String(setting)];
  const parse = option.parseArg ?? ((text: string): unknown => text);
  let value: unknown;
  for (const text of texts) {
    const before = value;
    value = parse(isPath(option) ? fromFile(text, config) : text, before as never);
    if (before !== undefined && !Array.isArray(value)) throw new InvalidArgumentError('It takes one value.');
  }
  return value;
}

/** Options whose help says so. */
function isPath({ flags }: Option): boolean {
  return /<(?:path|file|folder)>/.test(flags);
}

/** Paths count from the folder of the file, wherever karst is called. */
function fromFile(text: string, { file = '' }: Config): string {
  return path.relative(process.cwd(), path.resolve(path.dirname(file), text)) || '.';
}
