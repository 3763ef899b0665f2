import vm from 'node:vm';
import { Problem } from '../shared/problem.ts';

/** Runs work that a watchdog ends. */
export type TimeLimited = (work: () => void) => void;

/**
 * Opens a watchdog that ends even a regular expression in its midst. Starting it costs as much as hundreds of events:
 * put many under one.
 *
 * @param batch what the work is done on, for the message
 * @returns what throws Problem EN003 where the work takes longer than `limitMs`, and whatever the work throws
 */
export function openTimeLimit(limitMs: number, batch: string): TimeLimited {
  const context = vm.createContext({ work: () => undefined });
  const script = new vm.Script('work()');
  return (work) => {
    context['work'] = work;
    try {
      script.runInContext(context, { timeout: limitMs });
    } catch (error) {
      throw isTimeout(error) ? tookTooLong(limitMs, batch, error) : error;
    }
  };
}

/** The watchdog's error belongs to its context, where Error is another class. */
function isTimeout(error: unknown): boolean {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

function tookTooLong(limitMs: number, batch: string, cause: unknown): Problem {
  return new Problem('EN003', `a regular expression took longer than ${limitMs / 1000} s on ${batch}`, {
    hint: 'a pattern with nested repetition, such as (a+)+, can take for ever: rewrite it',
    cause,
  });
}
