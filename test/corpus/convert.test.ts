import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Converted, convertContent, type Detection, loadContent } from '../../src/content/index.ts';
import { detectionOf } from '../../src/content/objects.ts';
import { parseYaml } from '../../src/content/yaml.ts';

const shared = (folder: string): string => fileURLToPath(new URL(`../../../shared/${folder}/`, import.meta.url));

const loadText = (text: string, file: string): Detection => detectionOf(parseYaml(text, file));

function converted(file: string, to: 'v5' | 'v6'): Converted {
  const folders = path.dirname(file).split(path.sep);
  return convertContent({ text: readFileSync(file, 'utf8'), file, folders, to, today: '2026-01-01' });
}

describe.skipIf(!existsSync(shared('content')))('published detections of ESCU 4', async () => {
  const detections = existsSync(shared('content')) ? (await loadContent([shared('content')])).detections : [];

  test.each(['v5', 'v6'] as const)('find and score in the form %s what they did before', (to) => {
    const different: string[] = [];
    for (const before of detections) {
      const after = loadText(converted(before.file, to).text, before.file);
      const { search, tests } = after;
      if (search.trim() !== before.search.trim()) different.push(`${before.name}: search`);
      if (tests.length !== before.tests.length) different.push(`${before.name}: tests`);
      if (before.risk.deploysRisk && !sameRisk(before, after)) different.push(`${before.name}: risk`);
      if (after.generation !== to) different.push(`${before.name}: ${after.generation}`);
    }
    expect(different).toEqual([]);
    expect(detections.length).toBeGreaterThan(900);
  });
});

/** Scores from 1; a finding's entity may come before the others. */
function sameRisk(before: Detection, after: Detection): boolean {
  const objects = ({ risk }: Detection) =>
    risk.riskObjects
      .map(({ field, type, score, message }) => JSON.stringify([field, type, Math.max(1, score), message]))
      .sort();
  return JSON.stringify(objects(before)) === JSON.stringify(objects(after));
}

describe.skipIf(!existsSync(shared('content-v5')))('detections that were published in both forms', () => {
  test.each([
    'application/okta_multi_factor_authentication_disabled.yml',
    'endpoint/dump_lsass_via_comsvcs_dll.yml',
    'endpoint/loading_of_dynwrapx_module.yml',
  ])('%s has the risk that its publisher gave it', async (name) => {
    const made = loadText(converted(path.join(shared('content-v5'), 'detections', name), 'v6').text, name);
    const [published] = (await loadContent([path.join(shared('content-v6'), 'detections', name)])).detections;
    expect(made.risk).toEqual(published?.risk);
    expect([made.assetType, made.securityDomain, made.products]).toEqual([
      published?.assetType,
      published?.securityDomain,
      published?.products,
    ]);
  });
});
