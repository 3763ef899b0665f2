import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ValidationReport, validate } from '../../src/library/index.ts';
import { GAPS } from '../support/reference/cannot-run.ts';

const SHARED = path.resolve(import.meta.dirname, '../../../shared');
const CONTENT = path.join(SHARED, 'content');

describe.skipIf(!existsSync(CONTENT))('published content', () => {
  let report: ValidationReport;
  beforeAll(async () => {
    report = await validate({ paths: [CONTENT] });
  }, 300_000);

  test('is valid, run over no events, but for what is listed with its reason', () => {
    const wrong = report.files.flatMap(({ file, errors }) =>
      errors
        .filter(({ severity }) => severity === 'error')
        .map(({ code }) => [path.posix.basename(file, '.yml'), code] as const),
    );
    const listed = Object.entries(GAPS).map(([name, { code }]) => [name, code] as const);
    expect(Object.fromEntries(wrong)).toEqual(Object.fromEntries(listed));
  });

  test('is looked at file by file, each with its names and its place below the folder', () => {
    expect(report.files.length).toBeGreaterThan(1500);
    const nameless = report.files.filter(({ name, file }) => name === null || path.isAbsolute(file));
    expect(nameless).toEqual([]);
  });

  test('has a place and a hint at every finding', () => {
    const findings = report.files.flatMap(({ errors }) => errors);
    expect(findings.filter(({ line, column, hint }) => line === null || column === null || hint === null)).toEqual([]);
  });
});

describe.each(['content-v5', 'content-v6'])('the newer generation in %s', (folder) => {
  test.skipIf(!existsSync(path.join(SHARED, folder)))('is recognised and its searches run', async () => {
    // The samples call macros that are not among them.
    const { files } = await validate({ paths: [path.join(SHARED, folder)], content: [CONTENT] });
    const errors = files.flatMap((file) => file.errors.filter(({ severity }) => severity === 'error'));
    expect(errors.filter(({ code }) => code !== 'SPL111' && code !== 'SPL203').map(({ message }) => message)).toEqual(
      [],
    );
    expect(files.filter(({ kind }) => kind === 'detection').length).toBeGreaterThan(5);
  });
});
