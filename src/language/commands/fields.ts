import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { project, select } from '../plan/build.ts';
import { resultsOf } from '../plan/input.ts';
import { expandNames, fieldOf, hasWildcard, isInternal, matchWildcard, visibleColumns } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

export type Fields = Node<
  'Fields',
  {
    /** `fields - …`: the named fields go; otherwise they alone stay. */
    isRemoval: boolean;
    names: readonly FieldName[];
  }
>;

export const fields = defineCommand<Fields>({
  name: 'fields',
  doc: {
    syntax: 'fields [+|-] <field>[, <field>]...',
    summary: 'Keeps or removes fields. Internal fields stay unless they are removed by name.',
    source: 'Splunk Search Reference, fields',
  },
  stands: 'later',
  parse: readFields,
  plan: planFields,
});

function planFields(node: Fields, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const patterns = node.names.map(({ name }) => name);
  return node.isRemoval ? withoutFields(input, patterns) : onlyFields(input, patterns);
}

/** Internal fields stay though they are not listed. */
function onlyFields(input: Plan, patterns: readonly string[]): Plan {
  const internal = visibleColumns(input.schema)
    .map(({ name }) => name)
    .filter(isInternal);
  const names = new Set([...patterns.flatMap((pattern) => expandNames(input.schema, pattern)), ...internal]);
  const columns = [...names].map((name) => ({ name, expr: fieldOf(input.schema, name) }));
  return project(input, columns, input.schema.isOpen && patterns.some(hasWildcard));
}

function withoutFields(input: Plan, patterns: readonly string[]): Plan {
  const kept = visibleColumns(input.schema)
    .map(({ name }) => name)
    .filter((name) => !patterns.some((pattern) => matchWildcard(pattern, name) !== undefined));
  return select(input, kept, input.schema.isOpen);
}

function readFields(cursor: Cursor): Fields {
  const isRemoval = cursor.symbol('-');
  if (!isRemoval) cursor.symbol('+');
  const names = cursor.fieldList();
  if (names.length === 0) cursor.failExpected('a field name');
  return { kind: 'Fields', isRemoval, names, span: cursor.span() };
}
