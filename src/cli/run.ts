import { CommanderError } from 'commander';
import { Problem } from '../shared/problem.ts';
import { openControl } from './control.ts';
import { reportFailure } from './failure.ts';
import { buildProgram } from './program.ts';
import { Interruption } from './streams.ts';
import { usageProblem, WELCOME } from './usage.ts';

/**
 * Runs the command line and gives the exit code: 0 done, 1 the thing asked about is not fine, 2 wrong usage or an
 * input that cannot be used, 70 a bug of karst, 128 and its number for a signal.
 */
export async function run(args: readonly string[]): Promise<number> {
  const control = openControl();
  let exitCode = 0;
  try {
    if (args.length === 0) {
      process.stdout.write(WELCOME);
      return 0;
    }
    const program = buildProgram({
      signal: control.signal,
      done: (code) => {
        exitCode = code;
      },
    });
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return await exitCodeOf(error, args, control.signal);
  } finally {
    control.close();
  }
}

async function exitCodeOf(error: unknown, args: readonly string[], signal: AbortSignal): Promise<number> {
  // What a run throws once it is being ended is a consequence: the signal says why.
  if (signal.reason instanceof Interruption) return signal.reason.exitCode;
  if (error instanceof Interruption) return error.exitCode;
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const thrown = signal.aborted ? signal.reason : error;
  const failure = thrown instanceof CommanderError ? usageProblem(thrown, args) : thrown;
  await reportFailure(failure, { color: !args.includes('--no-color'), isVerbose: args.includes('--verbose') });
  return failure instanceof Problem ? 2 : INTERNAL_ERROR;
}

/** A bug of karst. Source: sysexits.h, EX_SOFTWARE: scripts must not take it for a finding or a wrong option. */
const INTERNAL_ERROR = 70;
