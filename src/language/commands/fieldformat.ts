import type { Assignment, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { readAssignments } from '../parse/eval.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

export type Fieldformat = Node<'Fieldformat', { assignments: readonly Assignment[] }>;

export const fieldformat = defineCommand<Fieldformat>({
  name: 'fieldformat',
  doc: {
    syntax: 'fieldformat <field>=<eval expression>',
    summary: 'Shows a field in another way; its value stays.',
    source: 'Splunk Search Reference, fieldformat',
    differs: 'Nothing is rendered: results keep their values, as they do in Splunk where they are exported.',
  },
  stands: 'later',
  parse: (cursor: Cursor) => ({ kind: 'Fieldformat', assignments: readAssignments(cursor), span: cursor.span() }),
  // It changes how a field is shown, and nothing of the results that searches and files go on with.
  plan: (_, given) => resultsOf(given),
});
