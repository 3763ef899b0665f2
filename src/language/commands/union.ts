import { integerOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxout: integerOption, maxtime: integerOption, timeout: integerOption };

/** The words are data sets: `datamodel:Web.Web`, `lookup:users`, `savedsearch:name`. */
export type Union = Plain<'Union', typeof OPTIONS>;

export const union = defineCommand<Union>({
  name: 'union',
  doc: {
    syntax: 'union [maxout=<count>] [maxtime=<seconds>] [timeout=<seconds>] [<dataset>|<subsearch>]...',
    summary: 'Merges the results of subsearches and data sets.',
    source: 'Splunk Search Reference, union',
  },
  stands: 'anywhere',
  parse: (cursor) => readPlain(cursor, 'Union', 'union', OPTIONS, { words: [0, MANY], subsearches: [0, MANY] }),
});
