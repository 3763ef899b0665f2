import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skippableFrame, writeTar, writeZip, writeZstd } from '../../test/support/archive-writer.ts';
import { findLogs, type LogRecord, type ReadOptions, readBytes, readLogs, type Skip } from './index.ts';

const EVENT =
  "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID>1</EventID>" +
  '<Channel>C</Channel></System><EventData><Data Name=\'a\'>x &amp;&lt; é</Data><Data Name="b"></Data></EventData></Event>';

async function read(bytes: Uint8Array | string, options?: ReadOptions) {
  const records: LogRecord[] = [];
  const skipped: Omit<Skip, 'message'>[] = [];
  const messages: string[] = [];
  let bytesRead = 0;
  for await (const batch of readBytes(Buffer.from(bytes), 'x', options)) {
    records.push(...batch.records);
    for (const { message, ...skip } of batch.skipped) {
      skipped.push(skip);
      messages.push(message);
    }
    bytesRead += batch.bytesRead;
  }
  return { records, skipped, messages, bytesRead };
}

function xmlOf(record: LogRecord | undefined): string | undefined {
  return record?.kind === 'windows-event' ? record.event.xml() : undefined;
}

function eventOf(record: LogRecord | undefined) {
  if (record?.kind !== 'windows-event') throw new Error('no event');
  const { xml, ...event } = record.event;
  return event;
}

const PLAIN = {
  system: [
    ['EventID', '1'],
    ['Channel', 'C'],
  ],
  attributes: [['Provider', 'Name', 'P']],
  data: [
    ['a', 'x &amp;&lt; é'],
    ['b', ''],
  ],
};

const ENCODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with BOM', (text) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16LE', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16LE with BOM', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16BE', (text) => Buffer.from(text, 'utf16le').swap16()],
  ['UTF-16BE with BOM', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
];

const SHAPES: readonly (readonly [string, string])[] = [
  ['one a line', `${EVENT}\n${EVENT}\n`],
  ['many in a row', `${EVENT}${EVENT}`],
  ['with carriage returns', `${EVENT}\r\n\r\n${EVENT}\r\n`],
  ['in a wrapper, with a declaration', `<?xml version="1.0"?>\n<Events>${EVENT}${EVENT}</Events>`],
  ['behind syslog headers', `Oct 17 09:12:44 h EvntSLog: ${EVENT}\nOct 17 09:12:45 h EvntSLog: ${EVENT}`],
  ['pretty-printed', `${EVENT}${EVENT}`.replaceAll(/><(?!\/Data)/g, '>\n  <')],
];

describe.each(ENCODINGS)('XML in %s', (_, encode) => {
  test.each(SHAPES)('%s', async (_name, text) => {
    const { records, skipped } = await read(encode(text));
    expect(skipped).toEqual([]);
    expect(records.map(eventOf)).toEqual([PLAIN, PLAIN]);
    expect(records.every(({ isCut }) => !isCut)).toBe(true);
  });
});

describe('XML', () => {
  test('keeps its text as it stands, and says where it was', async () => {
    const { records } = await read(`é\n${EVENT}\n${EVENT}`);
    expect(records.map(xmlOf)).toEqual([EVENT, EVENT]);
    expect(records.map(({ offset }) => offset)).toEqual([3, 4 + Buffer.byteLength(EVENT)]);
  });

  test('values hold line breaks, CDATA and comments', async () => {
    const text = EVENT.replace('x &amp;&lt; é', 'one\ntwo<!-- no --><![CDATA[<3 & ]]>');
    expect(eventOf((await read(text)).records[0]).data[0]).toEqual(['a', 'one\ntwo&lt;3 &amp; ']);
  });

  test('UserData is kept verbatim, an Event inside it too', async () => {
    const inner = "<Event><A b='1'>x</A></Event>";
    const text = `<Event><System><EventID>7</EventID></System><UserData>${inner}</UserData></Event>${EVENT}`;
    const { records, skipped } = await read(text);
    expect(skipped).toEqual([]);
    expect(records.map((record) => eventOf(record).userData)).toEqual([inner, undefined]);
  });

  test('an event that another one cuts, and one that the file cuts, keep what they have', async () => {
    const cut = EVENT.slice(0, EVENT.indexOf('<Data Name="b"'));
    const { records, skipped } = await read(`${cut}${EVENT}${cut}<Data Na`);
    expect(skipped).toEqual([]);
    expect(records.map(({ isCut }) => isCut)).toEqual([true, false, true]);
    expect(eventOf(records[0])).toEqual({ ...PLAIN, data: PLAIN.data.slice(0, 1) });
    expect(eventOf(records[2])).toEqual({ ...PLAIN, data: PLAIN.data.slice(0, 1) });
  });

  test('an event that is not well-formed keeps what can be read and is cut', async () => {
    const broken = EVENT.replace('</EventData>', '</EventDate>');
    const { records, skipped } = await read(`${EVENT}\n${broken}\n${EVENT}`);
    expect(skipped).toEqual([]);
    expect(records.map(({ isCut }) => isCut)).toEqual([false, true, false]);
    expect(eventOf(records[1])).toEqual(PLAIN);
  });

  test('an event of which nothing can be read costs itself alone', async () => {
    const broken = '<Event><System></Sytem></Event>';
    const { records, skipped, messages } = await read(`${EVENT}\n${broken}\n${EVENT}`);
    expect(records).toHaveLength(2);
    expect(skipped).toEqual([{ reason: 'damaged record', path: 'x', byteOffset: Buffer.byteLength(EVENT) + 1 }]);
    expect(messages).toEqual(['</Sytem> where </System> belongs']);
  });

  test('text between events is counted, headers and wrappers are not', async () => {
    const { records, skipped } = await read(`${EVENT}\nsome words\n${EVENT}\nmore`);
    expect(records).toHaveLength(2);
    expect(skipped.map(({ reason }) => reason)).toEqual(['damaged record', 'damaged record']);
  });

  test('an event that is too long is skipped, and the next one read', async () => {
    const long = EVENT.replace('x &amp;', 'x'.repeat(5000));
    for (const text of [`${EVENT}${long}${EVENT}`, `${EVENT}${long.slice(0, -8)}\n${EVENT}`]) {
      const { records, skipped } = await read(text, { maxRecordBytes: 1000 });
      expect(records.map(xmlOf)).toEqual([EVENT, EVENT]);
      expect(skipped.map(({ reason }) => reason)).toEqual(['record too long']);
    }
  });
});

