import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { XmlElement } from '../../../test/support/binxml-writer.ts';
import { type EvtxValue, writeEvtxRecords } from '../../../test/support/evtx-writer.ts';
import type { WindowsEvent } from '../record.ts';
import { decodeChunk } from './chunk.ts';

const STRING = 0x01;
const UINT32 = 0x08;

function eventOf(template: XmlElement, values: readonly EvtxValue[]): WindowsEvent {
  const file = writeEvtxRecords([{ id: 1n, filetime: 0n, content: { template, values: [...values] } }]);
  const { records, skipped } = decodeChunk(file.subarray(4096), { path: 'x', offset: 4096 });
  expect(skipped).toEqual([]);
  const event = records[0]?.event;
  if (event === undefined) throw new Error('no record');
  return event;
}

/** The text as it is written from bytes, and once more from the texts that the values then are. */
function twiceXml(template: XmlElement, values: readonly EvtxValue[]): [fromBytes: string, fromTexts: string] {
  const event = eventOf(template, values);
  const fromBytes = event.xml();
  expect(event.system).toEqual([]);
  return [fromBytes, event.xml()];
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');
}

/** Texts as logs have them: mostly ASCII, some with markup, quotes, characters of two bytes and beyond. */
const texts = fc
  .oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: fc.constantFrom('a', '&', '<', '>', "'", '"', '\xa6', '\xff', '\u0126', '='), maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  // NULs at the end of a string are its writer's, and no text.
  .map((text) => text.replace(/\0+$/, ''));

test('text is escaped wherever in it the markup stands, in elements and in attributes', () => {
  const template: XmlElement = {
    element: 'E',
    attributes: [['a', [{ slot: 0, type: STRING }]]],
    content: [{ slot: 1, type: STRING }],
  };
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const xml = `<E a='${escaped(one).replaceAll("'", '&apos;')}'>${escaped(other)}</E>`;
      expect(twiceXml(template, [one, other])).toEqual([xml, xml]);
    }),
  );
});

test('what is null takes along what is optional, and nothing else', () => {
  const template: XmlElement = {
    element: 'E',
    content: [
      {
        element: 'Both',
        attributes: [['q', [{ slot: 0, type: UINT32, isOptional: true }]]],
        content: [{ slot: 1, type: STRING, isOptional: true }],
      },
      { element: 'Attribute', attributes: [['q', [{ slot: 0, type: UINT32, isOptional: true }]]], content: [] },
      {
        element: 'Two',
        attributes: [['q', ['=', { slot: 0, type: UINT32, isOptional: true }]]],
        content: [{ slot: 1, type: STRING }],
      },
      'end',
    ],
  };
  fc.assert(
    fc.property(fc.option(fc.nat()), fc.option(texts), (number, text) => {
      const q = number === null ? '' : ` q='${number}'`;
      const content = escaped(text ?? '');
      const both = text === null ? '' : `<Both${q}>${content}</Both>`;
      const xml = `<E>${both}<Attribute${q}></Attribute><Two${q.replace("'", "'=")}>${content}</Two>end</E>`;
      expect(twiceXml(template, [number === null ? null : { type: 'uint32', value: number }, text])).toEqual([
        xml,
        xml,
      ]);
    }),
  );
});

test('text around values may have any characters', () => {
  const template: XmlElement = { element: 'Ж', content: ['Привет ', { slot: 0, type: STRING }, ' é'] };
  expect(twiceXml(template, ['x'])).toEqual(['<Ж>Привет x é</Ж>', '<Ж>Привет x é</Ж>']);
});
