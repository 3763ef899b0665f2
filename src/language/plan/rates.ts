import type { AggregateCall } from '../ast.ts';

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['per_second', 1],
  ['per_minute', 60],
  ['per_hour', 3600],
  ['per_day', 86_400],
]);

/** A rate is a sum, divided by the length of its bucket afterwards. */
export function withoutRate(node: AggregateCall): AggregateCall {
  return SECONDS.has(node.name) ? { ...node, name: 'sum' } : node;
}

/** The seconds that each rate is over, by the name of its output. Source: Splunk Search Reference, timechart. */
export function ratesOf(calls: readonly AggregateCall[]): ReadonlyMap<string, number> {
  return new Map(
    calls.flatMap(({ name, output }) => {
      const seconds = SECONDS.get(name);
      return seconds === undefined ? [] : [[output, seconds] as const];
    }),
  );
}
