import { Argument, Command } from 'commander';
import { oneOf } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const completion: CommandEntry = { name: 'completion', needs: 'the name of a shell', build };

const shell = oneOf(['bash', 'zsh', 'fish'] as const);

function build({ signal, done }: Invocation): Command {
  const command = new Command('completion')
    .summary('print a script for the completion of a shell')
    .description(
      'Prints a script that lets a shell complete the commands and options of karst, and what may follow them.',
    )
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').argParser(shell));
  return command
    .addHelpText(
      'after',
      examples([
        'karst completion zsh > ~/.zfunc/_karst',
        'karst completion bash >> ~/.bash_completion',
        'karst completion fish > ~/.config/fish/completions/karst.fish',
      ]),
    )
    .action(async (name: ReturnType<typeof shell>) => {
      const { runCompletion } = await import('../completion.ts');
      done(await runCompletion(name, command.parent?.commands ?? [], signal));
    });
}
