import type { NamedAggregate, NamedWindow, Plan } from '../ir.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { spanOption } from '../parse/time-span.ts';
import { arithmetic } from '../plan/arithmetic.ts';
import { aggregate, filter, project, sort, window } from '../plan/build.ts';
import { asNumber } from '../plan/convert.ts';
import { call, column, isNotNull, isTrue, number } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf, freshName } from '../plan/schema.ts';
import { secondsIn } from '../plan/spans.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxpause: spanOption, timeafter: spanOption, timebefore: spanOption };

export type Localize = Plain<'Localize', typeof OPTIONS>;

export const localize = defineCommand<Localize>({
  name: 'localize',
  doc: {
    syntax: 'localize [maxpause=<span>] [timeafter=<span>] [timebefore=<span>]',
    summary: 'Finds the time ranges in which results lie close together: their starttime and endtime.',
    source: 'Splunk Search Reference, localize',
    options: {
      maxpause: 'how far apart results of one range may lie; 60s',
      timeafter: 'what is added behind the last result of a range; 30s',
      timebefore: 'what is added before the first; 30s',
    },
    differs: 'ranges come newest first; Splunk does not say how they come',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Localize', 'localize', OPTIONS),
  plan: planLocalize,
});

const DEFAULT_PAUSE = 60;
const DEFAULT_MARGIN = 30;

/** A range begins with each result that lies too far behind the one before it. Results without a time count for nothing. */
function planLocalize(node: Localize, given: Plan | undefined): Plan {
  const secondsOf = (name: keyof typeof OPTIONS, fallback: number) => {
    const value = node.options[name];
    return number(value === undefined ? fallback : secondsIn(value, name, node.span));
  };
  const input = resultsOf(given);
  const time = asNumber(fieldOf(input.schema, '_time'));
  const sorted = sort(filter(input, isNotNull(time)), [{ expr: time, isDescending: false }]);
  const [before, range] = [freshName('before', sorted.schema), freshName('range', sorted.schema)];
  const last: NamedWindow = {
    name: before,
    type: 'number',
    fn: 'first',
    argument: time,
    frame: { preceding: 1, following: -1 },
  };
  const pause = arithmetic('-', time, column(before, 'number'));
  const isStart = isTrue(call('numberLess', 'boolean', secondsOf('maxpause', DEFAULT_PAUSE), pause));
  const starts: NamedWindow = { name: range, type: 'number', fn: 'count', argument: isStart, frame: { following: 0 } };
  const marked = window(window(sorted, [], [last]), [], [starts]);
  const bound = (name: string, fn: 'min' | 'max'): NamedAggregate => ({ name, type: 'number', fn, argument: time });
  const ranges = aggregate(
    marked,
    [{ name: range, expr: column(range, 'number') }],
    [bound('starttime', 'min'), bound('endtime', 'max')],
  );
  const [start, end] = [column('starttime', 'number'), column('endtime', 'number')];
  return project(sort(ranges, [{ expr: start, isDescending: true }]), [
    { name: 'starttime', expr: arithmetic('-', start, secondsOf('timebefore', DEFAULT_MARGIN)) },
    { name: 'endtime', expr: arithmetic('+', end, secondsOf('timeafter', DEFAULT_MARGIN)) },
  ]);
}
