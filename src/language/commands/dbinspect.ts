import { booleanOption, textListOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { spanOption } from '../parse/time-span.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  index: textListOption,
  span: spanOption,
  timeformat: textOption,
  corruptonly: booleanOption,
  cached: booleanOption,
};

export type Dbinspect = Plain<'Dbinspect', typeof OPTIONS>;

export const dbinspect = defineCommand<Dbinspect>({
  name: 'dbinspect',
  doc: {
    syntax: 'dbinspect [index=<index>]... [span=<span>] [timeformat=<format>] [corruptonly=<bool>] [cached=<bool>]',
    summary: 'Describes the buckets of an index.',
    source: 'Splunk Search Reference, dbinspect',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Dbinspect', 'dbinspect', OPTIONS),
  unsupported: 'it asks a Splunk server about itself; there is none here',
});
