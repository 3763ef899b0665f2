import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { limit } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { knownLookup } from '../plan/lookup.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  append: booleanOption,
  create_empty: booleanOption,
  override_if_empty: booleanOption,
  max: integerOption,
  key_field: textOption,
  allow_updates: booleanOption,
  createinapp: booleanOption,
  create_context: textOption,
  output_format: textOption,
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
      'outputlookup [append=<bool>] [create_empty=<bool>] [override_if_empty=<bool>] [max=<n>] [key_field=<field>] <table>',
    summary: 'Writes the results to a lookup and passes them on.',
    source: 'Splunk Search Reference, outputlookup',
  },
  stands: 'later',
  parse: readOutputlookup,
  plan: planOutputlookup,
});

/**
 * The rows go to the lookup of the session, never to a file. `createinapp` and `create_context` say where Splunk puts
 * the file, and so mean nothing here.
 */
async function planOutputlookup(node: Outputlookup, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  refuseUnsupported(node);
  const { environment } = context;
  const { append = false, override_if_empty: overrides = true, max } = node.options;
  if (!node.table.name.endsWith('.csv')) knownLookup(node.table, context);
  const results = await environment.stage(resultsOf(given));
  const written = max === undefined ? results : limit(results, max);
  const keeps = !append && !overrides && (await environment.rows(limit(results, 1))).length === 0;
  if (!keeps) await environment.writeLookup?.(node.table.name, written, append);
  return results;
}

function refuseUnsupported({ options, span }: Outputlookup): void {
  for (const name of ['key_field', 'allow_updates', 'create_empty', 'output_format'] as const) {
    if (options[name] !== undefined) fail('SPL303', `karst does not run outputlookup with ${name}`, span);
  }
}

function readOutputlookup(cursor: Cursor): Outputlookup {
  const options = optionBag(cursor, 'outputlookup', OPTIONS);
  options.readAll();
  const table = cursor.expectFieldName('the name of a lookup');
  options.readAll();
  return { kind: 'Outputlookup', table, options: options.values, span: cursor.span() };
}
