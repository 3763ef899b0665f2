import type { EvalExpr, Node } from '../ast.ts';
import { readEvalExpression } from '../parse/eval.ts';
import { defineCommand } from './define.ts';

export type Where = Node<'Where', { condition: EvalExpr }>;

export const where = defineCommand<Where>({
  name: 'where',
  doc: {
    syntax: 'where <eval expression>',
    summary: 'Keeps the results for which a Boolean expression is true.',
    source: 'Splunk Search Reference, where',
  },
  stands: 'later',
  parse: (cursor) => ({ kind: 'Where', condition: readEvalExpression(cursor), span: cursor.span() }),
});
