import { booleanOption, integerOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  pairdelim: textOption,
  kvdelim: textOption,
  auto: booleanOption,
  limit: integerOption,
  maxchars: integerOption,
  mv_add: booleanOption,
  clean_keys: booleanOption,
  reload: booleanOption,
  segment: booleanOption,
};

/** The words are names of extractions in transforms.conf. */
export type Extract = Plain<'Extract', typeof OPTIONS>;

export const extract = defineCommand<Extract>({
  aliases: ['kv'],
  name: 'extract',
  doc: {
    syntax:
      'extract [pairdelim=<chars>] [kvdelim=<chars>] [auto=<bool>] [limit=<count>] [maxchars=<count>] [mv_add=<bool>] [clean_keys=<bool>] [<extraction>...]',
    summary: 'Makes fields of pairs of key and value in the text of each result.',
    source: 'Splunk Search Reference, extract',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Extract', 'extract', OPTIONS, { words: [0, MANY] }),
});
