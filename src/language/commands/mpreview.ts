import { integerOption, textListOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  index: textListOption,
  splunk_server: textOption,
  splunk_server_group: textOption,
  filter: textOption,
  earliest: textOption,
  latest: textOption,
  chunk_size: integerOption,
  target_per_timeseries: integerOption,
};

export type Mpreview = Plain<'Mpreview', typeof OPTIONS>;

export const mpreview = defineCommand<Mpreview>({
  name: 'mpreview',
  aliases: ['msearch'],
  doc: {
    syntax: 'mpreview [filter=<text>] [index=<index>] [target_per_timeseries=<n>] [chunk_size=<n>]',
    summary: 'Shows raw data points of metrics.',
    source: 'Splunk Search Reference, mpreview',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Mpreview', 'mpreview', OPTIONS, { words: [0, MANY] }),
  unsupported: 'use mstats instead',
});
