import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Addinfo = Plain<'Addinfo', typeof OPTIONS>;

export const addinfo = defineCommand<Addinfo>({
  name: 'addinfo',
  doc: {
    syntax: 'addinfo',
    summary: 'Adds fields that describe the search: its time range, its identifier, when it started.',
    source: 'Splunk Search Reference, addinfo',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Addinfo', 'addinfo', OPTIONS),
});
