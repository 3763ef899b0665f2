import type { XmlElement } from './binxml-writer.ts';
import { type EvtxEventSpec, type EvtxValue, writeEvtx, writeEvtxRecords } from './evtx-writer.ts';

/** An event of Sysmon with these Data items; everything else has a value that tests need not care for. */
export function sampleEvent(
  data: readonly (readonly [name: string, value: EvtxValue])[],
  more: Partial<EvtxEventSpec> = {},
): EvtxEventSpec {
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

/** Files that differ in shape: what a fuzzer starts from. */
export function sampleFiles(): readonly Uint8Array[] {
  const plain = range(120).map((i) =>
    sampleEvent([
      ['TargetFilename', `C:\\Temp\\${i} & <${i}>.dll`],
      ['User', i % 3 === 0 ? 'КОРП\\Ким' : 'CORP\\kim'],
      ['ProcessId', { type: 'uint32', value: i }],
    ]),
  );
  const typed = range(20).map((i) => sampleEvent(typedValues(i), { userSid: 'S-1-5-18' }));
  const letters = range(30).map((i) => sampleEvent([['Letter', 'x'.repeat(i)]]));
  return [
    writeEvtx(plain, { recordsPerChunk: 50 }),
    writeEvtx(typed),
    writeEvtx(letters, { useTemplates: false, isDirty: true }),
    writeEvtxRecords(range(5).map((i) => ({ id: BigInt(i), filetime: 0n, content: everyToken() }))),
  ];
}

function typedValues(i: number): [string, EvtxValue][] {
  return [
    ['Guid', { type: 'guid', value: '{00112233-4455-6677-8899-AABBCCDDEEFF}' }],
    ['Time', { type: 'filetime', value: 133_736_000_000_000_000n + BigInt(i) }],
    ['Clock', { type: 'systemtime', value: [2024, 10, 4, 17, 9, 12, 44, i] }],
    [
      'Sids',
      {
        array: [
          { type: 'sid', value: 'S-1-5-18' },
          { type: 'sid', value: 'S-1-5-21-1-2-3-500' },
        ],
      },
    ],
    ['Words', { array: range(i).map((word) => ({ type: 'string', value: `word ${word}` })) }],
    ['Bytes', { type: 'binary', value: Uint8Array.from(range(i)) }],
    ['Ansi', { type: 'ansi', value: 'é & è' }],
    ['Ratio', { type: 'double', value: i / 7 }],
    ['Handle', { type: 'sizeT', value: BigInt(i) }],
  ];
}

function everyToken(): XmlElement {
  return {
    element: 'Event',
    attributes: [['kind', ["it's ", { entity: 'amp' }, { character: 33 }]]],
    content: [
      { cdata: 'a < b ]]> c' },
      { instruction: ['target', 'data ?> data'] },
      { element: 'UserData', content: [{ element: 'Inner' }, 'text'] },
    ],
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
