import { integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  pathfield: textOption,
  sizefield: textOption,
  maxcount: integerOption,
  countfield: textOption,
  sep: textOption,
};

export type Bucketdir = Plain<'Bucketdir', typeof OPTIONS>;

export const bucketdir = defineCommand<Bucketdir>({
  name: 'bucketdir',
  doc: {
    syntax: 'bucketdir pathfield=<field> sizefield=<field> [maxcount=<count>] [countfield=<field>] [sep=<char>]',
    summary: 'Groups paths into folders of similar size.',
    source: 'Splunk Search Reference, bucketdir',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Bucketdir', 'bucketdir', OPTIONS),
  unsupported:
    'how it chooses folders is nowhere documented: cut the paths with rex or replace, and count them with stats',
});
