import { numberOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  gen: numberOption,
  min_x: numberOption,
  min_y: numberOption,
  max_x: numberOption,
  max_y: numberOption,
  featureidfield: textOption,
};

export type Geom = Plain<'Geom', typeof OPTIONS>;

export const geom = defineCommand<Geom>({
  name: 'geom',
  doc: {
    syntax:
      'geom [<feature collection>] [allFeatures] [featureIdField=<field>] [gen=<n>] [min_x=<n>] [min_y=<n>] [max_x=<n>] [max_y=<n>]',
    summary: 'Adds the outlines of regions, for maps.',
    source: 'Splunk Search Reference, geom',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Geom', 'geom', OPTIONS, { words: [0, 2] }),
  unsupported: 'it prepares results for a map: leave it out',
});
