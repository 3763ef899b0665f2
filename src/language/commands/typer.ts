import type { Plan } from '../ir.ts';
import { integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asMulti } from '../plan/convert.ts';
import { call, isNothing, or, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { lambda } from '../plan/lambda.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { eventtypes: textOption, maxlen: integerOption };

export type Typer = Plain<'Typer', typeof OPTIONS>;

export const typer = defineCommand<Typer>({
  name: 'typer',
  doc: {
    syntax: 'typer [eventtypes=<list>] [maxlen=<n>]',
    summary: 'Adds the event types that each result belongs to.',
    source: 'Splunk Search Reference, typer',
    options: {
      eventtypes: 'the event types that count, divided by commas; default: all',
      maxlen: 'how much of the text of an event Splunk looks at; changes nothing here',
    },
    differs:
      'The event types are those of the add-ons, which events have from the start: results that are no events have none.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Typer', 'typer', OPTIONS),
  plan: planTyper,
});

function planTyper({ options }: Typer, given: Plan | undefined, _context: PlanContext): Plan {
  const input = resultsOf(given);
  const found = fieldOf(input.schema, 'eventtype');
  if (options.eventtypes === undefined || isNothing(found)) return input;
  const names = options.eventtypes.split(',').map((name) => text(name.trim()));
  const isListed = lambda([found], (type) => or(...names.map((name) => call('wildcardMatch', 'boolean', type, name))));
  return extend(input, [{ name: 'eventtype', expr: call('filterValues', 'multi', asMulti(found), isListed) }]);
}
