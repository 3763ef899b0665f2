import type { CommandWords, Completion, OptionWords } from './words.ts';

/** A script for zsh. */
export function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef karst
# karst completion for zsh: karst completion zsh > ~/.zfunc/_karst
_karst() {
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}\n`).join('')}  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command=\${words[2]}
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(ofCommand).join('')}  esac
}
if [ "$funcstack[1]" = _karst ]; then _karst "$@"; else compdef _karst karst; fi
`;
}

function ofCommand({ name, options, argument }: CommandWords): string {
  const specs = [...options.flatMap(specsOf), quoted(`*: :${actionOf(argument)}`)];
  return `    ${name})\n      _arguments \\\n${specs.map((spec) => `        ${spec}`).join(' \\\n')}\n      ;;\n`;
}

/** One for the long name and one for the short one; each may come several times. */
function specsOf({ short, long, description, value }: OptionWords): readonly string[] {
  const what = description.replace(/[[\]:\\]/g, '\\$&');
  const behind = value === undefined ? '' : `: :${actionOf(value)}`;
  return [long, ...(short === undefined ? [] : [short])].map((flag) => quoted(`*${flag}[${what}]${behind}`));
}

function actionOf(value: Completion): string {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'text':
      return '';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
