import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { tableName } from '../../../src/engine/index.ts';
import { dataModels } from '../../../src/events/index.ts';
import { openEnvironment, parse, plan } from '../../../src/language/index.ts';
import { duckdb, emit } from '../../../src/sql/index.ts';

const FOLDER = import.meta.dirname;
const SEARCHES = readdirSync(FOLDER).filter((file) => file.endsWith('.spl'));

/** The SQL of a search ahead of any data, and before it that of the plans that it needs first. */
async function sqlOf(spl: string): Promise<string> {
  const models = new Map(dataModels().map(({ model, datasets }) => [model, datasets]));
  const environment = openEnvironment({
    catalog: {
      models: () => [...models.keys()],
      datasets: (model) =>
        (models.get(model) ?? []).map(({ name, path, fields }) => ({
          model,
          dataset: name,
          root: path[0] ?? name,
          path,
          fields,
          schema: { columns: [{ name: '_time', type: 'number' }], isOpen: true },
        })),
    },
  });
  const last = await plan(parse(spl, { hasInput: false }), environment);
  return [...environment.stages, last].map((one) => `${emit(one, duckdb, tableName).sql};\n`).join('\n');
}

describe('SQL of', () => {
  // UPDATE_GOLDEN=1 writes them anew; the change is then reviewed like code.
  test.each(SEARCHES)('%s', async (file) => {
    const golden = `${FOLDER}/${file.replace(/\.spl$/, '.sql')}`;
    const sql = await sqlOf(readFileSync(`${FOLDER}/${file}`, 'utf8').trim());
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, sql);
    expect(sql).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : '');
  });
});
