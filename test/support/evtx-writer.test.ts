import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type EvtxEventSpec, type EvtxOptions, type EvtxValue, writeEvtx } from './evtx-writer.ts';
import { independentReader } from './independent-reader.ts';

const READER = independentReader();
const folder = mkdtempSync(path.join(tmpdir(), 'karst-evtx-'));
afterAll(() => rmSync(folder, { recursive: true }));

function event(data: readonly (readonly [string, EvtxValue])[], more: Partial<EvtxEventSpec> = {}): EvtxEventSpec {
  return {
    provider: { name: 'Microsoft-Windows-Sysmon', guid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}' },
    eventId: 11,
    version: 2,
    task: 11,
    timeCreated: Date.parse('2024-10-17T09:12:44.500Z'),
    processId: 2944,
    threadId: 3864,
    channel: 'Microsoft-Windows-Sysmon/Operational',
    computer: 'ws-07.corp.example',
    data,
    ...more,
  };
}

const MANY = Array.from({ length: 1000 }, (_, i) =>
  event([
    ['TargetFilename', `C:\\Temp\\${'x'.repeat(i % 50)}${i}.dll`],
    ['Size', { type: 'uint32', value: i }],
  ]),
);

/** Every type, with what the format's own text form of it is. */
const VALUES: readonly (readonly [name: string, value: EvtxValue, rendered: unknown])[] = [
  ['string', 'a "b" & <c> é Привет 🙂', 'a "b" & <c> é Привет 🙂'],
  ['null', null, ''],
  ['ansi', { type: 'ansi', value: 'plain' }, 'plain'],
  ['int8', { type: 'int8', value: -5 }, -5],
  ['uint8', { type: 'uint8', value: 250 }, 250],
  ['int16', { type: 'int16', value: -30_000 }, -30_000],
  ['uint16', { type: 'uint16', value: 65_000 }, 65_000],
  ['int32', { type: 'int32', value: -2_000_000_000 }, -2_000_000_000],
  ['uint32', { type: 'uint32', value: 4_000_000_000 }, 4_000_000_000],
  ['int64', { type: 'int64', value: -3_000_000_000_000n }, -3_000_000_000_000],
  ['uint64', { type: 'uint64', value: 3_000_000_000_000n }, 3_000_000_000_000],
  ['boolean', { type: 'boolean', value: true }, true],
  ['binary', { type: 'binary', value: Uint8Array.of(1, 171) }, '01AB'],
  ['hex32', { type: 'hex32', value: 0x1f4 }, '0x1f4'],
  ['hex64', { type: 'hex64', value: 0x3e7n }, '0x3e7'],
  ['sid', { type: 'sid', value: 'S-1-5-21-1-2-3-500' }, 'S-1-5-21-1-2-3-500'],
];

describe.skipIf(READER === undefined)(`${READER?.name ?? 'an independent reader'} reads what is written`, () => {
  function readBack(name: string, events: readonly EvtxEventSpec[], options?: EvtxOptions): unknown[] {
    const file = path.join(folder, `${name}.evtx`);
    writeFileSync(file, writeEvtx(events, options));
    return READER?.read(file).map(({ Event }) => Event) ?? [];
  }

  test('the System part', () => {
    const spec = event([], { recordId: 77, keywords: 0x8020_0000_0000_0000n, level: 0, userSid: 'S-1-5-18' });
    expect(readBack('system', [spec])).toMatchObject([
      {
        System: {
          Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
          EventID: 11,
          Version: 2,
          Level: 0,
          Task: 11,
          Opcode: 0,
          Keywords: '0x8020000000000000',
          TimeCreated: { '#attributes': { SystemTime: expect.stringMatching(/^2024-10-17T09:12:44\.500+Z$/) } },
          EventRecordID: 77,
          Execution: { '#attributes': { ProcessID: 2944, ThreadID: 3864 } },
          Channel: 'Microsoft-Windows-Sysmon/Operational',
          Computer: 'ws-07.corp.example',
          Security: { '#attributes': { UserID: 'S-1-5-18' } },
        },
      },
    ]);
  });

  test('values of every type', () => {
    const [back] = readBack('values', [event(VALUES.map(([name, value]) => [name, value]))]);
    const rendered = Object.fromEntries(VALUES.map(([name, , text]) => [name, text]));
    expect(back).toHaveProperty('EventData', rendered);
  });

  test('an array, as elements of one name, of which some readers of JSON keep the last alone', () => {
    const letters = ['x', 'y', 'z'].map((value) => ({ type: 'string' as const, value }));
    const [back] = readBack('array', [event([['Letters', { array: letters }]])]);
    expect([dataOf(back)['Letters']].flat().at(-1)).toBe('z');
  });

  test.each<[string, EvtxOptions]>([
    ['full chunks', {}],
    ['chunks of seven records', { recordsPerChunk: 7 }],
    ['a file that was not closed', { isDirty: true, recordsPerChunk: 100 }],
  ])('a thousand events in %s', (name, options) => {
    const names = readBack(name.replaceAll(' ', '-'), MANY, options).map((back) => dataOf(back)['TargetFilename']);
    expect(names).toEqual(MANY.map(({ data }) => data[0]?.[1]));
  });

  test('records without templates', () => {
    const events = MANY.slice(0, 300).map((spec) => ({ ...spec, data: spec.data.slice(0, 1) }));
    const names = readBack('inline', events, { useTemplates: false }).map((back) => dataOf(back)['TargetFilename']);
    expect(names).toEqual(events.map(({ data }) => data[0]?.[1]));
  });
});

test('the same events give the same bytes', () => {
  expect(Buffer.compare(writeEvtx(MANY), writeEvtx(MANY))).toBe(0);
});

test('without events there is a header alone', () => {
  expect(writeEvtx([])).toHaveLength(4096);
});

test('an event larger than a chunk cannot be written', () => {
  expect(() => writeEvtx([event([['Long', 'x'.repeat(40_000)]])])).toThrow(RangeError);
});

test('without templates a value that is not text cannot be written', () => {
  const spec = event([['Size', { type: 'uint32', value: 1 }]]);
  expect(() => writeEvtx([spec], { useTemplates: false })).toThrow(TypeError);
});

function dataOf(back: unknown): Record<string, unknown> {
  return (back as { EventData: Record<string, unknown> }).EventData;
}
