import { expect, test } from 'vitest';
import type { XmlElement, XmlInstance } from '../../../test/support/binxml-writer.ts';
import { sampleEvent } from '../../../test/support/evtx-samples.ts';
import { type EvtxValue, writeEvtx, writeEvtxRecords } from '../../../test/support/evtx-writer.ts';
import type { WindowsEvent } from '../record.ts';
import { type ChunkContent, decodeChunk } from './chunk.ts';
import { Decoder } from './decoder.ts';

const STRING = 0x01;
const BINXML = 0x21;

function eventsOf(...contents: (XmlInstance | XmlElement)[]): WindowsEvent[] {
  const file = writeEvtxRecords(contents.map((content, i) => ({ id: BigInt(i + 1), filetime: 0n, content })));
  const { records, skipped } = chunkOf(file);
  expect(skipped).toEqual([]);
  return records.map((record) => record.event);
}

function chunkOf(file: Uint8Array): ChunkContent {
  return decodeChunk(file.subarray(4096), { path: 'x', offset: 4096 });
}

function partsOf(event: WindowsEvent | undefined): Omit<WindowsEvent, 'xml'> | undefined {
  if (event === undefined) return undefined;
  const { system, attributes, data, userData, renderingInfo } = event;
  return { system, attributes, data, userData, renderingInfo };
}

function xmlOf(
  template: XmlElement,
  ...values: (EvtxValue | { readonly fragment: XmlInstance | XmlElement })[]
): string {
  return eventsOf({ template, values })[0]?.xml() ?? '';
}

test('an event has its parts in document order, and the XML that Splunk holds', () => {
  const data: [string, EvtxValue][] = [
    ['Image', 'C:\\x & y.exe'],
    ['Empty', ''],
    ['Pid', { type: 'uint32', value: 7 }],
  ];
  const { records } = chunkOf(writeEvtx([sampleEvent(data, { recordId: 77, userSid: 'S-1-5-18' })]));
  const [record] = records;
  expect(record).toMatchObject({ kind: 'windows-event', offset: 4096 + 512, isCut: false });
  expect(partsOf(record?.event)).toEqual({
    system: [
      ['EventID', '11'],
      ['Version', '2'],
      ['Level', '4'],
      ['Task', '11'],
      ['Opcode', '0'],
      ['Keywords', '0x8000000000000000'],
      ['EventRecordID', '77'],
      ['Channel', 'Microsoft-Windows-Sysmon/Operational'],
      ['Computer', 'ws-07.corp.example'],
    ],
    attributes: [
      ['Provider', 'Name', 'Microsoft-Windows-Sysmon'],
      ['Provider', 'Guid', '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'],
      ['TimeCreated', 'SystemTime', '2024-10-17T09:12:44.500000000Z'],
      ['Execution', 'ProcessID', '2944'],
      ['Execution', 'ThreadID', '3864'],
      ['Security', 'UserID', 'S-1-5-18'],
    ],
    data: [
      ['Image', 'C:\\x &amp; y.exe'],
      ['Empty', ''],
      ['Pid', '7'],
    ],
    userData: undefined,
    renderingInfo: undefined,
  });
  expect(record?.event.xml()).toBe(
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>` +
      `<Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'/>` +
      `<EventID>11</EventID><Version>2</Version><Level>4</Level><Task>11</Task><Opcode>0</Opcode>` +
      `<Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='2024-10-17T09:12:44.500000000Z'/>` +
      `<EventRecordID>77</EventRecordID><Correlation/><Execution ProcessID='2944' ThreadID='3864'/>` +
      `<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>ws-07.corp.example</Computer>` +
      `<Security UserID='S-1-5-18'/></System><EventData><Data Name='Image'>C:\\x &amp; y.exe</Data>` +
      `<Data Name='Empty'></Data><Data Name='Pid'>7</Data></EventData></Event>`,
  );
});

