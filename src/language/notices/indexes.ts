import type { ParsedSearch } from '../ast.ts';
import { type AnyNode, nodesOf } from './nodes.ts';

/** The indexes that a search asks for by their names, its subsearches too, in small letters; not what it excludes. */
export function indexesNamed({ pipeline }: ParsedSearch): ReadonlySet<string> {
  const names = new Set<string>();
  const excluded = new Set<AnyNode>();
  for (const node of nodesOf(pipeline)) {
    if (node.kind === 'SearchNot') for (const inner of nodesOf(node['term'])) excluded.add(inner);
    if (!excluded.has(node)) for (const name of indexesOf(node)) names.add(name.toLowerCase());
  }
  return names;
}

function indexesOf({ kind, field, operator, value, values }: AnyNode): readonly string[] {
  const isAsked = (kind === 'SearchComparison' && operator === '=') || kind === 'SearchIn';
  if (!isAsked || !isIndex(field)) return [];
  return [value, ...(Array.isArray(values) ? values : [])].flatMap(textOf);
}

function isIndex(field: unknown): boolean {
  return typeof field === 'object' && field !== null && 'name' in field && field.name === 'index';
}

function textOf(value: unknown): readonly string[] {
  const isValue = typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
  return isValue ? [String(value.text)] : [];
}
