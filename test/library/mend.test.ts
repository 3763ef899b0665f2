import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mend, type ValidationReport, validate } from '../../src/library/index.ts';
import { baseFiles } from '../checks/repository.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'karst-mend-'));
  for (const [name, text] of baseFiles()) put(name, text);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const V5 = 'detections/endpoint/example.yml';
const V6 = 'detections/endpoint/example_of_version_6.yml';

function put(name: string, text: string): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function read(name: string): string {
  return readFileSync(path.join(root, name), 'utf8');
}

function codes({ files }: ValidationReport): readonly string[] {
  return files.flatMap(({ errors }) => errors.map(({ code }) => code));
}

/** Text of a base file with a part of it written otherwise. */
function changed(name: string, part: string, other: string): string {
  const text = baseFiles().get(name) ?? '';
  expect(text).toContain(part);
  return text.replace(part, () => other);
}

interface Fix {
  readonly name: string;
  readonly file: string;
  readonly code: string;
  /** What of the valid file is written wrong, how, and what it is afterwards: default as it was. */
  readonly part: string;
  readonly wrong: string;
  readonly mended?: string;
}

const SEARCH = '  | stats count by dest user process_name file_path\n  | `example_of_version_6_filter`\n';

const FIXES: readonly Fix[] = [
  {
    name: 'a value in other letters, with its remark',
    file: V5,
    code: 'CT104',
    part: 'asset_type: Endpoint',
    wrong: 'asset_type:   "endpoint"   # all of them',
    mended: 'asset_type:   Endpoint   # all of them',
  },
  {
    name: 'a status in other letters',
    file: V5,
    code: 'CT104',
    part: 'status: production',
    wrong: 'status: Production',
  },
  { name: 'a number that is a text', file: V6, code: 'CT103', part: 'latest_offset: "0"', wrong: 'latest_offset: 0' },
  {
    name: 'an entry that a list has twice',
    file: V6,
    code: 'CT107',
    part: '  - T1059\n',
    wrong: '  - T1059\n  - T1204 # by hand\n  - T1059\n',
    mended: '  - T1059\n  - T1204 # by hand\n',
  },
  {
    name: 'a story that is named twice',
    file: V5,
    code: 'CT113',
    part: '    - Example Story\n',
    wrong: '    - Example Story\n    - Example Story\n',
  },
  { name: 'a filter macro behind a block', file: V5, code: 'CT201', part: '  | `example_filter`\n', wrong: '' },
  {
    name: 'a filter macro inside of quotation marks',
    file: V6,
    code: 'CT201',
    part: `search: |-\n  \`sysmon\` EventCode=11 TargetFilename="*\\\\dynwrapx.dll"\n${SEARCH}`,
    wrong:
      'search: \'`sysmon` EventCode=11 TargetFilename="*\\\\dynwrapx.dll"\n  | stats count by dest user process_name file_path\'\n',
    mended:
      'search: \'`sysmon` EventCode=11 TargetFilename="*\\\\dynwrapx.dll"\n  | stats count by dest user process_name file_path | `example_of_version_6_filter`\'\n',
  },
  { name: 'a block that keeps its line break', file: V6, code: 'CT212', part: 'search: |-', wrong: 'search: |' },
  {
    name: 'blanks inside of quotation marks',
    file: V6,
    code: 'CT212',
    part: `search: |-\n  \`sysmon\` EventCode=11 TargetFilename="*\\\\dynwrapx.dll"\n${SEARCH}`,
    wrong:
      "search: ' `sysmon` EventCode=11 | stats count by dest user process_name file_path | `example_of_version_6_filter` '\n",
    mended:
      "search: '`sysmon` EventCode=11 | stats count by dest user process_name file_path | `example_of_version_6_filter`'\n",
  },
];

describe('mends', () => {
  test.each(FIXES)('$name', async ({ file, code, part, wrong, mended = part }) => {
    const text = changed(file, part, wrong);
    put(file, text);
    const report = await validate({ paths: [root] });
    expect(codes(report)).toEqual([code]);
    const { mended: done, problems } = await mend(report);
    expect(problems).toEqual([]);
    expect(done).toMatchObject([{ file: path.join(root, file), code }]);
    expect(read(file)).toBe(changed(file, part, mended));
    expect(codes(await validate({ paths: [root] }))).toEqual([]);
  });

  test('several things in a file at once, and keeps who may read it', async () => {
    const wrong = changed(V5, 'status: production', 'status: PRODUCTION').replace('  | `example_filter`\n', '');
    chmodSync(put(V5, wrong), 0o640);
    const { mended } = await mend(await validate({ paths: [root] }));
    expect(mended.map(({ code }) => code)).toEqual(['CT104', 'CT201']);
    expect(read(V5)).toBe(baseFiles().get(V5));
    expect(statSync(path.join(root, V5)).mode & 0o777).toBe(0o640);
    expect(readdirSync(path.join(root, path.dirname(V5))).filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('a file with the line breaks of Windows, which it keeps', async () => {
    const windows = (text: string): string => text.replaceAll('\n', '\r\n');
    put(V5, windows(changed(V5, '  | `example_filter`\n', '')));
    put(V6, windows(changed(V6, 'search: |-', 'search: |')));
    const { mended } = await mend(await validate({ paths: [root] }));
    expect(mended.map(({ code }) => code)).toEqual(['CT201', 'CT212']);
    expect([read(V5), read(V6)]).toEqual([V5, V6].map((name) => windows(baseFiles().get(name) ?? '')));
  });

  test('nothing in a file without findings, and nothing that is off', async () => {
    put(V5, changed(V5, 'status: production', 'status: Production'));
    const report = await validate({ paths: [root], levels: { CT104: 'off' } });
    expect(await mend(report)).toEqual({ mended: [], problems: [] });
  });
});

describe('leaves alone', () => {
  const wrong = (): string => changed(V5, 'status: production', 'status: Production');

  test('a file that changed since it was read', async () => {
    put(V5, wrong());
    const report = await validate({ paths: [root] });
    put(V5, `${wrong()}# more\n`);
    const { mended, problems } = await mend(report);
    expect(mended).toEqual([]);
    expect(problems).toMatchObject([{ code: 'CT001', message: 'not mended: it is not the text that was checked' }]);
    expect(read(V5)).toBe(`${wrong()}# more\n`);
  });

  test('a file that begins with a byte order mark, which reading drops', async () => {
    put(V5, `\ufeff${wrong()}`);
    const { problems } = await mend(await validate({ paths: [root] }));
    expect(problems).toMatchObject([{ message: 'not mended: it is not the text that was checked' }]);
    expect(read(V5)).toBe(`\ufeff${wrong()}`);
  });

  test.skipIf(process.platform === 'win32')('a link, and what it leads to', async () => {
    const target = put('elsewhere/example.yml', wrong());
    rmSync(path.join(root, V5));
    symlinkSync(target, path.join(root, V5));
    const { mended, problems } = await mend(await validate({ paths: [path.join(root, V5)] }));
    expect(mended).toEqual([]);
    expect(problems).toMatchObject([{ message: 'not mended: it is a symbolic link' }]);
    expect(readFileSync(target, 'utf8')).toBe(wrong());
  });

  test('a file that Git ignores', async () => {
    execFileSync('git', ['init', '-q', root]);
    put('.gitignore', 'detections/endpoint/example.yml\n');
    put(V5, wrong());
    const { mended, problems } = await mend(await validate({ paths: [root] }));
    expect(mended).toEqual([]);
    expect(problems).toMatchObject([{ message: 'not mended: Git ignores it' }]);
    expect(read(V5)).toBe(wrong());
  });
});
