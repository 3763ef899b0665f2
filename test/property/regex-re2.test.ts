import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CompiledRegex, compileRegex } from '../../src/language/regex/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { regexCase } from './regex-cases.ts';
import { askPcre2, type PeerAnswer } from './regex-pcre2.ts';

const CASES = 800;

/** The last number of a group that DuckDB reads. */
const GROUP_LIMIT = 9;

interface Probe {
  readonly sql: string;
  readonly expected: unknown;
}

describe.skipIf(askPcre2([]) === undefined)('RE2 in DuckDB, beside the PCRE2 library of this machine', () => {
  test('finds the same, group by group', async () => {
    const cases = fc.sample(regexCase, { seed: 7, numRuns: CASES });
    const answers = askPcre2(cases) ?? [];
    const probes = cases.flatMap(({ pattern, text }, at) => probesOf(pattern, text, answers[at] ?? {}));
    const connection = await (await DuckDBInstance.create()).connect();
    const wrong: unknown[] = [];
    for (let at = 0; at < probes.length; at += 100) {
      const batch = probes.slice(at, at + 100);
      const [row = []] = (await connection.runAndReadAll(`SELECT ${batch.map(({ sql }) => sql).join(', ')}`)).getRows();
      wrong.push(...batch.filter(({ expected }, index) => row[index] !== expected));
    }
    connection.disconnectSync();
    expect(wrong).toEqual([]);
    expect(probes.length).toBeGreaterThan(200);
  });
});

function probesOf(pattern: string, text: string, { groups }: PeerAnswer): Probe[] {
  const compiled = compiledOrNothing(pattern);
  if (compiled === undefined || groups === undefined) return [];
  const { test: found, groups: read, spans } = compiled.re2;
  const literal = quoted(text);
  const extract = (re2: string, index: number): Probe => ({
    sql: `regexp_extract(${literal}, ${quoted(re2)}, ${index})`,
    expected: groups?.[index] ?? '',
  });
  return [
    ...(found === undefined
      ? []
      : [{ sql: `regexp_matches(${literal}, ${quoted(found)})`, expected: groups !== null }]),
    ...(read === undefined ? [] : compiled.groups.filter(({ index }) => index <= GROUP_LIMIT)).map(({ index }) =>
      extract(read ?? '', index),
    ),
    ...(spans === undefined ? [] : [extract(spans, 0)]),
  ];
}

function compiledOrNothing(pattern: string): CompiledRegex | undefined {
  try {
    return compileRegex(pattern);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
