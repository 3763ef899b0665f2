import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Delete = Plain<'Delete', typeof OPTIONS>;

export const deleteCommand = defineCommand<Delete>({
  name: 'delete',
  doc: {
    syntax: 'delete',
    summary: 'Hides events of an index from every search.',
    source: 'Splunk Search Reference, delete',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Delete', 'delete', OPTIONS),
  unsupported: 'logs are read as they are: filter them out instead',
});
