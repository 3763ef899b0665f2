import { expect, test } from 'vitest';
import { keptYaml, type YamlStore } from './kept-yaml.ts';
import { parseYaml } from './yaml.ts';

const FILE = '/content/detections/one.yml';
const TEXT = 'name: One\nsearch: |\n  index=main\n  | stats count\ntags: {list: [1, two, null], at: 2024-01-01}\n';

function openStore() {
  const kept = new Map<string, string>();
  let misses = 0;
  const store: YamlStore = {
    get: (_, key) => {
      const json = kept.get(key);
      if (json === undefined) misses++;
      return json;
    },
    put: (_, key, json) => {
      kept.set(key, json);
    },
  };
  return { store, kept, misses: () => misses };
}

test('a text that was parsed before gives the same file', () => {
  const { store, misses } = openStore();
  const [first, again, fresh] = [keptYaml(store)(TEXT, FILE), keptYaml(store)(TEXT, FILE), parseYaml(TEXT, FILE)];
  expect(misses()).toBe(1);
  for (const one of [first, again]) {
    expect(one.data).toEqual(fresh.data);
    expect([one.file, one.text]).toEqual([FILE, TEXT]);
    for (const path of [['search'], ['name'], ['tags', 'list', 1], ['none']]) {
      expect(one.scalarAt(path)).toEqual(fresh.scalarAt(path));
      expect(one.spanOf(path)).toEqual(fresh.spanOf(path));
      expect(one.keySpanOf(path)).toEqual(fresh.keySpanOf(path));
    }
  }
});

test('a text that was changed is parsed', () => {
  const { store } = openStore();
  keptYaml(store)(TEXT, FILE);
  expect(keptYaml(store)(TEXT.replace('One', 'Two'), FILE).data).toMatchObject({ name: 'Two' });
});

test.each(['name: .nan\n', 'a: -.inf\n', 'z: -0.0\n'])('numbers that JSON has not are not kept: %j', (text) => {
  const { store, kept } = openStore();
  keptYaml(store)(text, FILE);
  expect(kept.size).toBe(0);
});

test('what is not valid is told every time', () => {
  const { store, kept } = openStore();
  for (let run = 0; run < 2; run++) expect(() => keptYaml(store)('a: [', FILE)).toThrow('not valid YAML');
  expect(kept.size).toBe(0);
});

test.each([
  '',
  'null',
  '{}',
  '[',
  '{"data":{},"search":{"start":0,"end":99999,"style":"plain"}}',
  '{"data":1,"search":2}',
])('what was not kept by this reader is not used: %s', (json) => {
  const yaml = keptYaml({ get: () => json, put: () => undefined })(TEXT, FILE);
  expect(yaml.data).toEqual(parseYaml(TEXT, FILE).data);
});
