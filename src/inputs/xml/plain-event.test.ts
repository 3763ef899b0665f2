import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventExtentScanner } from './event-extent.ts';
import { parseEvent } from './parse-event.ts';
import { openPlainReader } from './plain-event.ts';

const SYSTEM = `<System>
  <Provider Name='P' Guid="{1}"/><EventID Qualifiers='0'>4624</EventID><Level></Level><Task> </Task><Channel>Security</Channel>
  <Correlation/><Execution ProcessID='4' ThreadID='8' /></System>`;
const DATA = `<EventData><Data Name='Image'>C:\\a &amp; ä\n€.exe</Data><Data>x</Data><Data Name="Empty"></Data><Data Name='None'/><Binary>00</Binary></EventData>`;
const WORDS =
  '<RenderingInfo Culture="en"><Message>m</Message><Keywords><Keyword>k</Keyword></Keywords></RenderingInfo>';
const WHOLE = `<Event xmlns='http://x'>${SYSTEM}${DATA}${WORDS}\r\n</Event>`;

/** What the quick way gives must be what the careful way gives. Gives whether it gave anything. */
function isTaken(text: string): boolean {
  const event = openPlainReader()(text);
  if (event === undefined) return false;
  const careful = parseEvent(text, false);
  expect('event' in careful && { ...careful.event, xml: text, isCut: careful.isCut }).toEqual({
    ...event,
    xml: event.xml(),
    isCut: false,
  });
  const bytes = Buffer.from(text);
  expect(new EventExtentScanner().scan(bytes, true)).toEqual({ found: 'end', index: bytes.length });
  return true;
}

test('an event as Windows writes it is taken', () => {
  expect(isTaken(WHOLE)).toBe(true);
  expect(openPlainReader()(WHOLE)).toMatchObject({
    system: [
      ['EventID', '4624'],
      ['Channel', 'Security'],
    ],
    attributes: [
      ['Provider', 'Name', 'P'],
      ['Provider', 'Guid', '{1}'],
      ['EventID', 'Qualifiers', '0'],
      ['Execution', 'ProcessID', '4'],
      ['Execution', 'ThreadID', '8'],
    ],
    data: [
      ['Image', 'C:\\a &amp; ä\n€.exe'],
      ['', 'x'],
      ['Empty', ''],
      ['None', ''],
    ],
    renderingInfo: [
      ['Message', 'm'],
      ['Keyword', 'k'],
    ],
  });
});

test('a reader is not led astray by the events before', () => {
  const read = openPlainReader();
  for (const name of ['ab', 'ac', 'bb', 'ab']) {
    const event = read(
      `<Event><System><a/><b>1</b></System><EventData><Data Name='${name}'>1</Data></EventData></Event>`,
    );
    expect(event?.data).toEqual([[name, '1']]);
    expect(event?.attributes).toEqual([]);
  }
  expect(read("<Event a='1'><System><b>1</b></System></Event>")?.system).toEqual([['b', '1']]);
});

describe('left to the careful way is', () => {
  test.each([
    ['UserData', '<UserData><a/></UserData>'],
    ['a comment', '<EventData><!-- </EventData> --></EventData>'],
    ['CDATA', '<EventData><Data><![CDATA[<]]></Data></EventData>'],
    ['an event in it', '<EventData><Event/></EventData>'],
    ['a tag that is not closed', '<EventData><Data Name="a"></EventData>'],
    ['a prefix', '<x:EventData/>'],
    ['text between elements', '<EventData>x<Data>y</Data></EventData>'],
    ['a value with a tag in it', '<EventData><Data Name="<a>">y</Data></EventData>'],
    ['more than one event', '</Event><Event>'],
  ])('%s', (_, inner) => {
    expect(isTaken(`<Event>${SYSTEM}${inner}</Event>`)).toBe(false);
  });

  test('an event without System', () => {
    expect(isTaken(`<Event>${DATA}</Event>`)).toBe(false);
  });
});

const PIECES = [
  ...[
    '<',
    '>',
    '/',
    '=',
    "'",
    '"',
    ' ',
    '\n',
    '&',
    '-',
    'Name',
    'ä',
    '\u00a0',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
  ],
  ...['<Event>', '<Event/>', '<Event ', '</Event>', '</Event >', '<System>', '</System>', '<UserData>', '</UserData>'],
  ...['<Data>', "<Data Name='x'>", '</Data>', '<a>', '</a>', '<a/>', "<a b='c'/>"],
];

test('whatever is put into an event or taken out of it', () => {
  const edit = fc.record({
    at: fc.nat(WHOLE.length - 8),
    gone: fc.integer({ min: 0, max: 12 }),
    put: fc.constantFrom('', ...PIECES),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      let text = WHOLE.slice(0, -8);
      for (const { at, gone, put } of edits) text = text.slice(0, at) + put + text.slice(at + gone);
      isTaken(`${text}</Event>`);
    }),
    { numRuns: 3000 },
  );
});
