import type { Expr, Named, NamedAggregate, Plan } from '../ir.ts';
import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { aggregate, filter, project, rowNumber, sort, window } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asMulti } from '../plan/convert.ts';
import { coalesce, column, isNothing, isNotNull, text } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { withKnownFields } from '../plan/kept.ts';
import { fieldOf, freshName, isInternal, visibleColumns } from '../plan/schema.ts';
import { wholeValue } from '../plan/whole-value.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { delim: textOption };

export type Mvcombine = Plain<'Mvcombine', typeof OPTIONS>;

export const mvcombine = defineCommand<Mvcombine>({
  name: 'mvcombine',
  doc: {
    syntax: 'mvcombine [delim=<text>] <field>',
    summary: 'Merges results that differ in one field alone.',
    source: 'Splunk Search Reference, mvcombine',
    options: { delim: 'what divides the values where the field is shown as one text; a space' },
    differs:
      'delim has no effect: results hold the values alone, and mvjoin makes one text of them. Internal fields keep their first value',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Mvcombine', 'mvcombine', OPTIONS, { words: [1, 1] }),
  plan: planMvcombine,
});

/** The text that stands for no value: no value of a log is it. */
const ABSENT = '\u0002';

/** Groups by all other fields; a group comes where its first result was. */
async function planMvcombine(node: Mvcombine, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const [word] = node.words;
  const name = word?.name ?? '';
  if (word !== undefined && isInternal(name)) fail('SPL106', 'mvcombine takes no internal field', word.span);
  const input = await withKnownFields(resultsOf(given), context);
  const value = fieldOf(input.schema, name);
  if (isNothing(value)) return input;
  const place = freshName('row', input.schema);
  const others = visibleColumns(input.schema).filter((other) => other.name !== name);
  const keys = others
    .filter((other) => !isInternal(other.name))
    .map((other, index): Named => {
      return { name: freshName(`key ${index}`, input.schema), expr: keyOf(column(other.name, other.type)) };
    });
  const values: NamedAggregate[] = [
    { name: place, type: 'number', fn: 'min', argument: column(place, 'number') },
    { name, type: 'multi', fn: 'list', argument: asMulti(value) },
    ...others.map((other): NamedAggregate => {
      return { name: other.name, type: other.type, fn: 'first', argument: column(other.name, other.type) };
    }),
  ];
  // Without keys an aggregate gives a row though there is no result.
  const grouped = filter(
    aggregate(window(input, [], [rowNumber(place)]), keys, values),
    isNotNull(column(place, 'number')),
  );
  const sorted = sort(grouped, [{ expr: column(place, 'number'), isDescending: false }]);
  const types = new Map(values.map((one) => [one.name, one.type]));
  return project(
    sorted,
    visibleColumns(input.schema).map((own) => ({
      name: own.name,
      expr: column(own.name, types.get(own.name) ?? own.type),
    })),
  );
}

function keyOf(value: Expr): Expr {
  return coalesce(wholeValue(value), text(ABSENT));
}
