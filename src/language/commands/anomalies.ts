import type { FieldName, Node } from '../ast.ts';
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
  threshold: numberOption,
  labelonly: booleanOption,
  normalize: booleanOption,
  maxvalues: integerOption,
  field: textOption,
  denylist: textOption,
  denylistthreshold: numberOption,
};

export type Anomalies = Node<
  'Anomalies',
  {
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const anomalies = defineCommand<Anomalies>({
  name: 'anomalies',
  doc: {
    syntax:
      'anomalies [threshold=<n>] [labelonly=<bool>] [normalize=<bool>] [maxvalues=<count>] [field=<field>] [denylist=<file>] [denylistthreshold=<n>] [BY <fields>]',
    summary: 'Tells how unexpected each result is after those before it.',
    source: 'Splunk Search Reference, anomalies',
  },
  stands: 'later',
  parse: readAnomalies,
});

function readAnomalies(cursor: Cursor): Anomalies {
  const options = optionBag(cursor, 'anomalies', OPTIONS);
  options.readAll();
  const by = cursor.keyword('by') === undefined ? [] : cursor.fieldList();
  options.readAll();
  return { kind: 'Anomalies', by, options: options.values, span: cursor.span() };
}
