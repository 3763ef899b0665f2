import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Content,
  type ContentKind,
  loadBuiltInContent,
  loadContent,
  loadDetectionFile,
  macroLookup,
  searchPlace,
} from '../../src/content/index.ts';
import { alignScalar } from '../../src/content/scalar-source.ts';

const SHARED = path.resolve(import.meta.dirname, '../../../shared');
const SEED = path.join(SHARED, 'content/detections/endpoint/process_writing_dynamicwrapperx.yml');

/** Files of each kind, as the folders hold them. */
const REPOSITORIES: readonly { folder: string; kinds: Partial<Record<ContentKind, number>> }[] = [
  { folder: 'content', kinds: { detection: 956, macro: 189, lookup: 79, story: 261, baseline: 66 } },
  { folder: 'content-v5', kinds: { detection: 10 } },
  { folder: 'content-v6', kinds: { detection: 9, macro: 3, lookup: 3, story: 2, data_source: 1, deployment: 2 } },
];

describe.each(REPOSITORIES)('$folder', ({ folder, kinds }) => {
  const root = path.join(SHARED, folder);

  describe.skipIf(!existsSync(root))('loads', () => {
    let content: Content;
    beforeAll(async () => {
      content = await loadContent([root]);
    });

    test('every file, as what it is, without a problem', () => {
      const counts: Partial<Record<ContentKind, number>> = {};
      for (const { kind } of content.files) counts[kind] = (counts[kind] ?? 0) + 1;
      expect(counts).toEqual(kinds);
      expect(content.problems.map((problem) => `${problem.details.file}: ${problem.message}`)).toEqual([]);
      expect(content.detections).toHaveLength(kinds.detection ?? 0);
    });

    test('every search with each of its characters where the file has it', () => {
      const searching = [...content.detections, ...content.baselines];
      const wrong = searching.filter((one) => !isAligned(readFileSync(one.file, 'utf8'), one));
      expect(wrong.map(({ file }) => file)).toEqual([]);
    });

    test('every detection of its own generation', () => {
      const generation = { content: 'v4', 'content-v5': 'v5', 'content-v6': 'v6' }[folder];
      expect(content.detections.filter((detection) => detection.generation !== generation)).toEqual([]);
    });

    test('every detection with a filter macro that lets all through', () => {
      const lookup = macroLookup(content);
      const names = content.detections.flatMap(({ search }) => /`(\w+_filter)`\s*$/.exec(search)?.[1] ?? []);
      expect(names.length).toBeGreaterThan(content.detections.length * 0.9);
      expect(names.filter((name) => lookup(name, 0) === undefined)).toEqual([]);
    });
  });
});

/** Whether the offsets grow, and every character but white space is the one that stands at its offset. */
function isAligned(
  fileText: string,
  { search, searchSource }: Content['detections'][number] | Content['baselines'][number],
) {
  const offsets = alignScalar(searchSource, search);
  let last = -1;
  return [...offsets].every((offset, at) => {
    const grows = offset > last || /\s/.test(search[at] ?? ' ');
    last = offset;
    if (at === search.length) return grows;
    const inFile = fileText[offset] ?? '';
    const character = search[at] ?? '';
    if (/\s/.test(character)) return grows && /\s/.test(inFile);
    // A double-quoted search writes quotes and backslashes as escapes.
    return grows && (inFile === character || (searchSource.style === 'double-quoted' && inFile === '\\'));
  });
}

describe.skipIf(!existsSync(SEED))('published detections', () => {
  test('have the score that their file tells, but for three that tell another than their own formula gives', async () => {
    const { detections } = await loadContent([path.join(SHARED, 'content/detections')]);
    const differing = detections.flatMap(({ file, risk }) => {
      const told = Number(/^ {2}risk_score: ([\d.]+)$/m.exec(readFileSync(file, 'utf8'))?.[1]);
      return told === risk.score ? [] : [[path.basename(file), risk.score, told]];
    });
    expect(differing).toEqual([
      ['linux_auditd_auditd_service_stop.yml', 25, 49],
      ['linux_auditd_find_ssh_private_keys.yml', 49, 25],
      ['windows_multiple_ntlm_null_domain_authentications.yml', 75, 50],
    ]);
  });

  test('give the built-in one its search, identifiers, risk and macros unchanged', async () => {
    const published = await loadDetectionFile(SEED);
    const builtIn = await loadBuiltInContent();
    const own = new Set(['file', 'searchSource', 'description', 'references', 'howToImplement', 'knownFalsePositives']);
    const facts = Object.fromEntries(Object.entries(published.detection).filter(([key]) => !own.has(key)));
    expect(builtIn.problems).toEqual([]);
    expect(builtIn.detections).toHaveLength(1);
    expect(builtIn.detections[0]).toMatchObject(facts);
    const lookup = macroLookup(published.content);
    for (const macro of builtIn.macros.filter(({ file }) => file !== undefined)) {
      expect(lookup(macro.name, macro.arguments.length)?.definition).toBe(macro.definition);
    }
  });

  test('point into their file', async () => {
    const { detection, content } = await loadDetectionFile(SEED);
    const at = detection.search.indexOf('join process_guid');
    expect(searchPlace(detection, at)).toEqual({ line: 20, column: 55 });
    expect(content.detections).toEqual([detection]);
    expect(content.lookups).toHaveLength(79);
  });
});
