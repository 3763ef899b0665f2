import { describe, expect, test } from 'vitest';
import { type EventExtent, EventExtentScanner } from './event-extent.ts';

/** The extent of a text that is handed over whole, and of the same text byte by byte. */
function extentOf(text: string): EventExtent {
  const bytes = Buffer.from(text);
  const whole = new EventExtentScanner().scan(bytes, true);
  const scanner = new EventExtentScanner();
  let grown = scanner.scan(bytes.subarray(0, 7), false);
  for (let end = 8; end <= bytes.length && grown.found === 'more'; end++) {
    grown = scanner.scan(bytes.subarray(0, end), end === bytes.length);
  }
  expect(grown).toEqual(whole);
  return whole;
}

const NEXT = '<Event xmlns="x">\r\n  <System><EventID>1</EventID></System></Event>';

describe('an event ends', () => {
  test.each([
    ['at its closing tag', '<Event><System/></Event>'],
    ['at a closing tag with blanks', '<Event><System/></Event \r\n>'],
    ['behind an empty UserData', '<Event><UserData/></Event>'],
    ['behind an empty UserData with attributes', '<Event><UserData a="1" /></Event>'],
    ['behind an Event in UserData', '<Event><UserData><Event><a/></Event></UserData></Event>'],
    ['behind a closing tag in CDATA', '<Event><![CDATA[</Event><Event>]]></Event>'],
    ['behind a closing tag in a comment', '<Event><!--</Event><Event>--></Event>'],
    ['with elements whose names begin alike', '<Event><EventData/><Events/><UserDataX></UserDataX></Event>'],
  ])('%s', (_, text) => {
    expect(extentOf(`${text}${NEXT}`)).toEqual({ found: 'end', index: text.length });
  });
});

describe('the next event ends one that never closes', () => {
  test.each([
    ['in System', '<Event><System>'],
    ['in UserData', '<Event><UserData><a>'],
    ['in CDATA', '<Event><EventData><Data><![CDATA[a'],
    ['in a comment', '<Event><!-- a'],
    ['in a closing tag', '<Event><System/></Event '],
  ])('%s', (_, text) => {
    expect(extentOf(`${text}${NEXT}`)).toEqual({ found: 'next', index: text.length });
  });
});

test('an event that the text ends in is not told to end', () => {
  expect(extentOf('<Event><System>')).toEqual({ found: 'more', index: 15 });
});
