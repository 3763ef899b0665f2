import { choiceOption, textListOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  type: choiceOption('all', 'field', 'fieldvalue', 'term'),
  index: textListOption,
  prefix: textOption,
  splunk_server: textOption,
  splunk_server_group: textOption,
};

export type Walklex = Plain<'Walklex', typeof OPTIONS>;

export const walklex = defineCommand<Walklex>({
  name: 'walklex',
  doc: {
    syntax: 'walklex type=all|field|fieldvalue|term index=<index> [prefix=<text>]',
    summary: 'Lists the words of an index.',
    source: 'Splunk Search Reference, walklex',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Walklex', 'walklex', OPTIONS, { words: [0, MANY] }),
  unsupported: 'there is no index of words here',
});
