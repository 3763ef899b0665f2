import type { Span } from '../../shared/span.ts';
import type { FieldName, Node } from '../ast.ts';
import { type Column, LINEAGE, type Named, type Plan, type Row } from '../ir.ts';
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
import { extend } from '../plan/build.ts';
import type { FieldsRead, PlanContext } from '../plan/context.ts';
import { lowerCondition } from '../plan/eval.ts';
import { choose, isTrue, nothing, text } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { onlyRead } from '../plan/read-later.ts';
import { visibleColumns } from '../plan/schema.ts';
import type { Scope } from '../plan/scope.ts';
import { lowerSearch } from '../plan/search.ts';
import { areSessions, sessions } from '../plan/sessions.ts';
import { secondsOf } from '../plan/spans.ts';
import { newestFirst } from '../plan/streams.ts';
import { eachRow, type NewRow, stream } from '../plan/tabulate.ts';
import { TRANSACTION_FIELDS, type TransactionForm, transactionRow } from '../plan/transaction-row.ts';
import { type Outcome, openTransactions, type TransactionRules } from '../plan/transactions.ts';
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
      'transaction [<field>...] [maxspan=<span>] [maxpause=<span>] [maxevents=<count>] [startswith=<expression>] [endswith=<expression>] [connected=<bool>] [unifyends=<bool>] [keepevicted=<bool>] [keeporphans=<bool>] [mvlist=<bool>|<fields>] [mvraw=<bool>] [nullstr=<text>] [delim=<text>] [maxopentxn=<count>] [maxopenevents=<count>]',
    summary: 'Merges results that belong together into one.',
    source: 'Splunk Search Reference, transaction',
    options: {
      maxspan: 'the longest time from the first to the last member; no limit where it is left out',
      maxpause: 'the longest time between two members; no limit where it is left out',
      maxevents: 'how many members there are at most; 1000, and no limit for 0 and less',
      startswith: 'what the first member is: a search expression, a phrase in quotes, or `eval(...)`',
      endswith: 'what the last member is',
      connected:
        'whether an event with none of the values of a transaction begins another one; true where it is left out, else it joins where nothing contradicts',
      unifyends:
        'whether events that start or end one must have one of its values; as `connected` where it is left out',
      keepevicted:
        'whether transactions are shown that never met their start, with `closed_txn` 0; false where it is left out',
      keeporphans: 'whether events of no transaction are shown, with `_txn_orphan` 1; false where it is left out',
      mvlist:
        'whether fields list the value of every member in the order of time, or which of them do; false where it is left out: they have each value once, in alphabetical order',
      mvraw: 'whether the texts of the members stay apart; false where it is left out',
      nullstr: 'what stands in a list for a member without a value; `NULL`',
      delim: 'accepted: it is how Splunk shows several values',
      maxopentxn: 'how many transactions may be open at a time; 5000. Of more those are given up that grew longest ago',
      maxopenevents: 'how many events they may have together; 100,000',
    },
    differs: 'There are no types of transactions (`name`).',
  },
  stands: 'later',
  parse: readTransaction,
  plan: planTransaction,
});

async function planTransaction(node: Transaction, results: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { options, span } = node;
  if (options.name !== undefined) {
    fail('SPL303', 'karst has no transaction types', span, 'write the options of the type into the search');
  }
  const rules = rulesOf(node);
  const form = formOf(node);
  const given = newestFirst(onlyRead(resultsOf(results), await readBy(node, context), ['_time', ...rules.fields]));
  const isQuick = options.keeporphans !== true && areSessions(given, rules, form);
  const input = isQuick ? await computedOnce(given, context) : given;
  const quick = isQuick ? await sessions(input, rules, context) : undefined;
  if (quick !== undefined) return newestFirst(quick);
  const scope: Scope = { context, schema: input.schema };
  const marked = extend(input, [...mark(START, options.startswith, scope), ...mark(END, options.endswith, scope)]);
  const isComplete = ({ isClosed, isGivenUp }: { isClosed: boolean; isGivenUp: boolean }) => {
    return isClosed || options.keepevicted === true || (!rules.hasStart && !isGivenUp);
  };
  async function* grouped(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    const transactions = openTransactions(rules);
    let givenUp = 0;
    const shown = function* (outcomes: readonly Outcome[]): Generator<NewRow> {
      for (const outcome of outcomes) {
        if (outcome.kind === 'Orphan') {
          if (options.keeporphans === true) yield new Map([...Object.entries(outcome.row), ['_txn_orphan', 1]]);
          continue;
        }
        if (outcome.isGivenUp) givenUp++;
        if (isComplete(outcome)) yield transactionRow(outcome, form);
      }
    };
    for await (const row of eachRow(batches)) {
      const { [START]: start, [END]: end, ...own } = row;
      const time = row['_time'];
      if (typeof time !== 'number') yield* shown([{ kind: 'Orphan', row: own }]);
      else yield* shown(transactions.add({ row: own, time, isStart: start !== undefined, isEnd: end !== undefined }));
    }
    yield* shown(transactions.finish());
    if (givenUp > 0) {
      context.environment.warn?.(`transaction gave up ${givenUp} open ones: raise maxopentxn or maxopenevents`);
    }
  }
  return newestFirst(await stream(marked, columnsOf(input), grouped, context, 'carried'));
}

