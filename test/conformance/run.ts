import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import type { Row } from '../../src/language/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { runSearch } from '../support/engine-search.ts';
import { type Case, loadCases } from './cases.ts';
import { difference } from './compare.ts';
import { macrosOf } from './macros.ts';
import { tablesOf } from './tables.ts';

/** Runs all cases under a folder; prints what fails, and how many passed. Exit code 1 where a certain case fails. */
async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    process.stderr.write('usage: npm run conformance -- DIR\n');
    return 2;
  }
  const tally = { certain: { passed: 0, failed: 0 }, medium: { passed: 0, failed: 0 } };
  for (const one of loadCases(folder)) {
    const failure = await failureOf(one);
    const counts = tally[one.certainty === 'medium' ? 'medium' : 'certain'];
    counts[failure === undefined ? 'passed' : 'failed']++;
    if (failure !== undefined) process.stdout.write(`FAILED ${one.file} ${one.name}\n  ${one.spl}\n  ${failure}\n`);
  }
  const line = ({ passed, failed }: typeof tally.certain) => `${passed} passed, ${failed} failed\n`;
  process.stdout.write(`medium: ${line(tally.medium)}${line(tally.certain)}`);
  return tally.certain.failed === 0 ? 0 : 1;
}

async function failureOf(one: Case): Promise<string | undefined> {
  try {
    const outcome = await runSearch({
      spl: one.spl,
      tables: tablesOf(one),
      macros: macrosOf(one.macros),
      ...(one.now !== undefined && { now: one.now }),
      ...(one.tz !== undefined && { timezone: one.tz }),
    });
    if (one.expect_error !== undefined) return `no error, expected one that matches ${one.expect_error}`;
    const lookup = lookupDifference(one, outcome.lookups);
    if (lookup !== undefined) return lookup;
    const found = difference(one, outcome);
    if (found === undefined) return undefined;
    return `${found}\n  expected ${JSON.stringify(one.expect)}\n  actual   ${JSON.stringify(outcome.rows)}`;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const isExpected = one.expect_error !== undefined && new RegExp(one.expect_error).test(error.message);
    return isExpected ? undefined : `${error.code} ${error.message}`;
  }
}

function lookupDifference({ expect_lookup }: Case, held: ReadonlyMap<string, readonly Row[]>): string | undefined {
  for (const [name, expected] of Object.entries(expect_lookup ?? {})) {
    const actual = held.get(name) ?? [];
    const texts = expected.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, one]) => [key, String(one)])),
    );
    if (
      isDeepStrictEqual(
        actual.map((row) => ({ ...row })),
        texts,
      )
    )
      continue;
    return `lookup ${name}\n  expected ${JSON.stringify(texts)}\n  actual   ${JSON.stringify(actual)}`;
  }
  return undefined;
}

process.exitCode = await main(process.argv[2]);
