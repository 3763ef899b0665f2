import type { FieldName, Node } from '../ast.ts';
import type { Expr, Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, optionBag } from '../parse/options.ts';
import { concat } from '../plan/arithmetic.ts';
import { extend } from '../plan/build.ts';
import { asText, unify } from '../plan/convert.ts';
import { and, choose, coalesce, isNotNull, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { allrequired: booleanOption };

export type Strcat = Node<
  'Strcat',
  {
    /** Fields, and (quoted) texts. */
    sources: readonly FieldName[];
    target: FieldName;
    /** Whether a result without one of the fields is left alone. */
    areAllRequired: boolean;
  }
>;

export const strcat = defineCommand<Strcat>({
  name: 'strcat',
  doc: {
    syntax: 'strcat [allrequired=<bool>] <field or "text">... <target field>',
    summary: 'Joins fields and texts into one field.',
    source: 'Splunk Search Reference, strcat',
    options: {
      allrequired: 'whether a result that lacks one of the fields is left as it is; default: f',
    },
  },
  stands: 'later',
  parse: readStrcat,
  plan: planStrcat,
});

/** A field that a result does not have gives nothing to the text, unless all are required. */
function planStrcat(node: Strcat, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const parts = node.sources.map(({ name, isQuoted }): Expr => {
    return isQuoted ? text(name) : asText(fieldOf(input.schema, name));
  });
  const joined = concat(...parts.map((part) => coalesce(part, text(''))));
  const target = node.target.name;
  if (!node.areAllRequired) return extend(input, [{ name: target, expr: joined }]);
  const [then = joined, otherwise = joined] = unify([joined, fieldOf(input.schema, target)]);
  return extend(input, [{ name: target, expr: choose(and(...parts.map(isNotNull)), then, otherwise) }]);
}

function readStrcat(cursor: Cursor): Strcat {
  const options = optionBag(cursor, 'strcat', OPTIONS);
  options.readAll();
  const sources = cursor.fieldList();
  const target = sources.pop();
  if (target === undefined || sources.length === 0) cursor.failExpected('a field, and the field to set');
  return {
    kind: 'Strcat',
    sources,
    target,
    areAllRequired: options.values.allrequired ?? false,
    span: cursor.span(),
  };
}
