import { macroCall, string } from './spelling.ts';

/** strftime specifiers that DuckDB renders as SPL does, for whole seconds in UTC. */
const SAME = new Set('YmdHMSyjaAbBpI%');
const COMPOSITE: Readonly<Record<string, string>> = { F: '%Y-%m-%d', T: '%H:%M:%S', D: '%m/%d/%y' };

/** Formats a time: by the database itself where it does the same, which is ten times as fast, else by our function. */
export function formatTime(time: string, format: string, literal: unknown, timezone: string): string {
  const native = timezone === 'UTC' && typeof literal === 'string' ? nativeFormat(literal) : undefined;
  if (native === undefined) return `spl_format_time(${time}, ${format}, ${string(timezone)})`;
  return macroCall('spl_format_utc', time, string(native));
}

function nativeFormat(format: string): string | undefined {
  const expanded = format.replace(/%([FTD])/g, (_, name: string) => COMPOSITE[name] ?? '');
  const specifiers = expanded.match(/%(?:.|$)/gsu) ?? [];
  return specifiers.every((specifier) => SAME.has(specifier.slice(1))) ? expanded : undefined;
}
