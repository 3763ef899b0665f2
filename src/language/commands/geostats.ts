import type { AggregateCall, FieldName, Node } from '../ast.ts';
import { readAggregates, readByFields } from '../parse/aggregates.ts';
import type { Cursor } from '../parse/cursor.ts';
import {
  booleanOption,
  integerOption,
  numberOption,
  type OptionValues,
  optionBag,
  textOption,
} from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  translatetoxy: booleanOption,
  latfield: textOption,
  longfield: textOption,
  globallimit: integerOption,
  locallimit: integerOption,
  outputlatfield: textOption,
  outputlongfield: textOption,
  binspanlat: numberOption,
  binspanlong: numberOption,
  maxzoomlevel: integerOption,
};

export type Geostats = Node<
  'Geostats',
  {
    aggregates: readonly AggregateCall[];
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const geostats = defineCommand<Geostats>({
  name: 'geostats',
  doc: {
    syntax:
      'geostats [latfield=<field>] [longfield=<field>] [binspanlat=<n>] [binspanlong=<n>] [globallimit=<count>] [locallimit=<count>] [maxzoomlevel=<n>] <function>... [BY <field>]',
    summary: 'Statistics over the cells of a map.',
    source: 'Splunk Search Reference, geostats',
  },
  stands: 'later',
  parse: readGeostats,
  unsupported: 'it prepares results for a map: use stats by latitude and longitude instead',
});

function readGeostats(cursor: Cursor): Geostats {
  const options = optionBag(cursor, 'geostats', OPTIONS);
  const aggregates = readAggregates(cursor, 'geostats', { until: ['by'], readOption: options.read });
  const by = cursor.keyword('by') === undefined ? [] : readByFields(cursor);
  options.readAll();
  return { kind: 'Geostats', aggregates, by, options: options.values, span: cursor.span() };
}