describe.each(ENCODINGS)('JSON in %s', (_, encode) => {
  test.each([
    ['one a line', '{"a":1}\n{"b":"é"}\n'],
    ['pretty-printed', '{\n  "a": 1\n}\n{\n  "b": "é"\n}'],
    ['an array', '[{"a":1},\n {"b":"é"}]'],
    ['several on a line', '{"a":1} {"b":"é"}'],
  ])('%s', async (_name, text) => {
    const { records, skipped } = await read(encode(text));
    expect(skipped).toEqual([]);
    expect(records.map((record) => (record.kind === 'json' ? record.value : undefined))).toEqual([
      { a: 1 },
      { b: 'é' },
    ]);
  });
});

describe('JSON', () => {
  test('a line that is broken costs itself, an object that is cut costs itself', async () => {
    const { records, skipped } = await read('{"a":1}\n{"b":\n{"c":3}\nwords\n{"d":4}\n{"e":');
    expect(records.map((record) => (record.kind === 'json' ? record.text : ''))).toEqual([
      '{"a":1}',
      '{"c":3}',
      '{"d":4}',
    ]);
    expect(skipped.map(({ byteOffset }) => byteOffset)).toEqual([8, 22, 36]);
  });

  test('an object that is cut keeps the values that are whole, and is marked', async () => {
    const { records, skipped } = await read('{"a":1,"b":{"c":[2,3\n{"d":4}\n{"e":{"f":"x"},"g":"y');
    expect(records).toMatchObject([
      { isCut: true, text: '{"a":1,"b":{"c":[2,3', value: { a: 1, b: { c: [2] } } },
      { isCut: false, value: { d: 4 } },
      { isCut: true, value: { e: { f: 'x' } } },
    ]);
    expect(skipped).toEqual([]);
  });

  test('keys that name the prototype are keys', async () => {
    const { records } = await read('{"__proto__":{"polluted":true},"constructor":1}');
    expect(records[0]).toMatchObject({ kind: 'json' });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('deep nesting is refused, not recursed into', async () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await read(`${deep}\n{"b":1}`)).records).toHaveLength(1);
  });
});

