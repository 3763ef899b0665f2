import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFolder, type SessionFolder } from '../folder.ts';
import { type Database, openDatabase } from './database.ts';

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

  test('spills what does not fit into memory', async () => {
    await database.execute(
      'CREATE TABLE big AS SELECT md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS t FROM range(3000000) r(i)',
    );
    await database.execute('DROP TABLE big');
  });
});
