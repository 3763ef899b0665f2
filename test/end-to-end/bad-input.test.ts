import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, karst, ROOT, scratchFolder } from './karst.ts';

const scratch = scratchFolder('bad-input');
const xml = readFileSync(path.join(ROOT, 'examples', 'logs', 'xmlwineventlog.log'));
const evtx = readFileSync(path.join(ROOT, 'examples', 'logs', 'ts-02-sysmon.evtx'));

beforeAll(ensureBuilt, 120_000);
afterAll(scratch.remove);

/** A folder of the test's own, with these files in it. */
function folderOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = path.join(scratch.path, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) writeFileSync(path.join(folder, file), bytes);
  return folder;
}

/** Hunts, and gives what the summary counts beside. */
async function hunt(folder: string) {
  const summaryFile = `${folder}.summary.json`;
  const ran = await karst(['hunt', folder, '--summary', summaryFile]);
  const summary = ran.exitCode === 0 ? (JSON.parse(readFileSync(summaryFile, 'utf8')) as Summary) : undefined;
  return { ...ran, findings: jsonLines(ran.stdout), skipped: summary?.skipped ?? {}, events: summary?.events ?? 0 };
}

interface Summary {
  readonly events: number;
  readonly skipped: Readonly<Record<string, number>>;
}

describe('nothing to hunt in is exit code 2', () => {
  test('a path that does not exist', async () => {
    const { exitCode, stdout, stderr } = await karst(['hunt', 'no-such-folder']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('cannot read no-such-folder: no such file or folder');
  });

  test('a folder without any file', async () => {
    const { exitCode, stderr } = await hunt(folderOf('empty-folder', {}));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no log found under');
  });

  test('a folder without logs', async () => {
    const { exitCode, stderr } = await hunt(
      folderOf('no-logs', { 'notes.txt': 'nothing\nof interest\n', 'empty.evtx': '' }),
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no log found under');
    expect(stderr).toContain('EVTX');
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a file that may not be read', async () => {
    const folder = folderOf('unreadable', { 'a.log': xml });
    chmodSync(path.join(folder, 'a.log'), 0);
    const { exitCode, stderr } = await karst(['hunt', path.join(folder, 'a.log')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('permission denied');
  });
});

describe('what is damaged costs only itself, and is counted', () => {
  test('an empty file beside a log, and a link that leads to itself', async () => {
    const folder = folderOf('beside', { 'a.log': xml, 'b.evtx': '' });
    if (process.platform !== 'win32') symlinkSync('loop', path.join(folder, 'loop'));
    const { exitCode, findings, skipped } = await hunt(folder);
    expect(exitCode).toBe(0);
    expect(findings).toHaveLength(1);
    expect(skipped['empty file']).toBe(1);
  });

  test('a truncated gzip gives what came before the cut', async () => {
    const gzip = gzipSync(xml);
    const { exitCode, findings, skipped, events } = await hunt(
      folderOf('cut-gzip', { 'a.log.gz': gzip.subarray(0, Math.floor(gzip.length * 0.8)) }),
    );
    expect(exitCode).toBe(0);
    expect(findings).toHaveLength(1);
    expect(events).toBeGreaterThan(100);
    expect(Object.values(skipped).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  });

  test('an EVTX with a damaged chunk loses that chunk', async () => {
    const damaged = Buffer.from(evtx);
    damaged.fill(0x5a, 0x1000 + 0x10000 + 512, 0x1000 + 0x10000 + 4096);
    const { exitCode, skipped, events } = await hunt(folderOf('flipped', { 'a.evtx': damaged }));
    expect(exitCode).toBe(0);
    expect(events).toBeGreaterThan(400);
    expect(Object.keys(skipped).length).toBeGreaterThan(0);
  });

  test('XML that never closes', async () => {
    const { exitCode, findings } = await hunt(
      folderOf('unclosed', {
        'a.log': Buffer.concat([xml, Buffer.from("<Event xmlns='x'><System><EventID>1</EventID>")]),
      }),
    );
    expect(exitCode).toBe(0);
    expect(findings).toHaveLength(1);
  });

  test('a line of 100 MB', async () => {
    const line = Buffer.alloc(100 * 2 ** 20, 'x');
    line.write('{"Channel":"Security","EventID":1,"a":"');
    const { exitCode, findings, skipped } = await hunt(
      folderOf('long-line', { 'a.log': xml, 'b.json': Buffer.concat([line, Buffer.from('"}\n')]) }),
    );
    expect(exitCode).toBe(0);
    expect(findings).toHaveLength(1);
    expect(skipped['record too long']).toBe(1);
  });

  test('a zip with a name that leads out of it', async () => {
    const { exitCode, findings, skipped } = await hunt(
      folderOf('unsafe-zip', { 'a.zip': zipOf({ '../../evil.log': xml, 'good.log': xml }) }),
    );
    expect(exitCode).toBe(0);
    expect(findings.length).toBeGreaterThan(0);
    expect(Object.values(skipped).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  });

  test('a zip that expands without end', async () => {
    const bomb = zipOf({ 'zeros.log': Buffer.alloc(300 * 2 ** 20) });
    const { exitCode, findings, skipped } = await hunt(folderOf('bomb', { 'a.log': xml, 'bomb.zip': bomb }));
    expect(exitCode).toBe(0);
    expect(findings).toHaveLength(1);
    expect(Object.keys(skipped).length).toBeGreaterThan(0);
  });
});

describe('a search that does not compile is exit code 2, with a caret under its place', () => {
  test.each([
    ['an unknown macro', 'index=main `no_such_macro`', 'SPL111', '^^'],
    ['an unknown command', 'index=main | frobnicate', 'SPL104', '^^^^^^^^^^'],
    ['an unclosed quote', 'index=main user="kim', 'SPL101', '^'],
    ['a command that karst does not run', 'index=main | script x', 'SPL3', '^'],
  ])('%s', async (_, spl, code, carets) => {
    const { exitCode, stdout, stderr } = await karst(['search', spl, 'examples/']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(code);
    expect(stderr).toContain(`1 | ${spl}`);
    expect(stderr).toContain(carets);
  });

  test('in the file of a detection the caret points into the file', async () => {
    const file = path.join(folderOf('detection', {}), 'broken.yml');
    const good = readFileSync(
      path.join(ROOT, 'content/detections/endpoint/process_writing_dynamicwrapperx.yml'),
      'utf8',
    );
    writeFileSync(file, good.replace('| join process_guid', '| joyn process_guid'));
    const { exitCode, stderr } = await karst(['explain', file]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/broken\.yml:\d+:\d+/);
    expect(stderr).toContain('joyn');
  });

  test('content that does not exist, and a file that is no YAML', async () => {
    expect((await karst(['hunt', 'examples/', '--content', 'no-such-content'])).exitCode).toBe(2);
    const folder = folderOf('no-yaml', { 'broken.yml': 'name: [unclosed\n  : {' });
    const { exitCode, stderr } = await karst(['explain', path.join(folder, 'broken.yml')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('CT002');
  });
});

/** A zip of deflated entries, with whatever names. Source: APPNOTE.TXT 4.3. */
function zipOf(entries: Readonly<Record<string, Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(entries)) {
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const placed = Buffer.alloc(14);
    placed.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, placed, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