describe('archives', () => {
  const LOG = Buffer.from(`${EVENT}\n${EVENT}\n`);
  test.each([
    ['gzip', async () => gzipSync(LOG)],
    ['gzip of two members', async () => Buffer.concat([gzipSync(`${EVENT}\n`), gzipSync(EVENT)])],
    ['gzip padded with zeros', async () => Buffer.concat([gzipSync(LOG), Buffer.alloc(70_000)])],
    ['zip', async () => writeZip([{ name: 'd/a.log', bytes: LOG }])],
    [
      'zip with bytes behind its end',
      async () => Buffer.concat([writeZip([{ name: 'a', bytes: LOG }]), Buffer.from('\n')]),
    ],
    ['zip whose comment is cut', async () => writeZip([{ name: 'a', bytes: LOG }], 'comment').subarray(0, -3)],
    ['tar', async () => writeTar([{ name: 'a.log', bytes: LOG }])],
    ['zstd', async () => Buffer.concat([skippableFrame(Buffer.alloc(9)), writeZstd(LOG)])],
    [
      'zstd of two frames',
      async () => Buffer.concat([writeZstd(Buffer.from(`${EVENT}\n`)), writeZstd(Buffer.from(EVENT))]),
    ],
    ['tar in gzip', async () => gzipSync(await writeTar([{ name: 'a.log', bytes: LOG }]))],
    [
      'zip in tar in zstd',
      async () => writeZstd(await writeTar([{ name: 'z', bytes: writeZip([{ name: 'l', bytes: LOG }]) }])),
    ],
  ])('%s', async (_, make) => {
    const { records, skipped } = await read(await make());
    expect(skipped).toEqual([]);
    expect(records.map(xmlOf)).toEqual([EVENT, EVENT]);
  });

  test('names that lead out of an archive are counted and not read', async () => {
    const names = ['../../etc/passwd', '/abs', 'C:\\x', 'a/../../b', 'n\0'];
    const archive = writeZip([...names, 'good.log'].map((name) => ({ name, bytes: LOG })));
    const { records, skipped } = await read(archive);
    expect(records).toHaveLength(2);
    expect(skipped.map(({ reason }) => reason)).toEqual(names.map(() => 'unsafe archive entry'));
    expect(skipped[4]?.path).toBe('x/n\uFFFD');
  });

  test('what macOS adds, and folders, are no logs', async () => {
    const names = ['__MACOSX/._a.log', 'd/._a.log', '.DS_Store', 'a.log'];
    const { records, skipped } = await read(writeZip(names.map((name) => ({ name, bytes: LOG }))));
    expect([records.length, skipped]).toEqual([2, []]);
  });

  test('an encrypted member, and one whose size is a lie, cost themselves', async () => {
    const { records, skipped } = await read(
      writeZip([
        { name: 'a', bytes: LOG, isEncrypted: true },
        { name: 'b', bytes: LOG, saidBytes: 10 },
        { name: 'c', bytes: LOG },
      ]),
    );
    expect(records.length).toBeGreaterThanOrEqual(2);
    expect(skipped.map(({ reason, path: where }) => [reason, where])).toEqual([
      ['damaged archive', 'x/a'],
      ['damaged archive', 'x/b'],
    ]);
  });

  test('a stream that is cut gives what came before', async () => {
    const log = Array.from({ length: 3000 }, (_, i) =>
      EVENT.replace('x &amp;', String(Math.imul(i, 2_654_435_761))),
    ).join('\n');
    const gzip = gzipSync(log);
    const { records, skipped, messages } = await read(gzip.subarray(0, gzip.length / 2));
    expect(records.length).toBeGreaterThan(1000);
    expect(skipped.map(({ reason }) => reason)).toContain('damaged archive');
    expect(messages).toContain('the gzip stream is cut');
  });

  test('a bomb is stopped by its ratio, by its size, by its depth', async () => {
    const bomb = gzipSync(EVENT + ' '.repeat(3_000_000));
    const limits = { expansionGraceBytes: 100_000 };
    expect((await read(bomb, limits)).skipped.map(({ reason }) => reason)).toEqual(['archive too large']);
    expect((await read(gzipSync(bomb), { ...limits, maxArchiveDepth: 1 })).skipped[0]?.reason).toBe('archive too deep');
    const large = await read(gzipSync(LOG), { maxExpandedBytes: 100 });
    expect(large.skipped.map(({ reason }) => reason)).toContain('archive too large');
  });

  test('a zstd window is not allocated on the word of the file', async () => {
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xff, 1, 0, 0]);
    const { skipped, messages } = await read(frame);
    expect([skipped[0]?.reason, messages[0]]).toEqual([
      'archive too large',
      'a zstd window of more than 134217728 bytes',
    ]);
  });
});

describe('recognition', () => {
  test.each([
    ['nothing', '', 'empty file'],
    ['blanks', ' \n\0\n', 'empty file'],
    ['a packet capture', Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0]), 'not recognised'],
    ['words', 'hello world', 'not recognised'],
    ['markup of another kind', 'title: Suspicious\nid: 4a2d\ndate: 2022-10-01\n', 'not recognised'],
    ['a web page', '<html><body>Event</body></html>', 'not recognised'],
    ['a script', '#!/bin/sh\necho {}\n', 'not recognised'],
  ])('%s', async (_, bytes, reason) => {
    expect((await read(bytes)).skipped.map((skip) => skip.reason)).toEqual([reason]);
  });
});