/** [MS-EVEN6] 3.1.4.7.2: an optional value that is null takes the element or attribute right around it along. */
test('an optional null takes its element or attribute along, a normal one leaves it empty', () => {
  const template: XmlElement = {
    element: 'E',
    attributes: [
      ['gone', [{ slot: 0, type: STRING, isOptional: true }]],
      ['empty', [{ slot: 0, type: STRING }]],
      ['partly', ['a', { slot: 0, type: STRING, isOptional: true }]],
    ],
    content: [
      { element: 'Gone', content: [{ slot: 0, type: STRING, isOptional: true }] },
      {
        element: 'Also',
        attributes: [['n', [{ slot: 1, type: STRING }]]],
        content: [{ slot: 0, type: STRING, isOptional: true }],
      },
      { element: 'Empty', content: [{ slot: 0, type: STRING }] },
    ],
  };
  expect(xmlOf(template, null, 'x')).toBe(`<E empty=''><Empty></Empty></E>`);
  expect(xmlOf(template, 'v', 'x')).toBe(
    `<E gone='v' empty='v' partly='av'><Gone>v</Gone><Also n='x'>v</Also><Empty>v</Empty></E>`,
  );
});

test('an event keeps System where its optional data is null', () => {
  const template: XmlElement = {
    element: 'Event',
    content: [
      { element: 'System', content: [{ element: 'EventID', content: ['1'] }] },
      { slot: 0, type: BINXML, isOptional: true },
    ],
  };
  expect(xmlOf(template, null)).toBe('<Event><System><EventID>1</EventID></System></Event>');
});

test('a value may be used twice, amid text, and in attributes, where quotes are escaped', () => {
  const slot = { slot: 0, type: STRING };
  const template: XmlElement = {
    element: 'E',
    attributes: [
      ['a', ['<', slot]],
      ['b', [slot]],
    ],
    content: ['x', slot, slot],
  };
  expect(xmlOf(template, "it's")).toBe(`<E a='&lt;it&apos;s' b='it&apos;s'>xit'sit's</E>`);
});

test('an array repeats the element around it, with attributes of other values', () => {
  const array = ['a', 'b'].map((value) => ({ type: 'string' as const, value }));
  const template: XmlElement = {
    element: 'EventData',
    content: [
      {
        element: 'Data',
        attributes: [['Name', [{ slot: 1, type: STRING }]]],
        content: [{ slot: 0, type: 0x81 }],
      },
    ],
  };
  const [event] = eventsOf({ template, values: [{ array }, 'n'] });
  expect(event?.xml()).toBe(`<EventData><Data Name='n'>a</Data><Data Name='n'>b</Data></EventData>`);
  expect(event?.data).toEqual([
    ['n', 'a'],
    ['n', 'b'],
  ]);
});

test('fragments nest, with and without templates', () => {
  const inner: XmlElement = {
    element: 'EventData',
    content: [{ element: 'Data', content: [{ slot: 0, type: STRING }] }],
  };
  const outer: XmlElement = { element: 'Event', content: [{ slot: 0, type: BINXML }] };
  const data: XmlElement = { element: 'EventData', content: [{ element: 'Data', content: ['w'] }] };
  const [first, second] = eventsOf(
    { template: outer, values: [{ fragment: { template: inner, values: ['v'] } }] },
    { template: outer, values: [{ fragment: data }] },
  );
  expect(first?.data).toEqual([['', 'v']]);
  expect(second?.data).toEqual([['', 'w']]);
  expect(second?.xml()).toBe('<Event><EventData><Data>w</Data></EventData></Event>');
});

test('a template instance may stand inside an element', () => {
  const inner: XmlElement = {
    element: 'EventData',
    content: [{ element: 'Data', content: [{ slot: 0, type: STRING }] }],
  };
  const [event] = eventsOf({ element: 'Event', content: [{ instance: { template: inner, values: ['v'] } }] });
  expect(event?.data).toEqual([['', 'v']]);
  expect(event?.xml()).toBe('<Event><EventData><Data>v</Data></EventData></Event>');
});

test('UserData is kept verbatim; RenderingInfo gives its texts', () => {
  const [event] = eventsOf({
    element: 'Event',
    content: [
      {
        element: 'UserData',
        content: [{ element: 'LogFileCleared', content: [{ element: 'User', content: ['a & b'] }] }],
      },
      {
        element: 'RenderingInfo',
        attributes: [['Culture', ['en-US']]],
        content: [
          { element: 'Level', content: ['Information'] },
          { element: 'Task', content: [] },
        ],
      },
    ],
  });
  expect(event).toMatchObject({
    userData: '<LogFileCleared><User>a &amp; b</User></LogFileCleared>',
    renderingInfo: [['Level', 'Information']],
    data: [],
  });
});

