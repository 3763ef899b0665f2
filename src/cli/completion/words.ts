import type { Command, Option } from 'commander';
import { wordsOf } from '../values.ts';

/** What may follow an option, or stand as an argument. */
export type Completion =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  /** Some text that nobody can know. */
  | { readonly kind: 'text' };

export interface OptionWords {
  readonly short?: string;
  readonly long: string;
  readonly description: string;
  /** Absent for an option without a value. */
  readonly value?: Completion;
}

export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  readonly argument: Completion;
}

/** What shells can complete of the commands. */
export function commandWords(commands: readonly Command[]): readonly CommandWords[] {
  return commands.map((command) => ({
    name: command.name(),
    description: command.summary(),
    options: [...optionsOf(command), HELP].map(optionWords),
    argument: argumentOf(command),
  }));
}

const HELP: Pick<Option, 'short' | 'long' | 'description' | 'flags' | 'parseArg'> & { mandatory?: boolean } = {
  short: '-h',
  long: '--help',
  description: 'show this help',
  flags: '-h, --help',
};

function optionWords({ short, long, description, flags, parseArg }: typeof HELP): OptionWords {
  const placeholder = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1];
  return {
    ...(short !== undefined && { short }),
    long: long ?? flags,
    description,
    ...(placeholder !== undefined && { value: valueOfOption(placeholder, wordsOf(parseArg)) }),
  };
}

function valueOfOption(placeholder: string, words: readonly string[] | undefined): Completion {
  if (words !== undefined) return { kind: 'words', words };
  if (placeholder === 'folder') return { kind: 'folders' };
  return placeholder === 'file' || placeholder === 'path' ? { kind: 'files' } : { kind: 'text' };
}

/** Of a command that has others inside, the options of all of them. */
function optionsOf(command: Command): readonly Option[] {
  const inner = command.commands.flatMap((one) => optionsOf(one));
  return [...new Map([...command.options, ...inner].map((option) => [option.flags, option])).values()];
}

/** All arguments are files, but for those that a parser reads as one of some words. */
function argumentOf(command: Command): Completion {
  if (command.commands.length > 0) return { kind: 'words', words: command.commands.map((one) => one.name()) };
  const words = command.registeredArguments.map((argument) => argument.argChoices ?? wordsOf(argument.parseArg));
  const known = words.find((list) => list !== undefined);
  return known === undefined ? { kind: 'files' } : { kind: 'words', words: known };
}
