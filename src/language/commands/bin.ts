import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, numberOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { spanOption } from '../parse/time-span.ts';
import { bucket } from '../plan/bucket.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { isNothing } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf } from '../plan/schema.ts';
import { resolveTime } from '../time/modifier.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  bins: integerOption,
  minspan: spanOption,
  span: spanOption,
  start: numberOption,
  end: numberOption,
  aligntime: textOption,
};

export type Bin = Node<
  'Bin',
  {
    field: FieldName;
    /** Where the bucket goes; absent: over the field itself. */
    as?: FieldName;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const bin = defineCommand<Bin>({
  name: 'bin',
  aliases: ['bucket', 'discretize'],
  doc: {
    syntax:
      'bin [span=<span>] [minspan=<span>] [bins=<count>] [start=<n>] [end=<n>] [aligntime=<time>] <field> [AS <name>]',
    summary: 'Puts the values of a field into buckets of equal width.',
    source: 'Splunk Search Reference, bin',
  },
  stands: 'later',
  parse: readBin,
  plan: planBin,
});

function planBin(node: Bin, given: Plan | undefined, context: PlanContext): Plan {
  const input = resultsOf(given);
  const { span } = node.options;
  if (span === undefined || span.kind === 'Auto') {
    return fail('SPL303', 'karst runs bin only with a span', node.span, 'add one, for example span=1h');
  }
  if (span.kind === 'Time' && span.snap !== undefined) {
    fail('SPL303', 'karst does not run bin with a snap in its span', node.span, 'use aligntime');
  }
  const value = fieldOf(input.schema, node.field.name);
  if (isNothing(value)) return input;
  const expr = bucket(value, { span, isTime: node.field.name === '_time', align: alignment(node, context) });
  return extend(input, [{ name: node.as?.name ?? node.field.name, expr }]);
}

/** Where a bucket begins, in epoch seconds; 0 without `aligntime`, or where the search has no such bound. */
function alignment(node: Bin, { environment }: PlanContext): number {
  const { aligntime } = node.options;
  if (aligntime === undefined) return 0;
  if (aligntime === 'earliest') return environment.earliest ?? 0;
  if (aligntime === 'latest') return environment.latest ?? 0;
  const time = resolveTime(aligntime, environment.now, environment.timezone);
  return time ?? fail('SPL116', `"${aligntime}" is no time`, node.span, 'aligntime takes earliest, latest or a time');
}

function readBin(cursor: Cursor): Bin {
  const options = optionBag(cursor, 'bin', OPTIONS);
  options.readAll();
  const field = cursor.expectFieldName('the field to put into buckets');
  options.readAll();
  const as = cursor.keyword('as') === undefined ? undefined : cursor.expectFieldName('a name after AS');
  options.readAll();
  return {
    kind: 'Bin',
    field,
    ...(as === undefined ? {} : { as }),
    options: options.values,
    span: cursor.span(),
  };
}
