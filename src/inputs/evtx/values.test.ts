import { expect, test } from 'vitest';
import type { XmlElement } from '../../../test/support/binxml-writer.ts';
import { sampleEvent } from '../../../test/support/evtx-samples.ts';
import { type EvtxScalar, type EvtxValue, writeEvtx, writeEvtxRecords } from '../../../test/support/evtx-writer.ts';
import type { WindowsEvent } from '../record.ts';
import { decodeChunk } from './chunk.ts';

function decode(file: Uint8Array): WindowsEvent {
  const { records, skipped } = decodeChunk(file.subarray(4096), { path: 'x', offset: 4096 });
  expect(skipped).toEqual([]);
  const event = records[0]?.event;
  if (event === undefined) throw new Error('no record');
  return event;
}

/** What a value becomes between the tags of a Data element, by itself and in the XML. */
function textsOf(value: EvtxValue): string[] {
  const event = decode(writeEvtx([sampleEvent([['x', value]])]));
  const xml = event.xml();
  const texts = event.data.map(([, text]) => text);
  expect(xml).toContain(texts.map((text) => `<Data Name='x'>${text}</Data>`).join(''));
  expect(event.xml()).toBe(xml);
  return texts;
}

/** The text forms of [MS-DTYP] (GUID, SID), of EvtRender for numbers and times, and of XML for text. */
test.each<[EvtxValue, string]>([
  ['plain', 'plain'],
  ['', ''],
  [null, ''],
  ['a & b < c > d " \'', `a &amp; b &lt; c &gt; d " '`],
  ['Ünï', 'Ünï'],
  ['Привет & 🙂', 'Привет &amp; 🙂'],
  ['terminated\0\0', 'terminated'],
  [{ type: 'ansi', value: 'café <x>\0' }, 'café &lt;x&gt;'],
  [{ type: 'int8', value: -128 }, '-128'],
  [{ type: 'uint8', value: 255 }, '255'],
  [{ type: 'int16', value: -32_768 }, '-32768'],
  [{ type: 'uint16', value: 65_535 }, '65535'],
  [{ type: 'int32', value: -2_147_483_648 }, '-2147483648'],
  [{ type: 'uint32', value: 4_294_967_295 }, '4294967295'],
  [{ type: 'uint32', value: 1_000_000 }, '1000000'],
  [{ type: 'int64', value: -9_223_372_036_854_775_808n }, '-9223372036854775808'],
  [{ type: 'uint64', value: 18_446_744_073_709_551_615n }, '18446744073709551615'],
  [{ type: 'uint64', value: 9_007_199_254_740_991n }, '9007199254740991'],
  [{ type: 'uint64', value: 0n }, '0'],
  [{ type: 'float', value: 0.1 }, '0.1'],
  [{ type: 'float', value: 16_777_216 }, '16777216'],
  [{ type: 'double', value: 1 / 3 }, '0.3333333333333333'],
  [{ type: 'double', value: Number.NEGATIVE_INFINITY }, '-INF'],
  [{ type: 'double', value: Number.NaN }, 'NaN'],
  [{ type: 'boolean', value: true }, 'true'],
  [{ type: 'boolean', value: false }, 'false'],
  [{ type: 'binary', value: Uint8Array.of(0x73, 0, 0xab) }, '7300AB'],
  [{ type: 'guid', value: '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}' }, '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}'],
  [{ type: 'sizeT', value: 0x1aef7n }, '0x1aef7'],
  [{ type: 'hex32', value: 0x1f4 }, '0x1f4'],
  [{ type: 'hex32', value: 0 }, '0x0'],
  [{ type: 'hex64', value: 0x3e7n }, '0x3e7'],
  [{ type: 'hex64', value: 0x8020_0000_0000_0000n }, '0x8020000000000000'],
  [{ type: 'hex64', value: 0x1_0000_00ffn }, '0x1000000ff'],
  [{ type: 'evtHandle', value: 16n }, '0x10'],
  [{ type: 'evtXml', value: '<a>1</a>' }, '<a>1</a>'],
  // 1601-01-01, 1970-01-01, and a time with all its digits.
  [{ type: 'filetime', value: 0n }, '1601-01-01T00:00:00.000000000Z'],
  [{ type: 'filetime', value: 116_444_736_000_000_000n }, '1970-01-01T00:00:00.000000000Z'],
  [{ type: 'filetime', value: 133_203_348_710_659_395n }, '2023-02-08T13:01:11.065939500Z'],
  // "Never", as Kerberos and account management write it.
  [{ type: 'filetime', value: 0x7fff_ffff_ffff_ffffn }, '30828-09-14T02:48:05.477580700Z'],
  [{ type: 'systemtime', value: [2024, 2, 4, 29, 23, 59, 58, 7] }, '2024-02-29T23:59:58.007Z'],
  [{ type: 'sid', value: 'S-1-5-18' }, 'S-1-5-18'],
  [{ type: 'sid', value: 'S-1-0-0' }, 'S-1-0-0'],
  [
    { type: 'sid', value: 'S-1-5-21-3461203602-4096304019-2269080069-1000' },
    'S-1-5-21-3461203602-4096304019-2269080069-1000',
  ],
])('%o', (value, text) => {
  expect(textsOf(value)).toEqual([text]);
});

