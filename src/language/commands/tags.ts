import { booleanOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  outputfield: textOption,
  inclname: booleanOption,
  inclvalue: booleanOption,
  allowed_tags: textOption,
};

export type Tags = Plain<'Tags', typeof OPTIONS>;

export const tags = defineCommand<Tags>({
  name: 'tags',
  doc: {
    syntax: 'tags [outputfield=<field>] [inclname=<bool>] [inclvalue=<bool>] [allowed_tags=<list>] [<field>...]',
    summary: 'Adds the tags of field values.',
    source: 'Splunk Search Reference, tags',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Tags', 'tags', OPTIONS, { words: [0, MANY] }),
});
