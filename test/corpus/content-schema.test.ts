import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fromJSONSchema } from 'zod';
import type { Generation } from '../../src/content/index.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { contentSchema, type FormKind } from '../../src/library/index.ts';

const shared = (folder: string): string => fileURLToPath(new URL(`../../../shared/${folder}`, import.meta.url));

/** Published files fit the schema of their kind and form, for a reader of schemas that is not ours. */
describe.each<readonly [folder: string, kind: FormKind, form: Generation]>([
  ['content/detections', 'detection', 'v4'],
  ['content/macros', 'macro', 'v4'],
  ['content/lookups', 'lookup', 'v4'],
  ['content/stories', 'story', 'v4'],
  ['content/baselines', 'baseline', 'v4'],
  ['content-v5/detections', 'detection', 'v5'],
  ['content-v6/detections', 'detection', 'v6'],
  ['content-v6/macros', 'macro', 'v6'],
  ['content-v6/lookups', 'lookup', 'v6'],
  ['content-v6/stories', 'story', 'v6'],
  ['content-v6/data_sources', 'data_source', 'v6'],
])('the files of %s', (folder, kind, form) => {
  test.skipIf(!existsSync(shared(folder)))(`fit the schema of a ${kind} of ${form}`, () => {
    const schema = fromJSONSchema(contentSchema(kind, form));
    const files = readdirSync(shared(folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yml'),
    );
    const unfit = files.filter(
      (file) => !schema.safeParse(parseYaml(readFileSync(path.join(shared(folder), file), 'utf8'), file).data).success,
    );
    expect(unfit).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
  });
});

test('a file with a key too many, or a value that is none, does not fit', () => {
  const schema = fromJSONSchema(contentSchema('macro', 'v6'));
  const macro = {
    name: 'x',
    id: 'f7c86875-9589-4020-8714-bd1568eb0aa4',
    version: 1,
    creation_date: '2020-04-30',
    modification_date: '2026-05-13',
    author: 'Someone',
    description: 'Some text.',
    definition: 'search *',
  };
  expect(schema.safeParse(macro).success).toBe(true);
  expect(schema.safeParse({ ...macro, colour: 'red' }).success).toBe(false);
  expect(schema.safeParse({ ...macro, version: 'one' }).success).toBe(false);
});
