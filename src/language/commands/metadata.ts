import { choiceOption, textListOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  type: choiceOption('hosts', 'sources', 'sourcetypes'),
  index: textListOption,
  splunk_server: textOption,
  splunk_server_group: textOption,
  datatype: choiceOption('all', 'metric', 'event'),
};

export type Metadata = Plain<'Metadata', typeof OPTIONS>;

export const metadata = defineCommand<Metadata>({
  name: 'metadata',
  doc: {
    syntax:
      'metadata type=hosts|sources|sourcetypes [index=<index>]... [datatype=all|metric|event] [splunk_server=<server>]',
    summary: 'Lists the hosts, sources or sourcetypes of indexes.',
    source: 'Splunk Search Reference, metadata',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Metadata', 'metadata', OPTIONS),
});
