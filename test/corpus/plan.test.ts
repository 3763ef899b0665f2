import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent, macroLookup } from '../../src/content/index.ts';
import { dataModels } from '../../src/events/index.ts';
import { type Catalog, type DatasetSchema, demand, openEnvironment, parse, plan } from '../../src/language/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { breaches } from '../support/interpreter/contract.ts';

const CONTENT = join(import.meta.dirname, '../../../shared/content');

/** What is not run yet, and says so. Other codes are errors of ours, or of the content, which are listed. */
const NOT_RUN = new Set(['SPL301', 'SPL302', 'SPL303']);

const NO_RISK = 'the model of risk is written by findings, not read from logs';

/** Searches that fail with another code, by file name, with the reason. The list only shrinks. */
const GAPS: Readonly<Record<string, string>> = {
  previously_seen_zoom_child_processes___update: 'a macro with quotation marks stands between quotation marks',
  systems_ready_for_spectre_meltdown_windows_patch: 'names a data model that later versions of the CIM app dropped',
  aws_s3_exfiltration_behavior_identified: NO_RISK,
  linux_persistence_and_privilege_escalation_risk_behavior: NO_RISK,
  steal_or_forge_authentication_certificates_behavior_identified: NO_RISK,
  windows_common_abused_cmd_shell_risk_behavior: NO_RISK,
  windows_post_exploitation_risk_behavior: NO_RISK,
  proxyshell_proxynotshell_behavior_detected: NO_RISK,
};

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
    const failures: string[] = [];
    let planned = 0;
    for (const { file, search } of [...content.detections, ...content.baselines]) {
      const isGap = basename(file, '.yml') in GAPS;
      const environment = openEnvironment({ catalog: tables });
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
