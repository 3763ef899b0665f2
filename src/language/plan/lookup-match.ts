import { BlockList, isIP } from 'node:net';
import type { Row, Value } from '../ir.ts';
import type { LookupMatching } from './context.ts';

/** Gives the rows of a lookup that match the values of its key columns, in order, `maxMatches` at most. */
export type LookupMatcher = (values: readonly string[]) => readonly Row[];

type Test = (value: string) => boolean;

/** A row of the lookup and what its pattern columns ask of the values, at their places among the keys. */
interface Candidate {
  readonly row: Row;
  readonly tests: readonly (readonly [place: number, test: Test])[];
}

/** Exact columns are found by hash, patterns are tried in the order of the rows. Empty cells match nothing. */
export function lookupMatcher(rows: readonly Row[], keys: readonly string[], matching: LookupMatching): LookupMatcher {
  const kinds = new Map(matching.matches.map(({ field, kind }) => [field, kind]));
  const fold = (value: string) => (matching.isCaseSensitive ? value : value.toLowerCase());
  const exact = keys.flatMap((name, place) => (kinds.has(name) ? [] : [place]));
  const hashOf = (values: readonly string[]) => JSON.stringify(exact.map((place) => fold(values[place] ?? '')));
  const groups = new Map<string, Candidate[]>();
  for (const row of rows) {
    const cells = keys.map((name) => cellText(row[name]));
    if (cells.includes('')) continue;
    const tests = keys.flatMap((name, place): (readonly [number, Test])[] => {
      const kind = kinds.get(name);
      const cell = cells[place] ?? '';
      if (kind === undefined) return [];
      return [[place, kind === 'CIDR' ? networkTest(cell) : wildcardTest(cell, fold)]];
    });
    const hash = hashOf(cells);
    const group = groups.get(hash);
    if (group === undefined) groups.set(hash, [{ row, tests }]);
    else group.push({ row, tests });
  }
  return (values) => {
    const found: Row[] = [];
    for (const { row, tests } of groups.get(hashOf(values)) ?? []) {
      if (!tests.every(([place, test]) => test(values[place] ?? ''))) continue;
      found.push(row);
      if (found.length >= matching.maxMatches) break;
    }
    return found;
  };
}

function cellText(value: Value | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? value.join(' ') : String(value);
}

/** Finds the parts between the `*` from left to right: no pattern makes it backtrack. */
function wildcardTest(pattern: string, fold: (value: string) => string): Test {
  const [head = '', ...parts] = fold(pattern).split('*');
  const tail = parts.pop();
  return (given) => {
    const value = fold(given);
    if (tail === undefined) return value === head;
    const end = value.length - tail.length;
    if (end < head.length || !value.startsWith(head) || !value.endsWith(tail)) return false;
    let at = head.length;
    for (const part of parts) {
      const found = value.indexOf(part, at);
      if (found === -1 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

/** A network, or one address. Texts that are neither match nothing. */
function networkTest(cell: string): Test {
  const [, base = '', prefix] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(cell.trim()) ?? [];
  const version = isIP(base);
  const bits = version === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : Number(prefix);
  if (version === 0 || length > bits) return () => false;
  const list = new BlockList();
  list.addSubnet(base, length, version === 4 ? 'ipv4' : 'ipv6');
  return (value) => {
    const family = isIP(value);
    return family !== 0 && !value.includes('%') && list.check(value, family === 4 ? 'ipv4' : 'ipv6');
  };
}
