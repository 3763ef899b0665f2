import type { CommandWords, Completion } from './words.ts';

/** A script for bash 3.2 and later, without the package bash-completion. */
export function bashScript(commands: readonly CommandWords[]): string {
  return `# karst completion for bash: eval "$(karst completion bash)"
_karst() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$cur"))
    return
  fi
  case "\${COMP_WORDS[1]} $prev" in
${commands.flatMap(valueCases).join('')}  esac
  case "\${COMP_WORDS[1]}" in
${commands.map(optionCase).join('')}  esac
  if [ "\${cur#-}" != "$cur" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}
complete -o default -F _karst karst
`;
}

/** What may stand behind each option that takes a value. */
function valueCases({ name, options }: CommandWords): readonly string[] {
  return options.flatMap(({ short, long, value }) => {
    if (value === undefined) return [];
    const patterns = [long, ...(short === undefined ? [] : [short])].map((flag) => `"${name} ${flag}"`);
    return [`    ${patterns.join('|')}) ${reply(value)}return ;;\n`];
  });
}

/** An empty reply makes bash complete files, as it does by itself. */
function reply(value: Completion): string {
  switch (value.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W '${value.words.join(' ')}' -- "$cur")); `;
    case 'folders':
      return 'COMPREPLY=($(compgen -d -- "$cur")); ';
    case 'files':
    case 'text':
      return '';
  }
}

function optionCase({ name, options, argument }: CommandWords): string {
  const flags = options.flatMap(({ short, long }) => [long, ...(short === undefined ? [] : [short])]);
  const words = argument.kind === 'words' ? ` [ "\${cur#-}" = "$cur" ] && ${reply(argument)}` : '';
  return `    ${name}) words='${flags.join(' ')}';${words} ;;\n`;
}
