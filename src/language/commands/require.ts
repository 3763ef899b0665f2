import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Require = Plain<'Require', typeof OPTIONS>;

export const require = defineCommand<Require>({
  name: 'require',
  doc: {
    syntax: 'require',
    summary: 'Fails the search if there are no results.',
    source: 'Splunk Search Reference, require',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Require', 'require', OPTIONS),
});
