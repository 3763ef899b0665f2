import { writeFileSync } from 'node:fs';
import { appendFile, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sampleEvent } from '../../test/support/evtx-samples.ts';
import { writeEvtx } from '../../test/support/evtx-writer.ts';
import { readInParts, readWhole } from '../../test/support/read-in-parts.ts';
import { useScratch } from '../../test/support/scratch.ts';
import { correctedPart, type FilePart, type FoundFile, findLogs, partsOf, readPart } from './index.ts';

const scratch = useScratch('parts');

async function found(bytes: string | Uint8Array): Promise<FoundFile> {
  const file = path.join(scratch.folder(), 'log');
  writeFileSync(file, bytes);
  const { files } = await findLogs([file]);
  return files[0] ?? raise();
}

async function read(part: FilePart) {
  const offsets: number[] = [];
  const reasons: string[] = [];
  let bytesRead = 0;
  const reader = readPart(part);
  for (;;) {
    const step = await reader.next();
    if (step.done) return { offsets, reasons, bytesRead, ...step.value };
    offsets.push(...step.value.records.map(({ offset }) => offset));
    reasons.push(...step.value.skipped.map(({ reason }) => reason));
    bytesRead += step.value.bytesRead;
  }
}

function raise(): never {
  throw new Error('missing');
}

const OBJECT = '{"a":"0123456789"}\n';
const EVENT = '<Event><System><EventID>1</EventID></System></Event>';
const LINE = 'type=CWD msg=audit(1617619800.1:7): cwd="/"\n';
const DATED = '10/17/2024 09:12:44 AM\nLogName=Security\nMessage=An account\n\n\tAccount Name:\tkim\n';
const TABLE = `time,user,note\n${'2024-10-17,kim,"a, b"\n'.repeat(200)}`;
const IIS = `#Software: IIS\n#Fields: date time c-ip\n${'2024-10-17 09:12:44 ::1\n'.repeat(100)}`;
const ZEEK = `#separator \\x09\n#path\tconn\n#fields\tts\tuid\n${'1729156364.5\tC1\n'.repeat(300)}`;
const NUMBERED = Array.from({ length: 60 }, (_, i) => sampleEvent([['Number', `${i}`]]));
const EVTX = writeEvtx(NUMBERED, { recordsPerChunk: 10 });

describe('what is read in parts, without a second look', () => {
  test.each([
    ['objects, one a line', OBJECT.repeat(300)],
    ['an array with an element a line', `[\n${OBJECT.repeat(300).replaceAll('}\n', '},\n')}{}]\n`],
    ['events of Windows, one a line', `${EVENT}\n`.repeat(100)],
    ['events of Windows in a wrapper', `<?xml version="1.0"?><Events>${EVENT.repeat(100)}</Events>`],
    ['lines', LINE.repeat(100)],
    ['lines with line breaks of Windows', LINE.repeat(100).replaceAll('\n', '\r\n')],
    ['events that begin with a time', DATED.repeat(100)],
    ['rows of a table', TABLE],
    ['rows of the W3C, with directives that come again', IIS.repeat(3)],
    ['rows of Zeek', ZEEK],
    ['EVTX', EVTX],
  ])('%s', async (_, bytes) => {
    const file = await found(bytes);
    const { parts, corrected, ...contents } = await readInParts(file, 1000);
    expect([parts > 3, corrected]).toEqual([true, 0]);
    expect(contents).toEqual(await readWhole(file));
  });
});

describe('what is read whole', () => {
  test.each([
    ['what is no larger than a part', OBJECT.repeat(2)],
    ['nothing', ''],
    ['objects over many lines', '{\n "a": 1\n}\n'.repeat(500)],
    ['an array in one line', `[${OBJECT.trim()}${`,${OBJECT.trim()}`.repeat(500)}]`],
    ['UTF-16', Buffer.from(`\uFEFF${OBJECT.repeat(500)}`, 'utf16le')],
    ['an archive', gzipSync(Array.from({ length: 5000 }, (_, i) => `{"a":${Math.sin(i)}}\n`).join(''))],
    ['what is no log', 'words '.repeat(2000)],
  ])('%s', async (_, bytes) => {
    const parts = await partsOf(await found(bytes), 1000);
    expect(parts).toMatchObject([{ isWhole: true, isExact: true, start: 0 }]);
  });

  test('a file that cannot be read, which reading tells', async () => {
    const parts = await partsOf({ path: path.join(scratch.folder(), 'gone'), sizeBytes: 5000 }, 1000);
    expect(parts).toHaveLength(1);
    expect(await read(parts[0] ?? raise())).toMatchObject({ reasons: ['unreadable file'], bytesRead: 5000 });
  });

  test('a text whose events only a function tells', async () => {
    const layout = { kind: 'begins', begins: (line: string) => line.startsWith('type') } as const;
    expect(await partsOf(await found(LINE.repeat(100)), 1000, { layoutFor: () => layout })).toHaveLength(1);
  });
});

