import { Problem } from '../../shared/problem.ts';
import type { CommandNode, Pipeline } from '../ast.ts';
import type { Expr, Plan } from '../ir.ts';
import type { PlannedCommand } from '../plan/context.ts';

/** Watches whether a search can give a result at all. */
export interface NoResults {
  planned(command: PlannedCommand): void;
  /** The command behind which there can be no result, where the search then gives none. */
  notice(): Problem | undefined;
}

/** @param pipeline of the search itself: in its subsearches no result may be what is meant */
export function openNoResults(pipeline: Pipeline): NoResults {
  const own = new Set<CommandNode>(pipeline.commands);
  const empty = new Set<Plan>();
  let culprit: CommandNode | undefined;
  return {
    planned: ({ node, output }) => {
      if (!own.has(node)) return;
      if (!isEmpty(output, empty)) {
        culprit = undefined;
        return;
      }
      empty.add(output);
      culprit ??= node;
    },
    notice: () => {
      if (culprit === undefined) return undefined;
      const message = `no result gets past this ${culprit.kind.toLowerCase()}`;
      return new Problem('SPL409', message, { span: culprit.span, hint: HINTS[culprit.kind] ?? OTHER_HINT });
    },
  };
}

const OTHER_HINT = 'mend what it reads or compares, or leave it out';

/** What lets no result through as a rule, by the kind of the command. */
const HINTS: Readonly<Record<string, string>> = {
  Search: 'compare fields that are there: words are looked for in _raw, which statistics and tables do not keep',
  Join: 'join by fields that both sides have',
  Stats: 'group by fields that the results have',
  Tstats: 'group by fields that the data model has',
  Dedup: 'name fields that the results have',
};

/** Whether a plan gives no row, whatever the tables hold. */
function isEmpty(plan: Plan, known: ReadonlySet<Plan>): boolean {
  if (known.has(plan)) return true;
  switch (plan.op) {
    case 'Scan':
      return false;
    case 'Rows':
      return plan.count === 0;
    case 'Filter':
      return isNeverTrue(plan.predicate) || isEmpty(plan.input, known);
    case 'Aggregate':
      return plan.by.length > 0 && isEmpty(plan.input, known);
    case 'Limit':
      return plan.count === 0 || isEmpty(plan.input, known);
    case 'Join':
      if (isEmpty(plan.left, known)) return true;
      return plan.type !== 'left' && (plan.on.some(isNeverEqual) || isEmpty(plan.right, known));
    case 'Union':
      return plan.inputs.every((input) => isEmpty(input, known));
    default:
      return isEmpty(plan.input, known);
  }
}

function isNeverTrue(predicate: Expr): boolean {
  if (predicate.kind === 'Literal') return predicate.value !== true;
  if (predicate.kind !== 'Call') return false;
  switch (predicate.fn) {
    case 'and':
      return predicate.args.some(isNeverTrue);
    case 'or':
      return predicate.args.every(isNeverTrue);
    case 'not':
    case 'isTrue':
      return predicate.args.every((arg) => arg.kind === 'Literal' && arg.value === null);
    default:
      return false;
  }
}

function isNeverEqual({ left, right }: { readonly left: Expr; readonly right: Expr }): boolean {
  return left.kind === 'Literal' && right.kind === 'Literal' && left.value !== right.value;
}
