import type { CommandWords, Completion, OptionWords } from './words.ts';

/** A script for fish. */
export function fishScript(commands: readonly CommandWords[]): string {
  const names = commands.map(
    ({ name, description }) => `complete -c karst -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}\n`,
  );
  return `# karst completion for fish: karst completion fish | source\n${names.join('')}${commands.map(ofCommand).join('')}`;
}

function ofCommand({ name, options, argument }: CommandWords): string {
  const when = `complete -c karst -n '__fish_seen_subcommand_from ${name}'`;
  const lines = options.map(
    (option) => `${when}${flagsOf(option)} -d ${quoted(option.description)}${behind(option.value)}\n`,
  );
  return lines.join('') + (argument.kind === 'words' ? `${when} -f -a ${quoted(argument.words.join(' '))}\n` : '');
}

function flagsOf({ short, long }: OptionWords): string {
  return ` -l ${long.replace(/^--/, '')}${short === undefined ? '' : ` -s ${short.replace(/^-/, '')}`}`;
}

function behind(value: Completion | undefined): string {
  switch (value?.kind) {
    case undefined:
      return '';
    case 'words':
      return ` -x -a ${quoted(value.words.join(' '))}`;
    case 'folders':
      return ` -x -a '(__fish_complete_directories)'`;
    case 'files':
      return ' -r';
    case 'text':
      return ' -x';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
