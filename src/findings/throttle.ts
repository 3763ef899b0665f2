import type { Throttling } from '../content/index.ts';
import type { Finding } from './finding.ts';
import { fieldOf, textOf } from './tokens.ts';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a period such as `90s`, `30m`, `24h` or `7d`; undefined for anything else. */
export function periodSeconds(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([smhd])$/.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNIT_SECONDS[unit] ?? 0);
}

/**
 * Which findings of one detection are told, in the order of the findings: after one of them, no other with equal values
 * of the fields within the period. An absent field is a value as well. Time is that of the findings, however late they
 * come; one without a time is told, since nothing says that it lies in a period.
 *
 * Source: savedsearches.conf, alert.suppress.fields and alert.suppress.period: suppressed results do not prolong the
 * period.
 */
export function toldFindings(
  findings: readonly Finding[],
  { fields }: Throttling,
  seconds: number,
): readonly boolean[] {
  const told = findings.map(() => true);
  const timed = findings.flatMap((finding, at) => {
    const time = startOf(finding);
    return time === undefined ? [] : [{ at, time, key: keyOf(finding, fields) }];
  });
  const since = new Map<string, number>();
  for (const { at, time, key } of timed.toSorted((a, b) => a.time - b.time || a.at - b.at)) {
    const before = since.get(key);
    if (before !== undefined && time - before < seconds) told[at] = false;
    else since.set(key, time);
  }
  return told;
}

/** Epoch seconds. */
function startOf({ first_time: first, last_time: last }: Finding): number | undefined {
  const text = first ?? last;
  return text === null ? undefined : Date.parse(text) / 1000;
}

function keyOf({ result }: Finding, fields: readonly string[]): string {
  return JSON.stringify(
    fields.map((field) => {
      const value = fieldOf(result, field);
      return value === undefined ? null : textOf(value);
    }),
  );
}
