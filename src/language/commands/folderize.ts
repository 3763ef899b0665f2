import { integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  attr: textOption,
  sep: textOption,
  size: textOption,
  minfolders: integerOption,
  maxfolders: integerOption,
};

export type Folderize = Plain<'Folderize', typeof OPTIONS>;

export const folderize = defineCommand<Folderize>({
  name: 'folderize',
  doc: {
    syntax: 'folderize attr=<field> [sep=<text>] [size=<field>] [minfolders=<count>] [maxfolders=<count>]',
    summary: 'Groups values with a common beginning into folders.',
    source: 'Splunk Search Reference, folderize',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Folderize', 'folderize', OPTIONS),
  unsupported:
    'how it chooses folders is nowhere documented: cut the values with rex or replace, and count them with stats',
});
