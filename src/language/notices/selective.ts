import { Problem } from '../../shared/problem.ts';
import type { ParsedSearch, SearchExpr } from '../ast.ts';
import type { Command } from '../commands/index.ts';
import { nodesOf } from './nodes.ts';

/**
 * A search that begins with all events of the indexes, or of a data model, and in which no command leaves any result
 * out: whatever happens is found. Statistics with a condition on their figures are as selective as any.
 */
export function unselective({ pipeline }: ParsedSearch): Problem | undefined {
  const [first] = pipeline.commands as readonly Command[];
  if (first === undefined || !readsEvents(first)) return undefined;
  if (pipeline.commands.some(({ kind }) => CHOOSING.has(kind))) return undefined;
  for (const node of nodesOf(pipeline)) if (isCondition(node as unknown as SearchExpr)) return undefined;
  const hint = 'name what is looked for: values of fields, or a condition on the statistics';
  return new Problem('SPL413', 'every event is a result: no condition leaves any out', { span: first.span, hint });
}

function readsEvents(command: Command): boolean {
  return (
    command.kind === 'Search' || command.kind === 'Tstats' || command.kind === 'From' || command.kind === 'Datamodel'
  );
}

/** Commands that leave results out, or that are not meant to find anything by themselves. */
const CHOOSING: ReadonlySet<string> = new Set<Command['kind']>([
  ...(['Where', 'Regex', 'Head', 'Tail', 'Top', 'Rare', 'Anomalies', 'Anomalydetection', 'Anomalousvalue'] as const),
  ...(['Outlier', 'Join', 'Selfjoin', 'Set', 'Require', 'Dbinspect', 'Foreach', 'Map', 'Apply', 'Fit'] as const),
  ...(['Outputlookup', 'Collect', 'Transaction', 'Mvexpand', 'Cluster', 'Kmeans', 'Predict'] as const),
]);

/** Whether a term of a search leaves anything out: not `*`, and not the name of an index. */
function isCondition(term: SearchExpr): boolean {
  switch (term.kind) {
    case 'SearchComparison':
      return term.field.name !== 'index' && !(term.operator === '=' && isAny(term.value.text));
    case 'SearchIn':
      return term.field.name !== 'index' && !term.values.some(({ text }) => isAny(text));
    case 'SearchKeyword':
      return !isAny(term.value.text);
    case 'SearchTerm':
    case 'SearchCase':
    case 'SearchSubsearch':
      return true;
    default:
      return false;
  }
}

function isAny(text: string): boolean {
  return /^\*+$/.test(text);
}
