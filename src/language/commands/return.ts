import type { FieldName, Node } from '../ast.ts';
import type { Plan, Row } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import type { PlanContext } from '../plan/context.ts';
import { comparisonText, searchText, valueTexts } from '../plan/filter-text.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

/** `field` gives `field="v"`, `alias=field` gives `alias="v"`, `$field` the value alone. */
export type Returned = Node<'Returned', { field: FieldName; form: 'named' | 'value'; alias?: string }>;

export type Return = Node<
  'Return',
  {
    /** Results to take. */
    count: number;
    returned: readonly Returned[];
  }
>;

export const returnCommand = defineCommand<Return>({
  name: 'return',
  doc: {
    syntax: 'return [<count>] [<alias>=<field>|$<field>|<field>]...',
    summary: 'Turns the first results into the text of a filter.',
    source: 'Splunk Search Reference, return',
  },
  stands: 'later',
  parse: readReturn,
  plan: planReturn,
});

async function planReturn(node: Return, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  return await searchText(resultsOf(given), (rows) => returnText(rows, node), node.count, context);
}

function returnText(rows: readonly Row[], { returned, count }: Return): string {
  const terms = rows.map((row) => returned.flatMap((one) => returnedTexts(row, one)).join(' ')).filter(Boolean);
  if (terms.length === 0) return 'NOT ( )';
  return count === 1 ? terms.join('') : terms.map((term) => `(${term})`).join(' OR ');
}

function returnedTexts(row: Row, { field, form, alias }: Returned): readonly string[] {
  const values = valueTexts(row[field.name]);
  return form === 'value' ? values : values.map((value) => comparisonText(alias ?? field.name, value));
}

function readReturn(cursor: Cursor): Return {
  const count = cursor.optionalInteger(1);
  const returned: Returned[] = [];
  while (!cursor.atEnd()) {
    if (cursor.symbol(',')) continue;
    returned.push(readReturned(cursor));
  }
  if (returned.length === 0) cursor.failExpected('a field name');
  return { kind: 'Return', count, returned, span: cursor.span() };
}

function readReturned(cursor: Cursor): Returned {
  const start = cursor.mark();
  if (cursor.symbol('$')) {
    const field = cursor.expectFieldName('a field name after $');
    return { kind: 'Returned', field, form: 'value', span: cursor.span(start) };
  }
  const alias = cursor.optionName();
  const field = cursor.expectFieldName();
  const span = cursor.span(start);
  if (alias === undefined) return { kind: 'Returned', field, form: 'named', span };
  return { kind: 'Returned', field, form: 'named', alias, span };
}
