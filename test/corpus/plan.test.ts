import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent, macroLookup } from '../../src/content/index.ts';
import { dataModels } from '../../src/events/index.ts';
import { type Catalog, type DatasetSchema, demand, openEnvironment, parse, plan } from '../../src/language/index.ts';
import { contentLookups } from '../../src/library/lookups.ts';
import { contentModels } from '../../src/library/models.ts';
import { Problem } from '../../src/shared/problem.ts';
import { breaches } from '../support/interpreter/contract.ts';

const CONTENT = join(import.meta.dirname, '../../../shared/content');

/** What is not run yet, and says so. Other codes are errors of ours, or of the content, which are listed. */
const NOT_RUN = new Set(['SPL301', 'SPL302', 'SPL303', 'SPL306']);

/** Searches that fail with another code, by file name, with the reason. The list only shrinks. */
const GAPS: Readonly<Record<string, string>> = {};

function catalog(): Partial<Catalog> {
  const schemas = new Map(
    dataModels().map(({ model, datasets }) => [
      model,
      datasets.map(({ name, path, fields }): DatasetSchema => {
        const columns = [
          { name: '_time', type: 'number' } as const,
          ...fields.map((field) => ({ name: field, type: 'text' }) as const),
        ];
        return { model, dataset: name, root: path[0] ?? name, path, fields, schema: { columns, isOpen: true } };
      }),
    ]),
  );
  return { models: () => [...schemas.keys()], datasets: (model) => schemas.get(model) ?? [] };
}

describe.skipIf(!existsSync(CONTENT))('published searches', () => {
  test('are planned, or refused with what karst does not run; no plan breaks a contract', async () => {
    const content = await loadContent([CONTENT]);
    const macros = macroLookup(content);
    const tables = catalog();
    const models = contentModels(content).ahead({ now: 0, timezone: 'UTC' }, contentLookups(content));
    const failures: string[] = [];
    let planned = 0;
    for (const { file, search } of [...content.detections, ...content.baselines]) {
      const isGap = basename(file, '.yml') in GAPS;
      const environment = openEnvironment({ catalog: tables, models });
      try {
        const plans = [await plan(parse(search, { macros, hasInput: false }), environment), ...environment.stages];
        failures.push(...plans.flatMap(breaches).map((breach) => `${file}: ${breach}`));
        demand(plans);
        planned++;
        if (isGap) failures.push(`${file}: is planned, take it off the list`);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (!isGap && !NOT_RUN.has(error.code)) failures.push(`${file}: ${error.code} ${error.message}`);
      }
    }
    expect(failures).toEqual([]);
    expect(planned).toBeGreaterThan(700);
  });
});
