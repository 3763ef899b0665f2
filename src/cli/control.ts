import { Interruption } from './streams.ts';

/** The way a run is ended from outside. */
export interface Control {
  readonly signal: AbortSignal;
  /** Takes the listeners off again. */
  close(): void;
}

/** What shells report for a program that a signal ended: 128 and the signal's number. */
const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends the run in order on the first Ctrl-C, with time to clean up, and at once on the second. A reader of standard
 * output that goes away ends it quietly.
 */
export function openControl(): Control {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    const exitCode = name in SIGNAL_EXIT_CODES ? SIGNAL_EXIT_CODES[name as keyof typeof SIGNAL_EXIT_CODES] : 1;
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort(new Interruption(`ended by ${name}`, exitCode));
  };
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error;
    controller.abort(new Interruption('the reader of the output went away', 0));
  };
  const names = Object.keys(SIGNAL_EXIT_CODES) as (keyof typeof SIGNAL_EXIT_CODES)[];
  for (const name of names) process.on(name, stop);
  process.stdout.on('error', onError);
  return {
    signal: controller.signal,
    close: () => {
      for (const name of names) process.off(name, stop);
    },
  };
}