describe('files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'karst-inputs-'));
    await mkdir(path.join(folder, 'b'));
    await writeFile(path.join(folder, 'b', 'two.log'), EVENT);
    await writeFile(path.join(folder, 'a.log'), `${EVENT}\n`.repeat(2500));
    await symlink(folder, path.join(folder, 'b', 'loop'));
    await symlink(path.join(folder, 'a.log'), path.join(folder, 'z.log'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('a folder gives each file once, in the order of names', async () => {
    const { files, skipped } = await findLogs([folder, path.join(folder, 'a.log')]);
    expect(files.map((file) => path.relative(folder, file.path))).toEqual(['a.log', path.join('b', 'two.log')]);
    expect(skipped).toEqual([]);
  });

  test('batches are bounded, and their bytes add up to the file', async () => {
    const { files } = await findLogs([path.join(folder, 'a.log')]);
    const batches = [];
    for await (const batch of readLogs(files)) batches.push(batch);
    expect(batches.flatMap(({ records }) => records)).toHaveLength(2500);
    expect(Math.max(...batches.map(({ records }) => records.length))).toBeLessThanOrEqual(1000);
    expect(batches.reduce((sum, { bytesRead }) => sum + bytesRead, 0)).toBe(files[0]?.sizeBytes);
  });

  test('a file that is gone when it is read costs itself', async () => {
    const gone = { path: path.join(folder, 'gone'), sizeBytes: 5 };
    const skips = [];
    for await (const { skipped } of readLogs([gone])) skips.push(...skipped);
    expect(skips).toEqual([{ reason: 'unreadable file', path: gone.path, message: 'no such file or folder' }]);
  });

  test('a path that does not exist is a Problem', async () => {
    await expect(findLogs([path.join(folder, 'no')])).rejects.toMatchObject({
      code: 'IN001',
      message: `cannot read ${path.join(folder, 'no')}: no such file or folder`,
    });
  });
});

test('a line of 100 MB without an event is dropped as it comes', async () => {
  async function* line(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${EVENT}\n`);
    for (let i = 0; i < 1600; i++) yield Buffer.alloc(65_536, 0x61);
    yield Buffer.from(`\n${EVENT}`);
  }
  const { readXml } = await import('./xml/read-xml.ts');
  const before = process.memoryUsage().arrayBuffers;
  let peak = 0;
  const records = [];
  const skipped = [];
  for await (const batch of readXml({ path: 'x', bytes: line(), encoding: 'utf-8', maxRecordBytes: 2 ** 20 })) {
    records.push(...batch.records);
    skipped.push(...batch.skipped);
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
  }
  expect(records.map(xmlOf)).toEqual([EVENT, EVENT]);
  expect(skipped.map(({ reason }) => reason)).toEqual(['damaged record']);
  expect(peak).toBeLessThan(40 * 2 ** 20);
});

describe('a layout that somebody knows', () => {
  const begins = { kind: 'begins', begins: (line: string) => line.startsWith('>') } as const;
  const textsOf = async (text: string, options: ReadOptions) =>
    (await read(text, options)).records.map((record) => (record.kind === 'text' ? record.text : record.kind));

  test('is asked with the path and the text, and makes a log of any text', async () => {
    const asked: unknown[] = [];
    const layoutFor: ReadOptions['layoutFor'] = (shown, head) => {
      asked.push([shown, head]);
      return begins;
    };
    expect(await textsOf('head\n> a\nb\n> c', { layoutFor })).toEqual(['head', '> a\nb', '> c']);
    expect(asked).toEqual([['x', 'head\n> a\nb\n> c']]);
  });

  test('leaves the others to what they look like', async () => {
    const layoutFor: ReadOptions['layoutFor'] = () => undefined;
    expect((await read('prose\n', { layoutFor })).skipped).toMatchObject([{ reason: 'not recognised' }]);
    expect(await textsOf('> {"a":1}\n', { layoutFor: () => begins })).toEqual(['> {"a":1}']);
  });

  test('shows only the beginning of a long line', async () => {
    const lengths: number[] = [];
    const layout = { kind: 'begins', begins: (line: string) => lengths.push(line.length) > 0 } as const;
    await read(`a\n${'b'.repeat(100_000)}\n`, { layoutFor: () => layout });
    expect(lengths).toEqual([1024]);
  });

  test('an event without an end costs no memory', async () => {
    const layout = { kind: 'begins', begins: () => false } as const;
    const { skipped } = await read('x\n'.repeat(100), { layoutFor: () => layout, maxRecordBytes: 50 });
    expect(skipped[0]).toMatchObject({ reason: 'record too long' });
  });
});

test('batches say when their file was last changed', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'karst-changed-'));
  const file = path.join(folder, 'a.log');
  await writeFile(file, '2024-10-17T00:00:00Z x\n');
  const { files } = await findLogs([file]);
  for await (const { modifiedMs } of readLogs(files)) expect(modifiedMs).toBe(files[0]?.modifiedMs);
  expect(Math.abs(Date.now() - (files[0]?.modifiedMs ?? 0))).toBeLessThan(60_000);
  await rm(folder, { recursive: true });
});
