import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFolder, type SessionFolder } from '../folder.ts';
import { type Database, openDatabase } from './database.ts';
import { databaseProblem } from './problems.ts';

describe('the database', () => {
  let folder: SessionFolder;
  let database: Database;
  beforeAll(async () => {
    folder = await openFolder();
    database = await openDatabase({ folder: folder.path, memoryMb: 128, threads: 1 });
  });
  afterAll(async () => {
    await database.close();
    await folder.remove();
  });

  const outside = join(import.meta.dirname, 'database.ts');
  test.each([
    ['reads no file outside its folder', `SELECT * FROM read_text('${outside}')`],
    ['writes none', "COPY (SELECT 1) TO '/tmp/karst-test-outside.csv'"],
    ['attaches none', "ATTACH '/tmp/karst-test-outside.db'"],
    ['installs no extension', 'INSTALL httpfs'],
    ['keeps its settings', 'SET enable_external_access = true'],
  ])('%s', async (_name, sql) => {
    await expect(database.execute(sql)).rejects.toMatchObject({ code: 'EN001' });
    expect(existsSync('/tmp/karst-test-outside.csv')).toBe(false);
  });

  test('writes into its own folder', async () => {
    const file = folder.newFile('.csv');
    await database.execute(`COPY (SELECT 1) TO '${file}'`);
    expect(existsSync(file)).toBe(true);
  });

  describe('with more than fits into memory', () => {
    const query = (sql: string): Promise<void> => database.execute(`CREATE OR REPLACE TABLE result AS ${sql}`);
    beforeAll(async () => {
      await database.execute(
        'CREATE TABLE big AS SELECT i % 9973 AS k, repeat(md5(i::VARCHAR), 10) AS t FROM range(500000) r(i)',
      );
    }, 60_000);
    afterAll(() => database.execute('DROP TABLE big'));

    test.each([
      ['sorts', 'SELECT count(*) FROM (SELECT * FROM big ORDER BY t LIMIT 490000)'],
      ['groups', 'SELECT count(*) FROM (SELECT t, count(*) FROM big GROUP BY t)'],
      ['joins', 'SELECT count(*) FROM big AS a JOIN big AS b ON a.t = b.t'],
      [
        'ranks',
        'SELECT count(*) FROM (SELECT row_number() OVER (PARTITION BY k ORDER BY t) AS n FROM big) WHERE n = 1',
      ],
    ])('%s on the disk', { timeout: 60_000 }, async (_what, sql) => {
      let most = 0;
      const watch = setInterval(() => {
        most = Math.max(most, readdirSync(join(folder.path, 'spill')).length);
      }, 5);
      await query(sql).finally(() => clearInterval(watch));
      expect(most).toBeGreaterThan(0);
    });

    // One value cannot be spilled.
    test('says what it has too little of, and goes on', { timeout: 60_000 }, async () => {
      await expect(query('SELECT list(t) AS all_of_them FROM big')).rejects.toMatchObject({
        code: 'EN002',
        message: expect.stringMatching(/^the database ran out of memory, of which it may take 128 MiB: /),
        details: { hint: 'give it more with --memory, or search fewer events' },
      });
      await query('SELECT 1');
    });
  });
});

describe('a database without room on the disk', () => {
  // What was seen on a disk of 16 MB, with a limit for the size of files, and on a full one.
  test.each([
    "Out of Memory Error: failed to offload data block of size 256.0 KiB (14.3 MiB/14.3 MiB used).\nThis limit was set by the 'max_temp_directory_size' setting.",
    'IO Error: Could not write file "/t/karst-Ab3dEf/spill/duckdb_temp_storage_DEFAULT-0.tmp": File too large',
    'IO Error: Could not write file "/t/karst-Ab3dEf/spill/duckdb_temp_storage_DEFAULT-0.tmp": No space left on device',
  ])('says which folder is full: %s', (said) => {
    const problem = databaseProblem(new Error(said), '', { folder: '/t/karst-Ab3dEf', memoryMb: 128 });
    expect(problem.code).toBe('EN002');
    expect(problem.message).toMatch(/^the database has no room in the temporary folder \/t: /);
    expect(problem.details.hint).toContain('--temp-dir');
  });
});
