import { nearest } from '../../shared/nearest.ts';
import type { FieldName, Node } from '../ast.ts';
import type { Plan, Schema } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import {
  booleanOption,
  choiceOption,
  integerOption,
  type OptionValues,
  optionBag,
  textOption,
} from '../parse/options.ts';
import { limit } from '../plan/build.ts';
import type { LookupWriting, PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { mayHave } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  append: booleanOption,
  create_empty: booleanOption,
  override_if_empty: booleanOption,
  max: integerOption,
  key_field: textOption,
  allow_updates: booleanOption,
  createinapp: booleanOption,
  create_context: choiceOption('app', 'user', 'system'),
  output_format: choiceOption('splunk_sv_csv', 'splunk_mv_csv'),
};

export type Outputlookup = Node<
  'Outputlookup',
  {
    /** A definition, or a file whose name ends in `.csv`. */
    table: FieldName;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const outputlookup = defineCommand<Outputlookup>({
  name: 'outputlookup',
  doc: {
    syntax:
      'outputlookup [append=<bool>] [create_empty=<bool>] [override_if_empty=<bool>] [max=<n>] [key_field=<field>] [allow_updates=<bool>] [output_format=splunk_sv_csv|splunk_mv_csv] [createinapp=<bool>] [create_context=app|user|system] <table>',
    summary: 'Writes the results to a lookup and passes them on.',
    source: 'Splunk Search Reference, outputlookup',
    options: {
      append: 'whether the results come behind the rows that are there, in the columns that are there; default: f',
      create_empty:
        'whether no results make an empty lookup of one that is not there; both read the same here; default: f',
      override_if_empty: 'whether no results take away the rows that are there; default: t',
      max: 'results that are written, the first ones; default: all',
      key_field: 'the field whose value is the key of the row: rows of known keys are changed; default: none',
      allow_updates: 'whether rows of known keys change, or stay as they are; default: t',
      output_format: 'whether several values of a cell stay apart (splunk_mv_csv); default: splunk_sv_csv',
      createinapp: 'where Splunk puts the file; changes nothing here',
      create_context: 'where Splunk puts the file; changes nothing here',
    },
    differs:
      'The rows go to a copy of the lookup that later searches of the same run read; no file is written. A lookup that no content defines is made, and that is told. `key_field` works for files as it does for collections, and without `append` it leaves the other rows as they are.',
  },
  stands: 'later',
  parse: readOutputlookup,
  plan: planOutputlookup,
});

async function planOutputlookup(node: Outputlookup, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { environment } = context;
  const { append = false, override_if_empty: overrides = true, max } = node.options;
  const name = writableName(node.table, context);
  const results = await environment.stage(resultsOf(given));
  const written = max === undefined ? results : limit(results, Math.max(0, max));
  const keeps = !append && !overrides && (await environment.rows(limit(results, 1))).length === 0;
  if (!keeps) await environment.writeLookup?.(name, written, writingOf(node, results.schema));
  return results;
}

/** The lookup whose rows are written. A file that is named is made where it is not there. @throws SPL203 for a typo */
function writableName(table: FieldName, { environment }: PlanContext): string {
  const { name, span } = table;
  const { catalog } = environment;
  const found = catalog.lookup?.(name);
  if (found?.script !== undefined) {
    fail('SPL203', `the lookup "${name}" is computed and has no rows`, span, 'write to another one');
  }
  if (found !== undefined || /\.csv(?:\.gz)?$/i.test(name)) return found?.rowsOf ?? name;
  const near = nearest(name, catalog.lookups?.() ?? []);
  if (near !== undefined) fail('SPL203', `unknown lookup "${name}"`, span, `did you mean "${near}"?`);
  environment.warn?.(`no content defines the lookup "${name}": what is written to it lasts as long as the run`);
  return name;
}

function writingOf({ options }: Outputlookup, schema: Schema): LookupWriting {
  const { append = false, key_field: given, allow_updates: isAllowed = true, output_format: format } = options;
  const keyField = given ?? (append && mayHave(schema, '_key') ? '_key' : undefined);
  return {
    isAppended: append,
    keepsValues: format === 'splunk_mv_csv',
    ...(keyField === undefined ? {} : { updates: { keyField, isAllowed } }),
  };
}

function readOutputlookup(cursor: Cursor): Outputlookup {
  const options = optionBag(cursor, 'outputlookup', OPTIONS);
  options.readAll();
  const table = cursor.expectFieldName('the name of a lookup');
  options.readAll();
  return { kind: 'Outputlookup', table, options: options.values, span: cursor.span() };
}
