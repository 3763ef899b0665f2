import type { FieldName, Node } from '../ast.ts';
import type { Expr, Plan, Schema } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { project } from '../plan/build.ts';
import { column } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { expandNames, hasWildcard, matchWildcard, visibleColumns } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

export type RenamePair = Node<'RenamePair', { from: FieldName; to: FieldName }>;

export type Rename = Node<'Rename', { pairs: readonly RenamePair[] }>;

export const rename = defineCommand<Rename>({
  name: 'rename',
  doc: {
    syntax: 'rename <field> AS <name>[, <field> AS <name>]...',
    summary: 'Renames fields. Both names have the same number of wildcards.',
    source: 'Splunk Search Reference, rename',
  },
  stands: 'later',
  parse: readRename,
  plan: planRename,
});

/** A column on its way through the pairs. */
interface Renamed {
  readonly name: string;
  readonly expr: Expr;
}

/** Pairs are applied in order, each to what the ones before it left. */
function planRename(node: Rename, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  let columns: readonly Renamed[] = visibleColumns(input.schema).map(({ name, type }) => {
    return { name, expr: column(name, type) };
  });
  for (const pair of node.pairs) columns = applyPair(columns, pair, input.schema);
  return project(input, columns, input.schema.isOpen);
}

function applyPair(columns: readonly Renamed[], { from, to }: RenamePair, source: Schema): readonly Renamed[] {
  if (!hasWildcard(from.name)) return renameOne(columns, from.name, to.name, source);
  const schema: Schema = { columns: columns.map(({ name, expr }) => ({ name, type: expr.type })), isOpen: false };
  const pairs = expandNames(schema, from.name).map((name) => [name, filled(to.name, from.name, name)] as const);
  return pairs.reduce((before, [name, target]) => renameOne(before, name, target, source), columns);
}

function filled(target: string, pattern: string, name: string): string {
  const matched = [...(matchWildcard(pattern, name) ?? [])];
  return target.replace(/\*/g, () => matched.shift() ?? '');
}

/**
 * The column keeps its place, and takes that of a column that has the new name already. Renaming a field that no result
 * has empties the target.
 */
function renameOne(columns: readonly Renamed[], from: string, to: string, source: Schema): readonly Renamed[] {
  if (from === to) return columns;
  const exists = columns.some(({ name }) => name === from);
  const others = columns.filter(({ name }) => name !== to);
  if (!exists) return source.isOpen ? [...others, { name: to, expr: column(from, 'text') }] : others;
  return others.map((old) => (old.name === from ? { name: to, expr: old.expr } : old));
}

function readRename(cursor: Cursor): Rename {
  const pairs: RenamePair[] = [];
  do {
    pairs.push(readPair(cursor));
    while (cursor.symbol(','));
  } while (!cursor.atEnd());
  return { kind: 'Rename', pairs, span: cursor.span() };
}

function readPair(cursor: Cursor): RenamePair {
  const start = cursor.mark();
  const from = cursor.expectFieldName();
  if (cursor.keyword('as', 'to') === undefined) cursor.failExpected(`AS after "${from.name}"`);
  const to = cursor.expectFieldName('a name after AS');
  const span = cursor.span(start);
  if (wildcards(from) !== wildcards(to)) {
    const hint = 'both names of a rename need the same number of *';
    cursor.fail('SPL114', `the wildcards of "${from.name}" and "${to.name}" do not correspond`, span, hint);
  }
  return { kind: 'RenamePair', from, to, span };
}

function wildcards(field: FieldName): number {
  return field.name.split('*').length - 1;
}
