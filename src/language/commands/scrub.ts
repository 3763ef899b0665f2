import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  'public-terms': textOption,
  'private-terms': textOption,
  'name-terms': textOption,
  dictionary: textOption,
  timeconfig: textOption,
  namespace: textOption,
};

export type Scrub = Plain<'Scrub', typeof OPTIONS>;

export const scrub = defineCommand<Scrub>({
  name: 'scrub',
  doc: {
    syntax:
      'scrub [public-terms=<file>] [private-terms=<file>] [name-terms=<file>] [dictionary=<file>] [timeconfig=<file>] [namespace=<app>]',
    summary: 'Replaces names and addresses by made-up ones.',
    source: 'Splunk Search Reference, scrub',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Scrub', 'scrub', OPTIONS),
  unsupported: 'it needs the word lists of a Splunk server: use replace or rex mode=sed instead',
});