const ARRAYS: readonly (readonly [items: EvtxScalar[], texts: string[]])[] = [
  [strings('one', '', 'three & four'), ['one', '', 'three &amp; four']],
  [strings('Привет', 'x'), ['Привет', 'x']],
  [
    [
      { type: 'ansi', value: 'a' },
      { type: 'ansi', value: 'b' },
    ],
    ['a', 'b'],
  ],
  [
    [
      { type: 'uint8', value: 1 },
      { type: 'uint8', value: 2 },
    ],
    ['1', '2'],
  ],
  [
    [
      { type: 'int32', value: -1 },
      { type: 'int32', value: 2 },
    ],
    ['-1', '2'],
  ],
  [
    [
      { type: 'hex64', value: 1n },
      { type: 'hex64', value: 255n },
    ],
    ['0x1', '0xff'],
  ],
  [
    [
      { type: 'boolean', value: true },
      { type: 'boolean', value: false },
    ],
    ['true', 'false'],
  ],
  [
    [
      { type: 'sid', value: 'S-1-5-18' },
      { type: 'sid', value: 'S-1-5-32-544' },
    ],
    ['S-1-5-18', 'S-1-5-32-544'],
  ],
  [
    [
      { type: 'sizeT', value: 1n },
      { type: 'sizeT', value: 2n },
    ],
    ['0x1', '0x2'],
  ],
  [
    [
      { type: 'filetime', value: 0n },
      { type: 'filetime', value: 10_000_000n },
    ],
    ['1601-01-01T00:00:00.000000000Z', '1601-01-01T00:00:01.000000000Z'],
  ],
];

test.each(ARRAYS)('an array %o is an element for each item', (array, texts) => {
  const event = decode(writeEvtx([sampleEvent([['x', { array }]])]));
  expect(event.data).toEqual(texts.map((text) => ['x', text]));
  expect(event.xml()).toContain(texts.map((text) => `<Data Name='x'>${text}</Data>`).join(''));
});

test('an array of nothing is one empty element', () => {
  expect(textsOf({ array: [] })).toEqual(['']);
});

test.each<[string, number, number[]]>([
  ['a GUID of 15 bytes', 0x0f, Array(15).fill(1)],
  ['a SID that counts more parts than it has', 0x13, [1, 200, 0, 0, 0, 0, 0, 5]],
  ['a type that does not exist', 0x7a, [1]],
])('%s is a damaged record', (_, type, bytes) => {
  const file = Buffer.from(writeEvtx([sampleEvent([['x', { type: 'binary', value: Uint8Array.from(bytes) }]])]));
  // The descriptor of the one value of EventData: its size, then its type.
  const descriptor = file.lastIndexOf(Buffer.from([bytes.length, 0, 0x0e, 0, ...bytes]));
  file.writeUInt8(type, descriptor + 2);
  const { records, skipped } = decodeChunk(file.subarray(4096), { path: 'x', offset: 4096 });
  expect(records).toEqual([]);
  expect(skipped.map(({ reason }) => reason)).toEqual(['damaged chunk', 'damaged record']);
});

test('text without a template stands as it is written', () => {
  const content: XmlElement = {
    element: 'Event',
    attributes: [['a', ["it's ", { entity: 'amp' }, ' <b>']]],
    content: [
      'x < y ',
      { entity: 'lt' },
      { character: 33 },
      { cdata: 'raw <&> ]]> end' },
      { instruction: ['target', 'data ?> more'] },
      { element: 'Empty' },
      { element: 'Open', content: [] },
    ],
  };
  expect(decode(writeEvtxRecords([{ id: 1n, filetime: 0n, content }])).xml()).toBe(
    `<Event a='it&apos;s &amp; &lt;b&gt;'>x &lt; y &lt;&#33;<![CDATA[raw <&> ]]]]><![CDATA[> end]]>` +
      `<?target data ? > more?><Empty/><Open></Open></Event>`,
  );
});

function strings(...values: string[]): EvtxScalar[] {
  return values.map((value) => ({ type: 'string', value }));
}
