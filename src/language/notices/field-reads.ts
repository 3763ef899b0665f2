import type { Span } from '../../shared/span.ts';
import type { AggregateCall, CommandNode, EvalExpr, FieldName, SearchExpr } from '../ast.ts';
import type { Command } from '../commands/index.ts';
import { hasWildcard } from '../plan/schema.ts';

/** A field that a command reads by its name. */
export interface FieldRead {
  readonly name: string;
  readonly span: Span;
  /** Of a bare `a.b`, which is these fields joined where there is none of the whole name. */
  readonly parts?: readonly string[];
  /** What the command makes before it reads this one: those too are there. */
  readonly made?: readonly string[];
}

type Kind = Command['kind'];
type Reads<K extends Kind> = (node: Extract<Command, { kind: K }>) => readonly FieldRead[];

/**
 * The fields that a command must find in its results to do what it says, in the order of the text. Commands that read
 * fields in other ways, or are at their best where one is missing (`fillnull`), name none.
 */
export function fieldReads(node: CommandNode): readonly FieldRead[] {
  const reads = READS[node.kind as Kind] as ((node: CommandNode) => readonly FieldRead[]) | undefined;
  return reads?.(node) ?? [];
}

const READS: { readonly [K in Kind]?: Reads<K> } = {
  Bin: ({ field }) => named([field]),
  Chart: ({ aggregates, row, column }) => [
    ...aggregates.flatMap(aggregateReads),
    ...named([row, column].filter((one) => one !== undefined)),
  ],
  Convert: ({ conversions }) => named(conversions.map(({ field }) => field)),
  Dedup: ({ fields, sortBy }) => named([...fields, ...sortBy.map(({ field }) => field)]),
  Eval: ({ assignments }) =>
    assignments.flatMap(({ value }, at) => {
      const made = assignments.slice(0, at).map(({ target }) => target.name);
      return evalReads(value).map((read) => ({ ...read, made }));
    }),
  Eventstats: ({ aggregates, by }) => [...aggregates.flatMap(aggregateReads), ...named(by)],
  Fields: ({ isRemoval, names }) => (isRemoval ? [] : named(names)),
  Lookup: ({ keys }) => named(keys.map(({ field }) => field)),
  Makemv: ({ words }) => named(words),
  Mvexpand: ({ words }) => named(words),
  Regex: ({ field }) => (field === undefined ? [] : named([field])),
  Rename: ({ pairs }) =>
    pairs.flatMap(({ from }, at) => {
      const made = pairs.slice(0, at).map(({ to }) => to.name);
      return named([from]).map((read) => ({ ...read, made }));
    }),
  Search: ({ expression }) => searchReads(expression),
  Sort: ({ keys }) => named(keys.map(({ field }) => field)),
  Stats: ({ aggregates, by }) => [...aggregates.flatMap(aggregateReads), ...named(by)],
  Streamstats: ({ aggregates, by }) => [...aggregates.flatMap(aggregateReads), ...named(by)],
  Table: ({ names }) => named(names),
  Timechart: ({ aggregates, by }) => [...aggregates.flatMap(aggregateReads), ...named(by === undefined ? [] : [by])],
  Where: ({ condition }) => evalReads(condition),
};

function named(fields: readonly FieldName[]): readonly FieldRead[] {
  return fields.filter(({ name }) => !hasWildcard(name)).map(({ name, span }) => ({ name, span }));
}

function aggregateReads({ argument, parts }: AggregateCall): readonly FieldRead[] {
  // An expression over statistics reads their outputs; what those read is named in the parts.
  if (parts !== undefined) return parts.flatMap(aggregateReads);
  if (argument === undefined) return [];
  return argument.kind === 'FieldName' ? named([argument]) : evalReads(argument);
}

/** Functions that are there for fields that may be missing. */
const ASK_WHETHER: ReadonlySet<string> = new Set(['coalesce', 'isnull', 'isnotnull']);

/** The fields that an expression needs: those that it asks for may be missing, wherever else it reads them. */
function evalReads(expr: EvalExpr): readonly FieldRead[] {
  const asked = new Set(askedFor(expr));
  return allReads(expr).filter(({ name }) => !asked.has(name));
}

function askedFor(expr: EvalExpr): readonly string[] {
  if (expr.kind === 'EvalUnary') return askedFor(expr.operand);
  if (expr.kind === 'EvalBinary') return [...askedFor(expr.left), ...askedFor(expr.right)];
  if (expr.kind !== 'EvalCall') return [];
  const own = ASK_WHETHER.has(expr.name) ? expr.args.flatMap(allReads).map(({ name }) => name) : [];
  return [...own, ...expr.args.flatMap(askedFor)];
}

function allReads(expr: EvalExpr): readonly FieldRead[] {
  switch (expr.kind) {
    case 'EvalField':
      return expr.name === 'null' && !expr.isQuoted ? [] : [{ name: expr.name, span: expr.span }];
    case 'EvalDotted':
      return [{ name: expr.name, span: expr.span, parts: expr.parts }];
    case 'EvalUnary':
      return allReads(expr.operand);
    case 'EvalBinary':
      return [...allReads(expr.left), ...allReads(expr.right)];
    case 'EvalIn':
      return [expr.operand, ...expr.values].flatMap(allReads);
    case 'EvalCall':
      return ASK_WHETHER.has(expr.name) ? [] : expr.args.flatMap(allReads);
    default:
      return [];
  }
}

function searchReads(expr: SearchExpr): readonly FieldRead[] {
  switch (expr.kind) {
    case 'SearchAnd':
    case 'SearchOr':
      return expr.terms.flatMap(searchReads);
    case 'SearchNot':
      return searchReads(expr.term);
    case 'SearchComparison':
    case 'SearchIn':
      return named([expr.field]);
    default:
      return [];
  }
}
