import type { Content, SourceMapping } from '../../content/index.ts';
import type { SourceDefinition } from '../../events/index.ts';
import type { ReadOptions } from '../../inputs/index.ts';
import { Problem } from '../../shared/problem.ts';
import type { ResourceOptions, RunOptions } from '../options.ts';
import { type MappingRules, planRules, type RuleBench } from './rules.ts';
import { openRuleRunner, type RuleRunner } from './run.ts';
import { type CompiledSource, compileSource, type Given } from './source.ts';

/** The mappings of a content, ready to read events. */
export interface Mappings {
  readonly sources: readonly SourceDefinition[];
  readonly layoutFor: NonNullable<ReadOptions['layoutFor']>;
  readonly rules: RuleRunner;
}

/**
 * Makes the mappings of a content ready; undefined where there are none. One that cannot be run costs itself alone: it
 * is told to `onProblem`.
 */
export async function openMappings(
  content: Content,
  given: Given,
  bench: RuleBench,
  options: ResourceOptions & RunOptions,
): Promise<Mappings | undefined> {
  if (content.sources.length === 0) return undefined;
  const compiled: CompiledSource[] = [];
  const rules = new Map<string, MappingRules>();
  for (const mapping of content.sources) {
    try {
      compiled.push(await compile(mapping, given, bench, rules));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      options.onProblem?.(error);
    }
  }
  return {
    sources: compiled.map(({ definition }) => definition),
    layoutFor: (path, head) => {
      for (const { layoutFor } of compiled) {
        const layout = layoutFor(path, head);
        if (layout !== undefined) return layout;
      }
      return undefined;
    },
    rules: openRuleRunner(rules, bench, options),
  };
}

async function compile(
  mapping: SourceMapping,
  given: Given,
  bench: RuleBench,
  rules: Map<string, MappingRules>,
): Promise<CompiledSource> {
  const source = compileSource(mapping, given);
  const planned = await planRules(mapping, bench);
  if (planned !== undefined) rules.set(mapping.name, planned);
  return source;
}
