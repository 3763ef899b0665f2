import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Audit = Plain<'Audit', typeof OPTIONS>;

export const audit = defineCommand<Audit>({
  name: 'audit',
  doc: {
    syntax: 'audit',
    summary: 'Reads the audit trail of a Splunk server.',
    source: 'Splunk Search Reference, audit',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Audit', 'audit', OPTIONS),
  unsupported: 'there is no audit trail of a Splunk server here',
});
