import { booleanOption, choiceOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  index: textOption,
  addtime: booleanOption,
  addinfo: booleanOption,
  file: textOption,
  spool: booleanOption,
  marker: textOption,
  testmode: booleanOption,
  run_in_preview: booleanOption,
  host: textOption,
  source: textOption,
  sourcetype: textOption,
  output_format: choiceOption('raw', 'hec'),
  uselb: booleanOption,
};

export type Collect = Plain<'Collect', typeof OPTIONS>;

export const collect = defineCommand<Collect>({
  name: 'collect',
  aliases: ['stash', 'summaryindex', 'sumindex'],
  doc: {
    syntax:
      'collect index=<index> [marker=<text>] [source=<text>] [sourcetype=<text>] [testmode=<bool>] [addtime=<bool>] [output_format=raw|hec]',
    summary: 'Writes the results to a summary index.',
    source: 'Splunk Search Reference, collect',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Collect', 'collect', OPTIONS),
  unsupported: 'there is no index to write to: take the results from the output instead',
});
