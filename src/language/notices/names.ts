import { nearest } from '../../shared/nearest.ts';
import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { ParsedSearch, SearchExpr } from '../ast.ts';
import { commandNamed } from '../commands/index.ts';
import { asTyped } from '../parse/parse.ts';
import type { WarningDetails } from '../plan/context.ts';
import { type AnyNode, nodesOf } from './nodes.ts';

/**
 * Fields that a search reads and that no event has, where one of nearly that name is there.
 *
 * @param read names that the search reads from the events
 * @param known names that the events have
 * @returns problems SPL402 with their place, which are not thrown
 */
export function fieldNotices(
  search: ParsedSearch,
  read: Iterable<string>,
  known: ReadonlySet<string>,
): readonly Problem[] {
  const notices: Problem[] = [];
  for (const name of read) {
    if (known.has(name)) continue;
    const hint = hintOf(name, known);
    if (hint === undefined) continue;
    const span = placeOfField(search, name);
    const problem = new Problem('SPL402', `no event has a field "${name}"`, { hint, ...(span && { span }) });
    notices.push(asTyped(problem, search.expansion));
  }
  return notices;
}

function hintOf(name: string, known: ReadonlySet<string>): string | undefined {
  if (name.toLowerCase() === 'by') return 'it is taken as a field: fields stand here without BY';
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (commandNamed(name.toLowerCase()) === undefined) return undefined;
  return `where ${name} is the next command, a pipe stands before it: | ${name}`;
}

/** What planning has to tell, with the place of the field that it is about. */
export function warningNotice(search: ParsedSearch, message: string, details: WarningDetails = {}): Problem {
  const { code = 'SPL405', hint, field } = details;
  const span = field === undefined ? undefined : placeOfField(search, field);
  const notice = new Problem(code, message, { ...(hint !== undefined && { hint }), ...(span && { span }) });
  return asTyped(notice, search.expansion);
}

/** Names that a search has where a field can stand: of events, of results, of those that it makes. */
export function fieldsWritten({ pipeline }: ParsedSearch): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodesOf(pipeline)) {
    if (isField(node) && typeof node['name'] === 'string') names.add(node['name']);
  }
  return names;
}

function isField({ kind }: AnyNode): boolean {
  return kind === 'FieldName' || kind === 'EvalField' || kind === 'EvalDotted';
}

/** Where the search names a field first; undefined for one that it reads without naming it. */
function placeOfField({ pipeline }: ParsedSearch, name: string): Span | undefined {
  for (const node of nodesOf(pipeline)) {
    if (isField(node) && node['name'] === name) return node.span;
  }
  return undefined;
}

/** The values that events have of the fields that say where they come from. */
export type KnownValues = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Indexes and the like that a search asks for and that no event has.
 *
 * @returns problems SPL403 with their place, which are not thrown
 */
export function valueNotices({ pipeline, expansion }: ParsedSearch, known: KnownValues): readonly Problem[] {
  const notices: Problem[] = [];
  for (const command of pipeline.commands) {
    if (command.kind !== 'Search') continue;
    for (const { field, value } of equalities(command)) {
      const values = known.get(field);
      if (values === undefined || values.size === 0 || value.text.includes('*')) continue;
      if ([...values].some((one) => one.toLowerCase() === value.text.toLowerCase())) continue;
      const near = nearest(value.text, values);
      const hint = near === undefined ? `there is ${listed(values)}` : `did you mean "${near}"?`;
      const message = `no event has ${field} "${value.text}"`;
      notices.push(asTyped(new Problem('SPL403', message, { span: value.span, hint }), expansion));
    }
  }
  return notices;
}

interface Equality {
  readonly field: string;
  readonly value: { readonly text: string; readonly span: Span };
}

/** Comparisons with one value, also those in groups, but for what is negated. */
function* equalities(command: object): Generator<Equality> {
  const { expression } = command as { readonly expression: SearchExpr };
  const open: SearchExpr[] = [expression];
  for (let term = open.pop(); term !== undefined; term = open.pop()) {
    if (term.kind === 'SearchAnd' || term.kind === 'SearchOr') open.push(...[...term.terms].reverse());
    if (term.kind !== 'SearchComparison' || term.operator !== '=') continue;
    yield { field: term.field.name, value: term.value };
  }
}

const LISTED = 8;

function listed(values: ReadonlySet<string>): string {
  const names = [...values].sort();
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  return names.slice(0, LISTED).join(', ') + more;
}