/** What is read of the results: lines are counted of the texts, and conditions may read any field. */
async function readBy({ options }: Transaction, context: PlanContext): Promise<FieldsRead> {
  if (options.startswith !== undefined || options.endswith !== undefined) return 'all';
  const later = await context.readLater();
  return later === 'all' || !later.has('linecount') ? later : new Set([...later, '_raw']);
}

/** Fields that tell which results begin and end a transaction. No search can mean them. */
const START = '<<START>>';
const END = '<<END>>';

function mark(name: string, boundary: Boundary | undefined, scope: Scope): readonly Named[] {
  if (boundary === undefined) return [];
  const condition =
    boundary.kind === 'Search' ? lowerSearch(boundary.expression, scope) : lowerCondition(boundary.condition, scope);
  return [{ name, expr: choose(isTrue(condition), text('1'), nothing()) }];
}

function columnsOf({ schema }: Plan): readonly Column[] {
  const own = visibleColumns(schema).map(
    ({ name, type }): Column => ({ name, type: name === '_time' ? type : 'multi' }),
  );
  const kept = own.filter(({ name }) => !TRANSACTION_FIELDS.some((field) => field === name));
  return [...kept, ...TRANSACTION_FIELDS.map((name): Column => ({ name, type: 'number' }))];
}

/** Splunk's limits of open transactions and their events. Source: limits.conf, transactions. */
const MAX_OPEN = 5000;
const MAX_OPEN_EVENTS = 100_000;
const MAX_EVENTS = 1000;

function rulesOf({ fields, options, span }: Transaction): TransactionRules {
  const { maxevents = MAX_EVENTS, connected = true, unifyends = connected } = options;
  const { maxopentxn = 0, maxopenevents = 0 } = options;
  const maxSpan = lengthOf(options.maxspan, 'maxspan', span);
  const maxPause = lengthOf(options.maxpause, 'maxpause', span);
  return {
    fields: [...new Set(fields.flatMap(({ name }) => name.split(/[\s,]+/)).filter((name) => name !== ''))],
    ...(maxSpan !== undefined && { maxSpan }),
    ...(maxPause !== undefined && { maxPause }),
    maxEvents: maxevents <= 0 ? Number.POSITIVE_INFINITY : maxevents,
    hasStart: options.startswith !== undefined,
    hasEnd: options.endswith !== undefined,
    isConnected: connected,
    unifiesEnds: unifyends,
    maxOpen: maxopentxn > 0 ? maxopentxn : MAX_OPEN,
    maxOpenEvents: maxopenevents > 0 ? maxopenevents : MAX_OPEN_EVENTS,
  };
}

function lengthOf(value: SpanValue | undefined, name: string, span: Span): number | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'Number') return value.amount;
  if (value.kind === 'Time' && value.snap === undefined) return secondsOf(value);
  return fail('SPL116', `${name} takes a time`, span, 'a span is a number and a unit: 30s, 5m, 1h, 1d');
}

function formOf({ options }: Transaction): TransactionForm {
  const { mvlist = 'false', nullstr = 'NULL', mvraw = false } = options;
  const isNone = /^(?:false|f|no|n|0)$/i.test(mvlist);
  const isAll = /^(?:true|t|yes|y|1)$/i.test(mvlist);
  const listed = new Set(isNone || isAll ? [] : mvlist.split(/[\s,]+/));
  // Ids of events are put together as distinct values, whatever becomes of fields.
  return {
    keepsAll: (field) => (isAll && field !== LINEAGE) || listed.has(field),
    nullText: nullstr,
    keepsRawApart: mvraw,
  };
}

function readTransaction(cursor: Cursor): Transaction {
  const options = optionBag(cursor, 'transaction', OPTIONS);
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList());
  while (options.read());
  return { kind: 'Transaction', fields, options: options.values, span: cursor.span() };
}
