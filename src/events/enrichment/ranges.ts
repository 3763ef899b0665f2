import { isIP } from 'node:net';

/** Addresses from one to another, both included. */
interface Range<T> {
  readonly family: number;
  readonly first: bigint;
  readonly last: bigint;
  readonly value: T;
}

/** Finds what belongs to the narrowest range around an address. */
export type RangeFinder<T> = (address: string) => T | undefined;

/**
 * Opens ranges of addresses: networks (`10.0.0.0/8`) and pairs (`10.0.0.1-10.0.0.9`) of either family. Of ranges alike
 * the first counts.
 */
export function openRanges<T>(entries: readonly (readonly [range: string, value: T])[]): RangeFinder<T> {
  const ranges = entries
    .flatMap(([text, value]) => rangeOf(text, value) ?? [])
    .sort((a, b) => compare(a.last - a.first, b.last - b.first));
  return (address) => {
    const family = isIP(address);
    if (family === 0 || ranges.length === 0) return undefined;
    const number = numberOf(address, family);
    return ranges.find((one) => one.family === family && one.first <= number && number <= one.last)?.value;
  };
}

/** Whether a text is a range of addresses. */
export function isRange(text: string): boolean {
  return rangeOf(text, undefined) !== undefined;
}

function rangeOf<T>(text: string, value: T): Range<T> | undefined {
  const [, from = '', sign, to = ''] = /^([\dA-Fa-f.:]+)\s*([/-])\s*([\dA-Fa-f.:]+)$/.exec(text) ?? [];
  const family = isIP(from);
  if (family === 0) return undefined;
  const first = numberOf(from, family);
  if (sign === '-') return isIP(to) === family ? { family, first, last: numberOf(to, family), value } : undefined;
  const bits = family === 4 ? 32 : 128;
  const prefix = Number(to);
  if (!/^\d{1,3}$/.test(to) || prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const base = first - (first % size);
  return { family, first: base, last: base + size - 1n, value };
}

function numberOf(address: string, family: number): bigint {
  return family === 4 ? ofParts(address.split('.').map(Number), 8n) : ofParts(groupsOf(address), 16n);
}

function ofParts(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((number, part) => (number << bits) + BigInt(part), 0n);
}

/** The eight groups of an address of version 6, which may end in one of version 4. */
function groupsOf(address: string): readonly number[] {
  const [written = ''] = address.split('%');
  const short = written.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    return [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':');
  });
  const [head = '', tail] = short.split('::');
  const groups = (text: string): readonly number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return groups(head);
  const missing = 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array.from({ length: missing }, () => 0), ...groups(tail)];
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
