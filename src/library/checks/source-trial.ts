import type { Content, SourceMapping } from '../../content/index.ts';
import type { Problem } from '../../shared/problem.ts';
import { openRuleBench, ruleProblems } from '../mappings/rules.ts';
import { sourceProblems } from '../mappings/source.ts';
import type { Times } from '../times.ts';
import type { Trial } from './check.ts';

/**
 * Tries the mappings of content: every pattern and zone, and every eval, lookup and event type, planned ahead of any
 * events.
 *
 * @returns what came of each, by its file
 */
export async function trySources(content: Content, times: Times): Promise<ReadonlyMap<string, Trial>> {
  const bench = openRuleBench(content, times);
  const problemsOf = async (mapping: SourceMapping): Promise<readonly Problem[]> => [
    ...sourceProblems(mapping),
    ...(await ruleProblems(mapping, bench)),
  ];
  const trials = new Map<string, Trial>();
  for (const mapping of content.sources) {
    const [problem, ...others] = await problemsOf(mapping);
    trials.set(mapping.file, problem === undefined ? { notices: [] } : { problem, others, notices: [] });
  }
  return trials;
}