describe('a part', () => {
  test('has the records that begin in it', async () => {
    const parts = await partsOf(await found(OBJECT.repeat(10)), 50);
    expect(parts.map(({ start, end }) => [start, end])).toEqual([
      [0, 48],
      [48, 96],
      [96, 144],
      [144, 190],
    ]);
    expect(await Promise.all(parts.map(read))).toEqual([
      { offsets: [0, 19, 38], reasons: [], bytesRead: 48, first: 0, next: 57 },
      { offsets: [57, 76, 95], reasons: [], bytesRead: 48, first: 57, next: 114 },
      { offsets: [114, 133], reasons: [], bytesRead: 48, first: 114, next: 152 },
      { offsets: [152, 171], reasons: [], bytesRead: 46, first: 152, next: 190 },
    ]);
  });

  test('is read again where it began inside a record', async () => {
    const lines = `{"many":[\n${'{"b":1},\n'.repeat(20)}{}]}\n`;
    const file = await found(`${OBJECT.repeat(10)}${lines}${OBJECT.repeat(10)}`);
    const { parts, corrected, ...contents } = await readInParts(file, 100);
    expect([parts, corrected > 0]).toEqual([6, true]);
    expect(contents).toEqual(await readWhole(file));
    expect(contents.records).toHaveLength(21);
  });

  test('does not begin at an object inside a broken one', async () => {
    // The middle of the file lies in the first line of the broken one; only whole lines in it count as objects.
    const broken = '{"many":[\n{"b":\n1},\n{"c":2},\n';
    const file = await found(`${OBJECT.repeat(10)}${broken}${OBJECT.repeat(9)}`);
    const { parts, corrected, ...contents } = await readInParts(file, file.sizeBytes / 2);
    expect([parts, contents.records.length]).toEqual([2, 19]);
    expect(contents).toEqual(await readWhole(file));
  });

  test('is read again where the columns are others than the file began with', async () => {
    const changed = IIS.replace('#Fields: date time', '#Fields: day hour');
    const file = await found(IIS + changed);
    const { parts, corrected, ...contents } = await readInParts(file, 1000);
    expect([parts, corrected]).toEqual([5, 2]);
    expect(contents).toEqual(await readWhole(file));
  });

  test('that nothing begins in is not told from one that began wrong', async () => {
    const long = `{"a":"${'x'.repeat(500)}"}\n`;
    const [first = raise(), , , inside = raise()] = await partsOf(await found(OBJECT.repeat(3) + long + OBJECT), 100);
    const own = await read(inside);
    expect(own).toMatchObject({ offsets: [], first: undefined, next: undefined });
    const before = await read(first);
    expect(before.next).toBe(3 * OBJECT.length + long.length);
    const corrected = correctedPart(inside, own, before) ?? raise();
    expect(corrected).toEqual({ ...inside, isExact: true, start: before.next });
    expect(await read(corrected)).toMatchObject({ offsets: [], first: before.next, next: before.next });
  });

  test('that began wrong gives up, and is read again from the same place if that was right', async () => {
    const open = `{"a":[\n${'1,\n'.repeat(1_000_000)}`;
    const [first = raise()] = await partsOf(await found(OBJECT.repeat(10) + open), 200);
    const whole = { ...first, end: 10 * OBJECT.length + 10 };
    expect((await read(whole)).offsets).toHaveLength(10);
    const second = { ...whole, start: OBJECT.length, isExact: false };
    const own = await read(second);
    expect(own).toMatchObject({ first: OBJECT.length, next: undefined });
    expect(correctedPart(second, own, { first: 0, next: OBJECT.length })).toEqual({ ...second, isExact: true });
  });
});

describe('a file that changes meanwhile', () => {
  test('gives what was added', async () => {
    const file = await found(OBJECT.repeat(20));
    await appendFile(file.path, OBJECT.repeat(5));
    const { parts, corrected, ...contents } = await readInParts(file, 100);
    expect([parts, contents.records.length, contents.bytesRead]).toEqual([4, 25, 25 * OBJECT.length]);
    expect(contents).toEqual(await readWhole(file));
  });

  test.each([
    ['objects', OBJECT.repeat(50), 300],
    ['lines', LINE.repeat(50), 700],
    ['events', `${EVENT}\n`.repeat(60), 2500],
    ['EVTX', EVTX, 150_000],
  ])('gives what is left of it: %s', async (_, bytes, left) => {
    const file = await found(bytes);
    const parts = await partsOf(file, 1000);
    await truncate(file.path, left);
    let before = await read(parts[0] ?? raise());
    const offsets = [...before.offsets];
    for (const part of parts.slice(1)) {
      const own = await read(part);
      const again = correctedPart(part, own, before);
      before = again === undefined ? own : await read(again);
      offsets.push(...before.offsets);
    }
    const whole = await readWhole({ ...file, sizeBytes: left });
    expect(offsets).toHaveLength(whole.records.length);
  });

  test('is told once where it is gone', async () => {
    const parts = await partsOf(await found(OBJECT.repeat(20)), 100);
    await rm((parts[0] ?? raise()).file.path);
    const first = await read(parts[0] ?? raise());
    expect(first.reasons).toEqual(['unreadable file']);
    for (const part of parts.slice(1)) {
      const again = correctedPart(part, await read(part), first) ?? raise();
      expect(await read(again)).toMatchObject({ reasons: [], bytesRead: part.sizeBytes, next: first.next });
    }
  });
});
