import { constants } from 'node:os';
import { Interruption, unwritableOutput } from './streams.ts';

/** The way a run is ended from outside. */
export interface Control {
  readonly signal: AbortSignal;
  /** Takes the listeners off again. */
  close(): void;
}

/** A program that a signal ended is reported, as shells do, with 128 and the signal's number. */
const SIGNAL_NAMES = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends the run in order on the first Ctrl-C, with time to clean up, and at once on the second. A reader of standard
 * output that goes away ends it quietly; an error that no one caught ends it as what it is.
 */
export function openControl(): Control {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    const exitCode = exitCodeOf(name);
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort(new Interruption(`ended by ${name}`, exitCode));
  };
  const onWriteError = (error: NodeJS.ErrnoException): void => {
    const isGone = error.code === 'EPIPE' || error.code === 'EOF';
    controller.abort(isGone ? new Interruption('the reader of the output went away', 0) : unwritableOutput(error));
  };
  const onUncaught = (error: unknown): void => controller.abort(error);
  for (const name of SIGNAL_NAMES) process.on(name, stop);
  process.on('uncaughtException', onUncaught);
  // Stays: the reader may go away while the last lines are on their way.
  process.stdout.on('error', onWriteError);
  return {
    signal: controller.signal,
    close: () => {
      for (const name of SIGNAL_NAMES) process.off(name, stop);
      process.off('uncaughtException', onUncaught);
    },
  };
}

function exitCodeOf(name: NodeJS.Signals): number {
  return 128 + constants.signals[name];
}
