import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { form: textOption, field: textOption };

export type Kvform = Plain<'Kvform', typeof OPTIONS>;

export const kvform = defineCommand<Kvform>({
  name: 'kvform',
  doc: {
    syntax: 'kvform [form=<name>] [field=<field>]',
    summary: 'Extracts fields with a form file of a Splunk server.',
    source: 'Splunk Search Reference, kvform',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Kvform', 'kvform', OPTIONS),
  unsupported: 'use rex or extract instead',
});
