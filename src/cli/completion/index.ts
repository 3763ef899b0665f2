import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import type { CommandWords } from './words.ts';
import { zshScript } from './zsh.ts';

/** The script of each shell. */
export const COMPLETION_SCRIPTS: Readonly<
  Record<'bash' | 'zsh' | 'fish', (commands: readonly CommandWords[]) => string>
> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};
