import type { Command } from 'commander';
import { COMPLETION_SCRIPTS } from './completion/index.ts';
import { commandWords } from './completion/words.ts';
import { standardOutput } from './streams.ts';

/** `karst completion`: prints the script of a shell, made of the commands that there are. */
export async function runCompletion(
  shell: keyof typeof COMPLETION_SCRIPTS,
  commands: readonly Command[],
  signal: AbortSignal,
): Promise<number> {
  const output = standardOutput(process.stdout, signal);
  await output.write(COMPLETION_SCRIPTS[shell](commandWords(commands)));
  await output.finish();
  return 0;
}
