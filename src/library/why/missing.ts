import { isHidden, type Plan } from '../../language/index.ts';
import { nearest } from '../../shared/nearest.ts';
import type { WhyMissing } from './result.ts';
import type { TracedPipeline, TracedStage } from './trace.ts';

/**
 * Why no row has a value of a field: a command before it made it or left it out, or there is a near name.
 *
 * @param known names that rows have there, for what is near
 */
export function missingField(
  name: string,
  stage: TracedStage,
  pipeline: TracedPipeline,
  known: ReadonlySet<string>,
): WhyMissing {
  const before = pipeline.slice(0, pipeline.indexOf(stage)).toReversed();
  const [last] = before;
  const maker = makerOf(name, stage, pipeline);
  if (last !== undefined && has(last.results, name) && maker?.input !== undefined) {
    return { name, madeBy: maker.number };
  }
  const drop = before.find(({ input, results }) => input !== undefined && has(input, name) && !has(results, name));
  // A column of the events is there where a search names it, with values or without.
  const names = last === undefined || has(last.results, name) ? known : namesOf(last.results);
  const near = names.has(name) ? undefined : nearName(name, names);
  return { name, ...(near !== undefined && { near }), ...(drop && { droppedBy: drop.number }) };
}

/** The last stage before this one that made a field, or made it anew. */
export function makerOf(name: string, stage: TracedStage, pipeline: TracedPipeline): TracedStage | undefined {
  const before = pipeline.slice(0, pipeline.indexOf(stage)).toReversed();
  return before.find(({ input, results }) => has(results, name) && (input === undefined || !has(input, name)));
}

/** The same name in another case, with or without the prefix of a dataset, or nearly the same. */
export function nearName(name: string, names: ReadonlySet<string>): string | undefined {
  const others = [...names].filter((one) => one !== name && !isHidden(one));
  const bare = afterDot(name).toLowerCase();
  const sameCaseless = others.find((one) => one.toLowerCase() === name.toLowerCase());
  return sameCaseless ?? others.find((one) => afterDot(one).toLowerCase() === bare) ?? nearest(name, others);
}

function afterDot(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function namesOf({ schema }: Plan): ReadonlySet<string> {
  return new Set(schema.columns.map(({ name }) => name));
}

function has({ schema }: Plan, name: string): boolean {
  return schema.columns.some((column) => column.name === name);
}
