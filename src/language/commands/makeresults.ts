import type { Plan, Value } from '../ir.ts';
import { booleanOption, choiceOption, integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend, rows } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { nothing, number } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { csvData, jsonData } from '../plan/literal-data.ts';
import { literalRows } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  count: integerOption,
  annotate: booleanOption,
  format: choiceOption('csv', 'json'),
  data: textOption,
  splunk_server: textOption,
  splunk_server_group: textOption,
};

export type Makeresults = Plain<'Makeresults', typeof OPTIONS>;

export const makeresults = defineCommand<Makeresults>({
  name: 'makeresults',
  doc: {
    syntax:
      'makeresults [count=<count>] [annotate=<bool>] [splunk_server=<name>] [splunk_server_group=<name>] | makeresults format=csv|json data=<text>',
    summary: 'Makes results out of nothing, or out of data in the search itself.',
    source: 'Splunk Search Reference, makeresults',
    options: {
      count: 'how many results; 1',
      annotate: 'whether they have the fields _raw, host, source and others, without values; false',
      format: 'what data is: csv with a header, or json, a list of objects',
      data: 'the results themselves',
      splunk_server: 'where Splunk makes them',
      splunk_server_group: 'where Splunk makes them',
    },
    differs: 'splunk_server and splunk_server_group have no effect: there is one place alone where searches run',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Makeresults', 'makeresults', OPTIONS),
  plan: planMakeresults,
});

/** Fields that `annotate=true` adds, without values. */
const ANNOTATIONS = ['_raw', 'host', 'source', 'sourcetype', 'splunk_server', 'splunk_server_group'];

async function planMakeresults(node: Makeresults, _input: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { count = 1, annotate, data, format } = node.options;
  if (data !== undefined || format !== undefined) return await resultsOfData(node, context);
  if (count < 0) fail('SPL106', 'count takes a number of results', node.span);
  const added = annotate === true ? ANNOTATIONS.map((name) => ({ name, expr: nothing() })) : [];
  return extend(rows(count), [{ name: '_time', expr: number(context.environment.now) }, ...added]);
}

/** JSON comes with a time and with its text, CSV with its columns alone. */
async function resultsOfData(node: Makeresults, context: PlanContext): Promise<Plan> {
  const { data, format, count, annotate } = node.options;
  if (data === undefined || format === undefined) {
    return fail(
      'SPL109',
      'makeresults takes format and data together',
      node.span,
      'write it like format=csv data="..."',
    );
  }
  if (count !== undefined || annotate !== undefined) {
    fail('SPL303', 'karst does not run makeresults with data and with count or annotate', node.span);
  }
  const made = format === 'csv' ? csvData(data) : jsonData(data);
  if (made === undefined) return fail('SPL106', 'data takes a list of JSON objects', node.span);
  const time: readonly (readonly [string, Value])[] = format === 'csv' ? [] : [['_time', context.environment.now]];
  const names = [...new Set([...time.map(([name]) => name), ...made.columns])];
  return await literalRows(
    names.map((name) => ({ name, type: name === '_time' ? 'number' : 'text' })),
    made.rows.map((row) => new Map([...time, ...row])),
    context,
  );
}
