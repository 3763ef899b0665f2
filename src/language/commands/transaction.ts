import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type Boundary, readBoundary } from '../parse/embedded.ts';
import {
  booleanOption,
  integerOption,
  type OptionReader,
  type OptionValues,
  optionBag,
  textOption,
} from '../parse/options.ts';
import { type SpanValue, spanOption } from '../parse/time-span.ts';
import { defineCommand } from './define.ts';

/** -1 is no limit, as the manual writes it. */
const limitOption: OptionReader<SpanValue | undefined> = (cursor, name) =>
  cursor.read(/"?-1s?"?(?![\w.])/y) ? undefined : spanOption(cursor, name);

const boundaryOption = (cursor: Cursor): Boundary => readBoundary(cursor);

/** `true`, `false`, or the fields that keep all their values. */
const mvlistOption: OptionReader<string> = textOption;

const OPTIONS = {
  name: textOption,
  maxspan: limitOption,
  maxpause: limitOption,
  maxevents: integerOption,
  startswith: boundaryOption,
  endswith: boundaryOption,
  connected: booleanOption,
  unifyends: booleanOption,
  keepevicted: booleanOption,
  keeporphans: booleanOption,
  mvlist: mvlistOption,
  mvraw: booleanOption,
  delim: textOption,
  nullstr: textOption,
  maxopentxn: integerOption,
  maxopenevents: integerOption,
};

export type Transaction = Node<'Transaction', { fields: readonly FieldName[]; options: OptionValues<typeof OPTIONS> }>;

export const transaction = defineCommand<Transaction>({
  aliases: ['transam'],
  name: 'transaction',
  doc: {
    syntax:
      'transaction [<field>...] [maxspan=<span>] [maxpause=<span>] [maxevents=<count>] [startswith=<expression>] [endswith=<expression>] [connected=<bool>] [unifyends=<bool>] [keepevicted=<bool>] [keeporphans=<bool>] [mvlist=<bool>|<fields>] [delim=<text>] [nullstr=<text>]',
    summary: 'Merges results that belong together into one.',
    source: 'Splunk Search Reference, transaction',
  },
  stands: 'later',
  parse: readTransaction,
});

function readTransaction(cursor: Cursor): Transaction {
  const options = optionBag(cursor, 'transaction', OPTIONS);
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList());
  while (options.read());
  return { kind: 'Transaction', fields, options: options.values, span: cursor.span() };
}
