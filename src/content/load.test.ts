import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../shared/problem.ts';
import { placeOf } from '../shared/span.ts';
import { loadContent, loadDetectionFile } from './load.ts';
import { macroLookup } from './macros.ts';
import { builtInContentPath } from './pack.ts';
import { problemInSearch } from './search-place.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-content-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string | Uint8Array): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const detection = (name: string, search = '| makeresults') => `name: ${name}\ntype: TTP\nsearch: '${search}'\n`;
const macro = (name: string, definition: string) => `name: ${name}\ndefinition: '${definition}'\n`;

/** Code, file below the folder, line and column, message. */
function shown(problem: Problem): string {
  const { file = '', text, span } = problem.details;
  const place = text !== undefined && span ? placeOf(text, span.start) : undefined;
  const where = place ? `:${place.line}:${place.column}` : '';
  return `${problem.code} ${path.relative(folder, file)}${where} ${problem.message}`;
}

describe('loadContent', () => {
  test('costs a bad file itself alone, and says where it is bad', async () => {
    put('detections/good.yml', detection('Good'));
    put('detections/a.yml', 'name: A\ntype: TTP\n');
    put('detections/b.yml', 'name: B\ntype: Guess\nsearch: x\n');
    put('detections/c.yml', 'name: C\n  - : : [\n');
    put('detections/d.yml', `${detection('D')}tags:\n  confidence: 100\n  impact: 101\n`);
    put('detections/e.yml', '');
    put('detections/f.yml', 'name: F\ntype: TTP\nsearch: 5\n');
    put('detections/g.yml', new Uint8Array([0x6e, 0xff, 0xfe]));
    put('detections/h.yml', `name: ${'x'.repeat(256 * 1024)}`);
    put('detections/i.yml', 'just text');
    put('macros/m.yml', 'name: m\ndefinition: x\narguments: field\n');
    put('lookups/l.yml', 'name: l\nfilename: ../../etc/passwd\n');
    const content = await loadContent([folder]);
    expect(content.detections.map(({ name }) => name)).toEqual(['Good']);
    expect(content.problems.map(shown)).toEqual([
      'CT003 detections/a.yml:1:1 a detection without "search", which must be a text',
      'CT003 detections/b.yml:2:7 "type" of a detection must be "TTP" or "Anomaly" or "Hunting" or "Correlation", not "Guess"',
      expect.stringMatching(/^CT002 detections\/c\.yml:\d+:\d+ not valid YAML: /),
      'CT003 detections/d.yml:6:11 "tags.impact" of a detection must be 100 or less, not 101',
      'CT003 detections/e.yml:1:1 a detection must be a mapping of keys',
      'CT003 detections/f.yml:3:9 "search" of a detection must be a text, not 5',
      'CT002 detections/g.yml not valid YAML: not in UTF-8',
      'CT005 detections/h.yml 262150 bytes, more than the 262144 that a content file may have',
      'CT003 detections/i.yml:1:1 a detection must be a mapping of keys',
      'CT003 lookups/l.yml:2:11 "filename" of a lookup must be the name of a file beside it',
      'CT003 macros/m.yml:3:12 "arguments" of a macro must be a list, not "field"',
    ]);
    expect(content.files).toHaveLength(12);
  });

  test('looks for folder names only from the path given on', async () => {
    put('removed/macros/repository/detections/d.yml', detection('D'));
    put('removed/macros/repository/x.yml', 'on: push\n');
    const content = await loadContent([path.join(folder, 'removed/macros/repository')]);
    expect(content.files.map(({ kind }) => kind)).toEqual(['detection', 'other']);
    expect(content.problems).toEqual([]);
  });

  test('keeps the first of two with the same name, and lets a later path override', async () => {
    put('a/macros/1.yml', macro('m', 'first'));
    put('a/macros/2.yml', macro('m', 'second'));
    put('b/m.yml', macro('m', 'overriding'));
    const a = path.join(folder, 'a');
    const one = await loadContent([a]);
    expect(one.problems.map(shown)).toEqual([
      `CT004 a/macros/2.yml:1:7 "m" is already the name of ${path.join(a, 'macros/1.yml')}`,
    ]);
    expect(macroLookup(one)('m', 0)?.definition).toBe('first');
    const two = await loadContent([a, path.join(folder, 'b')]);
    expect(macroLookup(two)('m', 0)?.definition).toBe('overriding');
  });

  test('tells macros apart by the number of their arguments', async () => {
    put('macros/1.yml', macro('m', 'none'));
    put('macros/2.yml', `${macro('m', '$a$')}arguments: [a]\n`);
    const lookup = macroLookup(await loadContent([folder]));
    expect([lookup('m', 0)?.definition, lookup('m', 1)?.definition, lookup('m', 2)]).toEqual([
      'none',
      '$a$',
      undefined,
    ]);
  });

  test('recognises files by their keys, wherever they lie', async () => {
    put('any/d.yaml', detection('D'));
    put('any/m.yml', macro('m', 'x'));
    put(
      'any/l.yml',
      'name: l\nfilename: l.csv\nmatch_type: WILDCARD(a), CIDR(b)\nmin_matches: 1\ncase_sensitive_match: "false"\n',
    );
    put('any/s.yml', 'name: s\nnarrative: n\n');
    put('any/b.yml', 'name: b\ntype: Baseline\nsearch: x\n');
    put('any/o.yml', 'on: push\n');
    put('removed/detections/r.yml', detection('R'));
    put('.git/x.yml', detection('Hidden'));
    const content = await loadContent([folder]);
    expect(content.files.map(({ file, kind }) => `${path.relative(folder, file)} ${kind}`)).toEqual([
      'any/b.yml baseline',
      'any/d.yaml detection',
      'any/l.yml lookup',
      'any/m.yml macro',
      'any/o.yml other',
      'any/s.yml story',
      'removed/detections/r.yml other',
    ]);
    expect(content.lookups[0]).toEqual({
      name: 'l',
      file: path.join(folder, 'any/l.yml'),
      description: '',
      type: 'csv',
      path: path.join(folder, 'any/l.csv'),
      fields: [],
      matches: [
        { kind: 'WILDCARD', field: 'a' },
        { kind: 'CIDR', field: 'b' },
      ],
      minMatches: 1,
      isCaseSensitive: false,
    });
    expect(content.problems).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('follows no symbolic link out of a folder, nor in a circle', async () => {
    put('outside/d.yml', detection('Outside'));
    put('inside/d.yml', detection('Inside'));
    symlinkSync(path.join(folder, 'outside'), path.join(folder, 'inside/out'));
    symlinkSync(path.join(folder, 'outside/d.yml'), path.join(folder, 'inside/e.yml'));
    symlinkSync(path.join(folder, 'inside'), path.join(folder, 'inside/loop'));
    const content = await loadContent([path.join(folder, 'inside')]);
    expect(content.detections.map(({ name }) => name)).toEqual(['Inside']);
  });

  test('refuses a path that does not exist', async () => {
    const missing = path.join(folder, 'missing');
    await expect(loadContent([missing])).rejects.toMatchObject({
      code: 'CT001',
      message: `no such file or folder: ${missing}`,
    });
  });

  test('says when a single file is no content', async () => {
    const content = await loadContent([put('x.yml', 'on: push\n')]);
    expect(content.problems.map(shown)).toEqual(['CT003 x.yml neither a detection nor any other kind of content']);
  });

  test('gives a single file the macros of its repository, beneath all paths given', async () => {
    put('macros/m.yml', macro('m', 'of the repository'));
    put('macros/n.yml', macro('n', 'of the repository'));
    const file = put('detections/endpoint/d.yml', detection('D'));
    const own = put('own/n.yml', macro('n', 'own'));
    const content = await loadContent([own, file]);
    const lookup = macroLookup(content);
    expect([lookup('m', 0)?.definition, lookup('n', 0)?.definition]).toEqual(['of the repository', 'own']);
    expect(content.files.map((one) => one.file)).toEqual([own, file]);
  });

  test('always has the macros of the CIM app and of the pack, which content overrides', async () => {
    const lookup = macroLookup(await loadContent([]));
    expect(lookup('drop_dm_object_name', 1)?.definition).toBe('rename $object$.* as *');
    expect(lookup('summariesonly_config', 0)?.definition).toBe('false');
    expect(lookup('cim_Endpoint_indexes', 0)?.definition).toBe('()');
    put('macros/x.yml', macro('summariesonly_config', 'true'));
    expect(macroLookup(await loadContent([folder]))('summariesonly_config', 0)?.definition).toBe('true');
  });
});

describe('loadDetectionFile', () => {
  test('takes macros and lookups from the repository or from the content given', async () => {
    put('macros/m.yml', macro('m', 'of the repository'));
    put('detections/other.yml', detection('Other'));
    const other = put('other/m.yml', macro('m', 'given'));
    const file = put('detections/d.yml', detection('D'));
    const own = await loadDetectionFile(file);
    expect(own.content.detections).toEqual([own.detection]);
    expect(macroLookup(own.content)('m', 0)?.definition).toBe('of the repository');
    const given = await loadDetectionFile(file, { content: [other] });
    expect(macroLookup(given.content)('m', 0)?.definition).toBe('given');
  });

  test('throws the problem of a file that is none', async () => {
    await expect(loadDetectionFile(put('detections/d.yml', 'name: [\n'))).rejects.toMatchObject({ code: 'CT002' });
    await expect(loadDetectionFile(put('macros/m.yml', macro('m', 'x')))).rejects.toMatchObject({ code: 'CT003' });
    await expect(loadDetectionFile(path.join(folder, 'missing.yml'))).rejects.toMatchObject({ code: 'CT001' });
  });
});

test('the filter of a detection lets all through until content defines it', async () => {
  put('detections/my_rule___x.yml', detection('My Rule - X'));
  expect(macroLookup(await loadContent([folder]))('my_rule___x_filter', 0)?.definition).toBe('search *');
  put('macros/f.yml', macro('my_rule___x_filter', 'search user!=kim'));
  expect(macroLookup(await loadContent([folder]))('my_rule___x_filter', 0)?.definition).toBe('search user!=kim');
});

test('a problem of a search points into its file', async () => {
  const file = put('d.yml', "name: D\ntype: TTP\nsearch: '| makeresults\n  | stat count'\n");
  const { detection: loaded } = await loadDetectionFile(file);
  const start = loaded.search.indexOf('stat');
  const span = { start, end: start + 4 };
  const problem = problemInSearch(
    loaded,
    new Problem('SPL104', 'unknown command "stat"', { text: loaded.search, span }),
  );
  expect(shown(problem)).toBe('SPL104 d.yml:4:5 unknown command "stat"');
  expect(problem.details.text?.slice(problem.details.span?.start, problem.details.span?.end)).toBe('stat');
});

test('the built-in pack loads without a problem', async () => {
  const content = await loadContent([builtInContentPath()]);
  expect(content.problems).toEqual([]);
  expect(content.detections).toHaveLength(1);
  expect(content.detections[0]).toMatchObject({
    generation: 'v4',
    name: 'Process Writing DynamicWrapperX',
    id: 'b0a078e4-2601-11ec-9aec-acde48001122',
    version: 4,
    type: 'Hunting',
    mitreAttackIds: ['T1059', 'T1559.001'],
    analyticStories: ['Remcos'],
    risk: { score: 80, severity: 'high', deploysRisk: false },
  });
});
