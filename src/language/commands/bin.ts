import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, numberOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { spanOption } from '../parse/time-span.ts';
import { bucket, isAligned } from '../plan/bucket.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { isNothing } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { fieldOf } from '../plan/schema.ts';
import { alignment, chosenSpan } from '../plan/spans.ts';
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
    options: {
      span: 'the width of a bucket: a time such as 5m, or a number; default: as `bins` asks',
      minspan: 'the least width, where `span` is not given',
      bins: 'the most buckets that there may be, where `span` is not given; default: 100',
      start: 'where the buckets begin, where `span` is not given; default: the smallest value',
      end: 'where the buckets end, where `span` is not given; default: the largest value',
      aligntime: 'a time that a bucket begins at; default: the epoch, or the calendar for days and longer',
    },
  },
  stands: 'later',
  parse: readBin,
  plan: planBin,
});

async function planBin(node: Bin, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const input = resultsOf(given);
  const { name } = node.field;
  const value = fieldOf(input.schema, name);
  if (isNothing(value)) return input;
  const hasSpan = node.options.span !== undefined && node.options.span.kind !== 'Auto';
  const kept = hasSpan ? input : await computedOnce(input, context);
  const span = await chosenSpan(kept, name, node.options, node.span, context);
  if (span === undefined) return kept;
  if (span.kind === 'Time' && !isAligned(span)) {
    fail('SPL303', 'karst does not run bin with this snap in its span', node.span, 'use aligntime');
  }
  const expr = bucket(value, {
    span,
    isTime: name === '_time',
    align: alignment(node.options.aligntime, node.span, context),
  });
  return extend(kept, [{ name: node.as?.name ?? name, expr }]);
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
