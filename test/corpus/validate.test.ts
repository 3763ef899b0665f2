import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ValidationReport, validate } from '../../src/library/index.ts';
import { GAPS } from '../support/reference/cannot-run.ts';

const SHARED = path.resolve(import.meta.dirname, '../../../shared');
const CONTENT = path.join(SHARED, 'content');

/** Searches of the published content that can give no result, and why. */
const WITHOUT_RESULTS: Readonly<Record<string, string>> = {
  detect_exchange_web_shell: 'joins by process_guid, which neither of its sides groups by',
  ms_exchange_mailbox_replication_service_writing_active_server_pages:
    'joins by process_guid, which its subsearch does not group by',
  windows_moveit_transfer_writing_aspx: 'joins by process_guid, which neither of its sides groups by',
  detect_new_open_gcp_storage_buckets:
    'writes search before its filter macro, which makes a word of it that no row has',
};

/** What cannot run and is an error nowhere else: a lookup that another search of the content makes. */
const MADE_BY_OTHERS: ReadonlySet<string> = new Set(['update_previously_seen_users_in_cloudtrail']);

/** Warnings by their codes. A change of these figures is read, finding by finding. */
const READ: Readonly<Record<string, number>> = {
  SPL406: 173,
  SPL407: 0,
  SPL408: 0,
  SPL410: 5,
  SPL411: 4,
  SPL412: 40,
  SPL413: 0,
  SPL414: 1,
  SPL415: 1,
};

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
    const gaps = Object.entries(GAPS).filter(([name]) => !MADE_BY_OTHERS.has(name));
    expect(Object.fromEntries(wrong)).toEqual(Object.fromEntries(gaps.map(([name, { code }]) => [name, code])));
  });

  test('can give results, but for what is listed with its reason', () => {
    const barren = report.files.filter(({ errors }) => errors.some(({ code }) => code === 'SPL409'));
    expect(barren.map(({ file }) => path.posix.basename(file, '.yml')).sort()).toEqual(
      Object.keys(WITHOUT_RESULTS).sort(),
    );
  });

  test('is looked at file by file, each with its names and its place below the folder', () => {
    expect(report.files.length).toBeGreaterThan(1500);
    const nameless = report.files.filter(({ name, file }) => name === null || path.isAbsolute(file));
    expect(nameless).toEqual([]);
  });

  test('has the defects that only a compiler sees, as many as were read and found to be true', () => {
    const codes = report.files.flatMap(({ errors }) => errors.map(({ code }) => code));
    const counts = Object.fromEntries(
      Object.keys(READ).map((code) => [code, codes.filter((one) => one === code).length]),
    );
    expect(counts).toEqual(READ);
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
    // Nor are their stories and data sources.
    const ofSearches = errors.filter(({ code }) => !code.startsWith('CT'));
    expect(
      ofSearches.filter(({ code }) => code !== 'SPL111' && code !== 'SPL203').map(({ message }) => message),
    ).toEqual([]);
    expect(files.filter(({ kind }) => kind === 'detection').length).toBeGreaterThan(5);
  });
});
