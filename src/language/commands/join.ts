import type { EvalExpr, FieldName, Node, Pipeline } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { readEvalExpression } from '../parse/eval.ts';
import {
  booleanOption,
  choiceOption,
  integerOption,
  type OptionBag,
  type OptionValues,
  optionBag,
  textOption,
} from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  type: choiceOption('inner', 'left', 'outer'),
  usetime: booleanOption,
  earlier: booleanOption,
  overwrite: booleanOption,
  max: integerOption,
  left: textOption,
  right: textOption,
};

export type Join = Node<
  'Join',
  {
    /** Empty: all fields that both sides have. */
    fields: readonly FieldName[];
    subsearch: Pipeline;
    /** `where L.a=R.b` of the form with aliases for the sides. */
    condition?: EvalExpr;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const join = defineCommand<Join>({
  name: 'join',
  doc: {
    syntax: 'join [type=inner|left|outer] [max=<count>] [overwrite=<bool>] [usetime=<bool>] [<field>...] [<subsearch>]',
    summary: 'Adds the fields of the subsearch result that has the same values in the listed fields.',
    source: 'Splunk Search Reference, join',
  },
  stands: 'later',
  parse: readJoin,
});

function readJoin(cursor: Cursor): Join {
  const options = optionBag(cursor, 'join', OPTIONS);
  const fields = readKeys(cursor, options);
  const condition = cursor.keyword('where') === undefined ? undefined : readEvalExpression(cursor);
  const subsearch = cursor.subsearch();
  options.readAll();
  return {
    kind: 'Join',
    fields,
    subsearch,
    ...(condition === undefined ? {} : { condition }),
    options: options.values,
    span: cursor.span(),
  };
}

function readKeys(cursor: Cursor, options: OptionBag<typeof OPTIONS>): FieldName[] {
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList('where'));
  while (options.read());
  return fields;
}
