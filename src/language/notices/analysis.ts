import type { Problem } from '../../shared/problem.ts';
import type { CommandNode, ParsedSearch } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { asTyped } from '../parse/parse.ts';
import type { PlannedCommand } from '../plan/context.ts';
import { absentFields } from './absent-fields.ts';
import { backtrackingPatterns } from './backtracking-patterns.ts';
import { joinFields } from './join-fields.ts';
import { lookupColumns } from './lookup-columns.ts';
import { neverTrue } from './never-true.ts';
import { openNoResults } from './no-results.ts';
import { ownNodes } from './nodes.ts';
import { openOracle } from './possible-values.ts';
import { unselective } from './selective.ts';

/** What there is to say about a search that is planned. */
export interface Analysis {
  /** Takes each command as it is planned: for `PlanEnvironment.planned`. */
  planned(command: PlannedCommand): void;
  /** What came to light so far, with its place in the search as typed; nothing of it is thrown. */
  notices(): readonly Problem[];
}

/**
 * Opens the analysis of a search, which looks at each command over the results that the planner knows it to have. It is
 * meant for planning ahead of the data, where all that may exist does.
 */
export function openAnalysis(search: ParsedSearch): Analysis {
  const { expansion, pipeline } = search;
  const found: Problem[] = [];
  const told = new Set<string>();
  const outputs = new Map<CommandNode, Plan>();
  const oracle = openOracle();
  const results = openNoResults(pipeline);
  return {
    planned: (command) => {
      // Searches that commands make of texts have places of their own.
      if (command.context.expansion !== expansion) return;
      outputs.set(command.node, command.output);
      const own = ownNodes(command.node);
      found.push(
        ...absentFields(command, told),
        ...joinFields(command, outputs),
        ...lookupColumns(command),
        ...neverTrue(command, own, oracle),
        ...backtrackingPatterns(command.node, own, expansion.text),
      );
      results.planned(command);
    },
    notices: () => {
      const whole = [results.notice(), unselective(search)].filter((one) => one !== undefined);
      return [...found, ...whole].map((problem) => asTyped(problem, expansion));
    },
  };
}
