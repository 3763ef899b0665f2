import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Gauge = Plain<'Gauge', typeof OPTIONS>;

export const gauge = defineCommand<Gauge>({
  name: 'gauge',
  doc: {
    syntax: 'gauge <value> [<range>...]',
    summary: 'Prepares a number for a gauge.',
    source: 'Splunk Search Reference, gauge',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Gauge', 'gauge', OPTIONS, { words: [1, MANY] }),
  unsupported: 'it prepares results for a chart: leave it out',
});
