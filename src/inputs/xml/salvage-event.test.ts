import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEvent } from './parse-event.ts';
import { salvageEvent } from './salvage-event.ts';

const SYSTEM =
  "<System><Provider Name='P' Guid='{1}'/><EventID>1</EventID><Channel>C</Channel><Security UserID='S-1'/></System>";
const DATA = "<EventData><Data Name='a'>x</Data><Data Name='b'>y</Data></EventData>";
const WHOLE = `<Event xmlns='n'>${SYSTEM}${DATA}</Event>`;

const ALL = {
  system: [
    ['EventID', '1'],
    ['Channel', 'C'],
  ],
  attributes: [
    ['Provider', 'Name', 'P'],
    ['Provider', 'Guid', '{1}'],
    ['Security', 'UserID', 'S-1'],
  ],
  data: [
    ['a', 'x'],
    ['b', 'y'],
  ],
};

describe('everything in tags that are whole is kept', () => {
  test.each<[string, string, object]>([
    ['in an event without damage', WHOLE, ALL],
    ['without a closing tag of System', WHOLE.replace('</System>', ''), ALL],
    ['with a wrong tag of System', WHOLE.replace('<System>', '<Sytem>'), ALL],
    ['with a wrong tag of EventData', WHOLE.replace('<EventData>', '<EvntData>'), ALL],
    ['with closing tags in the wrong order', WHOLE.replace('</EventData></Event>', '</Event></EventData>'), ALL],
    ['with a prefix', WHOLE.replaceAll(/<(\/?)/g, '<$1e:'), ALL],
    [
      'but not a child whose closing tag has another name',
      WHOLE.replace('<EventID>1', '<Event>1'),
      { ...ALL, system: [['Channel', 'C']] },
    ],
    [
      'and a bare < in a value',
      WHOLE.replace('>x<', '>cmd < in.txt <b>z</b><'),
      {
        ...ALL,
        data: [
          ['a', 'cmd < in.txt <b>z</b>'],
          ['b', 'y'],
        ],
      },
    ],
    ['up to the first tag of an item that is not closed', WHOLE.replace('x</Data>', 'x</Dta>'), ALL],
    [
      'but not an item whose opening tag is damaged',
      WHOLE.replace("Name='a'>", "Name='a>"),
      { ...ALL, data: [['b', 'y']] },
    ],
  ])('%s', (_, text, expected) => {
    expect(salvageEvent(text)).toEqual(expected);
  });

  test('UserData verbatim, RenderingInfo as far as it goes', () => {
    const text = `<Event>${SYSTEM}<UserData><a>1</b></UserData><RenderingInfo><Level>Error</Level><Task>x</RenderingInfo>`;
    expect(salvageEvent(text)).toMatchObject({ userData: '<a>1</b>', renderingInfo: [['Level', 'Error']] });
  });
});

test('an event that is not well-formed is cut', () => {
  const parsed = parseEvent(WHOLE.replace('<EventID>1', '<Le>0</Level><EventID>1'), false);
  expect(parsed).toMatchObject({ isCut: true, event: ALL });
});

test('nothing is kept of what says nothing', () => {
  expect(parseEvent('<Event><System></Sytem></Event>', false)).toEqual({
    fault: '</Sytem> where </System> belongs',
    index: 15,
  });
});

test.each([
  ['opening brackets', '<'],
  ['tags that never close', '<Data Name='],
  ['items that never close', "<Data Name='a'>"],
  ['comments that never close', '<!--'],
  ['UserData over and over', '<UserData>'],
  ['blanks', "<a \t\n '"],
  ['closing tags without an end', '</Data   '],
])('a megabyte of %s takes no time', (_, piece) => {
  const text = `<Event><EventData>${piece.repeat(2 ** 20 / piece.length)}`;
  const start = performance.now();
  salvageEvent(text);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('any damage: no crash, and what it gives stands in the text', () => {
  fc.assert(
    fc.property(fc.nat(WHOLE.length), fc.nat(8), fc.string({ maxLength: 6 }), (at, length, put) => {
      const text = WHOLE.slice(0, at) + put + WHOLE.slice(at + length);
      const { system, data } = salvageEvent(text);
      for (const [, value] of [...system, ...data]) expect(text).toContain(value);
    }),
  );
});
