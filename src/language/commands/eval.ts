import type { Assignment, Node } from '../ast.ts';
import { readAssignments } from '../parse/eval.ts';
import { defineCommand } from './define.ts';

export type Eval = Node<'Eval', { assignments: readonly Assignment[] }>;

export const evalCommand = defineCommand<Eval>({
  name: 'eval',
  doc: {
    syntax: 'eval <field>=<eval expression> [, <field>=<eval expression>]...',
    summary: 'Sets fields to the values of expressions, from left to right.',
    source: 'Splunk Search Reference, eval',
  },
  stands: 'later',
  parse: (cursor) => ({ kind: 'Eval', assignments: readAssignments(cursor), span: cursor.span() }),
});
