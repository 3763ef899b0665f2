import { InvalidArgumentError } from 'commander';
import type { RiskThreshold } from '../library/index.ts';

const FORM = 'Write threshold=120 or threshold=120,window=24h.';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads `threshold=120,window=24h`, or `120` alone. */
export function parseRiskThreshold(text: string): RiskThreshold {
  let threshold: number | undefined;
  let windowSeconds: number | undefined;
  for (const part of text.split(',')) {
    const [, key = 'threshold', value = ''] = /^\s*(?:(\w+)\s*=)?\s*(\S+)\s*$/.exec(part) ?? [];
    if (key.toLowerCase() === 'threshold' && threshold === undefined) threshold = scoreOf(value);
    else if (key.toLowerCase() === 'window' && windowSeconds === undefined) windowSeconds = secondsOf(value);
    else throw new InvalidArgumentError(FORM);
  }
  if (threshold === undefined) throw new InvalidArgumentError(FORM);
  return windowSeconds === undefined ? { threshold } : { threshold, windowSeconds };
}

function scoreOf(text: string): number {
  const score = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || score <= 0) throw new InvalidArgumentError('The threshold is a number above 0.');
  return score;
}

function secondsOf(text: string): number {
  const [, digits, unit = ''] = /^(\d+)([smhd])$/i.exec(text) ?? [];
  const seconds = Number(digits) * (UNIT_SECONDS[unit.toLowerCase()] ?? 0);
  if (!(seconds > 0)) throw new InvalidArgumentError('The window is a time such as 30m, 24h or 7d.');
  return seconds;
}
