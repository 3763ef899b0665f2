import { numberOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { min_x: numberOption, min_y: numberOption, max_x: numberOption, max_y: numberOption };

export type Geomfilter = Plain<'Geomfilter', typeof OPTIONS>;

export const geomfilter = defineCommand<Geomfilter>({
  name: 'geomfilter',
  doc: {
    syntax: 'geomfilter [min_x=<n>] [min_y=<n>] [max_x=<n>] [max_y=<n>]',
    summary: 'Clips the outlines of regions, for maps.',
    source: 'Splunk Search Reference, geomfilter',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Geomfilter', 'geomfilter', OPTIONS),
  unsupported: 'it prepares results for a map: leave it out',
});
