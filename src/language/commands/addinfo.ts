import type { Plan } from '../ir.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { number, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Addinfo = Plain<'Addinfo', typeof OPTIONS>;

export const addinfo = defineCommand<Addinfo>({
  name: 'addinfo',
  doc: {
    syntax: 'addinfo',
    summary: 'Adds fields that describe the search: its time range, its identifier, when it started.',
    source: 'Splunk Search Reference, addinfo',
    differs:
      'the time range is the one that the search is run over, not one that earliest and latest in its text give; info_sid is made of the time of the start',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Addinfo', 'addinfo', OPTIONS),
  plan: planAddinfo,
});

/** A search without a bound has the times that Splunk gives for all time. */
function planAddinfo(_node: Addinfo, given: Plan | undefined, { environment }: PlanContext): Plan {
  const { earliest = 0, latest, now } = environment;
  return extend(resultsOf(given), [
    { name: 'info_min_time', expr: number(earliest) },
    { name: 'info_max_time', expr: latest === undefined ? text('+Infinity') : number(latest) },
    { name: 'info_search_time', expr: number(now) },
    { name: 'info_sid', expr: text(`${now.toFixed(3)}`) },
  ]);
}
