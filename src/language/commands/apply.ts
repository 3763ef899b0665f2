import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type Parameter, readParameter } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Apply = Node<
  'Apply',
  {
    model: FieldName;
    /** The field that the prediction goes to; absent: as the algorithm names it. */
    as?: FieldName;
    /** `threshold=0.005` and the like: each algorithm has its own. */
    parameters: readonly Parameter[];
  }
>;

export const apply = defineCommand<Apply>({
  name: 'apply',
  doc: {
    syntax: 'apply <model> [AS <name>] [<name>=<text>]...',
    summary: 'Uses a model that was trained before.',
    source: 'Splunk Machine Learning Toolkit, Search commands',
  },
  stands: 'later',
  parse: readApply,
});

function readApply(cursor: Cursor): Apply {
  const model = cursor.expectFieldName('the name of a model');
  const parameters: Parameter[] = [];
  let as: FieldName | undefined;
  while (!cursor.atEnd()) {
    if (cursor.symbol(',')) continue;
    const parameter = readParameter(cursor);
    if (parameter !== undefined) parameters.push(parameter);
    else if (cursor.keyword('as') !== undefined) as = cursor.expectFieldName('a name after AS');
    else cursor.failExpected('AS or <name>=<text>');
  }
  return { kind: 'Apply', model, ...(as === undefined ? {} : { as }), parameters, span: cursor.span() };
}