test('a definition elsewhere is found by the table of templates where the offset is wrong', () => {
  const file = Buffer.from(writeEvtx([sampleEvent([['x', 'one']]), sampleEvent([['x', 'two']])]));
  const second = file.indexOf(Buffer.from('two', 'utf16le'));
  const instance = file.lastIndexOf(0x0c, second - 30);
  const offset = file.readUInt32LE(instance + 6);
  expect(offset).toBeLessThan(65_536);
  file.writeUInt32LE(600, instance + 6);
  expect(chunkOf(file).records.map(({ event }) => event.data)).toEqual([[['x', 'one']], [['x', 'two']]]);
});

test('templates of the same GUID that say different things in two chunks are told apart', () => {
  const decoder = new Decoder();
  const names = ['Image', 'Other'].map((name) => {
    const file = Buffer.from(writeEvtx([sampleEvent([['Image', 'v']])]));
    // The second file says the other name in the same place, under the same GUID.
    const at = file.indexOf(Buffer.from('Image', 'utf16le'));
    file.write(name, at, 'utf16le');
    return decodeChunk(file.subarray(4096), { path: 'x', offset: 4096, decoder }).records[0]?.event.data;
  });
  expect(names).toEqual([[['Image', 'v']], [['Other', 'v']]]);
});

test('chunks that share templates decode alike with and without what earlier ones left behind', () => {
  const file = writeEvtx(
    Array.from({ length: 40 }, (_, i) => sampleEvent([[i % 2 === 0 ? 'A' : 'B', `${i}`]])),
    { recordsPerChunk: 7 },
  );
  const decoder = new Decoder();
  for (let offset = 4096; offset < file.length; offset += 65_536) {
    const chunk = file.subarray(offset, offset + 65_536);
    const [kept, fresh] = [
      decodeChunk(chunk, { path: 'x', offset, decoder }),
      decodeChunk(chunk, { path: 'x', offset }),
    ];
    expect(kept.records.map(({ event }) => event.xml())).toEqual(fresh.records.map(({ event }) => event.xml()));
  }
});

test('a template that multiplies its values beyond all proportion is a damaged record', () => {
  const slots = Array.from({ length: 2000 }, () => ({ slot: 0, type: STRING }));
  const content = { template: { element: 'E', content: slots }, values: ['x'.repeat(1000)] };
  const { records, skipped } = chunkOf(writeEvtxRecords([{ id: 1n, filetime: 0n, content }]));
  expect(records).toEqual([]);
  expect(skipped).toMatchObject([{ reason: 'damaged record', message: expect.stringContaining('multiplies') }]);
});

test.each([
  ['elements', 200, (inner: XmlElement): XmlElement => ({ element: 'x', content: [inner] })],
  [
    'fragments',
    40,
    (inner: XmlElement): XmlElement => ({
      element: 'x',
      content: [
        {
          instance: { template: { element: 'y', content: [{ slot: 0, type: BINXML }] }, values: [{ fragment: inner }] },
        },
      ],
    }),
  ],
])('%s nested too deep are a damaged record', (_, depth, around) => {
  let content: XmlElement = { element: 'x' };
  for (let i = 0; i < depth; i++) content = around(content);
  const { skipped } = chunkOf(writeEvtxRecords([{ id: 1n, filetime: 0n, content }]));
  expect(skipped).toMatchObject([{ reason: 'damaged record', message: expect.stringContaining('nested too deep') }]);
});

test('a name that XML does not allow is a damaged record, so that the text stays well-formed', () => {
  const content: XmlElement = { element: 'a><b' };
  const { skipped } = chunkOf(writeEvtxRecords([{ id: 1n, filetime: 0n, content }]));
  expect(skipped).toMatchObject([{ reason: 'damaged record', message: expect.stringContaining('a name that XML') }]);
});
