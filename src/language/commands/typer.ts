import { integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { eventtypes: textOption, maxlen: integerOption };

export type Typer = Plain<'Typer', typeof OPTIONS>;

export const typer = defineCommand<Typer>({
  name: 'typer',
  doc: {
    syntax: 'typer [eventtypes=<list>] [maxlen=<n>]',
    summary: 'Adds the event types that each result belongs to.',
    source: 'Splunk Search Reference, typer',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Typer', 'typer', OPTIONS),
});
