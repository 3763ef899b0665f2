import { call, number, text } from '../plan/expr.ts';
import type { FunctionTable } from './define.ts';

/** 15.6 Date and time functions. */
export const TIME: FunctionTable = {
  // The start of the search: a constant, so that conditions on it fold.
  now: (args) => number(args.scope.context.environment.now),
  // The wall clock would make results differ from run to run: the search's own time stands for it.
  time: (args) => number(args.scope.context.environment.now),
  relative_time: (args) => call('relativeTime', 'number', args.number(0), args.text(1)),
  strftime: (args) => call('formatTime', 'text', args.number(0), text(args.literal(1))),
  strptime: (args) => call('parseTime', 'number', args.text(0), text(args.literal(1))),
};
