import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { optionBag, textOption } from '../parse/options.ts';
import { extend } from '../plan/build.ts';
import { isNumericText, numberText, unify } from '../plan/convert.ts';
import { coalesce, number, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf, isInternal, visibleColumns } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { value: textOption };

export type Fillnull = Node<
  'Fillnull',
  {
    /** Text that takes the place of NULL; Splunk's default is `0`. */
    value: string;
    /** Empty: every field that occurs in the results. */
    fields: readonly FieldName[];
  }
>;

export const fillnull = defineCommand<Fillnull>({
  name: 'fillnull',
  doc: {
    syntax: 'fillnull [value=<text>] [<field>...]',
    summary: 'Gives fields without a value a fixed one.',
    source: 'Splunk Search Reference, fillnull',
    options: {
      value: 'what a missing field gets; default: 0',
    },
  },
  stands: 'later',
  parse: readFillnull,
  plan: planFillnull,
});

function planFillnull(node: Fillnull, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const listed = node.fields.map(({ name }) => name);
  const all = visibleColumns(input.schema).map(({ name }) => name);
  const names = listed.length > 0 ? listed : all.filter((name) => !isInternal(name));
  const columns = [...new Set(names)].map((name) => {
    const field = fieldOf(input.schema, name);
    // A column of numbers stays one where the filler is a number too.
    const isFigure =
      field.type === 'number' && isNumericText(node.value) && numberText(Number(node.value)) === node.value;
    const filler = isFigure ? number(Number(node.value)) : text(node.value);
    return { name, expr: coalesce(...unify([field, filler])) };
  });
  return extend(input, columns);
}

function readFillnull(cursor: Cursor): Fillnull {
  const options = optionBag(cursor, 'fillnull', OPTIONS);
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList());
  while (options.read());
  return { kind: 'Fillnull', value: options.values.value ?? '0', fields, span: cursor.span() };
}
