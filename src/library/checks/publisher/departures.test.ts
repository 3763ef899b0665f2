import { expect, test } from 'vitest';
import { departuresFrom } from './departures.ts';
import {
  choice,
  list,
  mapping,
  matching,
  opened,
  optional,
  present,
  required,
  set,
  TEXT,
  TRUTH,
  text,
  whole,
} from './shapes/shape.ts';

const SHAPE = mapping({
  name: required(text(2, 4)),
  status: optional(choice('on duty', 'off duty')),
  score: optional(whole(1, 9)),
  enabled: optional(TRUTH),
  offset: present(TEXT),
  ids: optional(set(matching('such as T1', /^T\d$/), 1)),
  value: optional({ kind: 'either', shapes: [TEXT, whole(0)] }),
  parts: optional(list(mapping({ key: required(TEXT) }))),
});

const OK = { name: 'abc', offset: null };

/** Code, path and message of each. */
function found(data: unknown): readonly string[] {
  return departuresFrom(SHAPE, data, 'story').map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`);
}

test.each<[string, unknown, readonly string[]]>([
  ['nothing', OK, []],
  ['all', { ...OK, status: 'on duty', score: '5', enabled: 'yes', ids: ['T1'], value: 0, parts: [{ key: 'k' }] }, []],
  ['no mapping', [], ['CT103 : a story must be a mapping of keys, not a list']],
  ['missing keys, told at once', {}, ['CT102 : a story without "name", "offset"']],
  ['null is no value', { name: null, offset: 'x' }, ['CT102 : a story without "name"']],
  ['an unknown key', { ...OK, nome: 1 }, ['CT101 nome: a story has no key "nome"']],
  [
    'a key inside',
    { ...OK, parts: [{ key: 'k', kex: 1 }] },
    ['CT101 parts.0.kex: "parts[0]" of a story has no key "kex"'],
  ],
  ['a type', { ...OK, name: ['a'] }, ['CT103 name: "name" of a story must be a text, not a list']],
  ['too short', { ...OK, name: 'a' }, ['CT105 name: "name" of a story must have at least 2 characters, not 1']],
  ['too long', { ...OK, name: 'abcde' }, ['CT105 name: "name" of a story must have at most 4 characters, not 5']],
  ['characters are code points', { ...OK, name: '😀😀😀😀' }, []],
  [
    'one of two code units is one',
    { ...OK, name: '😀' },
    ['CT105 name: "name" of a story must have at least 2 characters, not 1'],
  ],
  ['a number', { ...OK, score: 1.5 }, ['CT103 score: "score" of a story must be a whole number, not 1.5']],
  ['too large', { ...OK, score: 10 }, ['CT105 score: "score" of a story must be from 1 to 9, not 10']],
  ['truth', { ...OK, enabled: 'maybe' }, ['CT103 enabled: "enabled" of a story must be true or false, not "maybe"']],
  ['an empty list', { ...OK, ids: [] }, ['CT105 ids: "ids" of a story must have at least 1 entry, not 0']],
  ['a pattern', { ...OK, ids: ['1'] }, ['CT106 ids.0: "ids[0]" of a story must be such as T1, not "1"']],
  ['twice', { ...OK, ids: ['T1', 'T1'] }, ['CT107 ids.1: "ids[1]" of a story is in the list twice']],
  ['the nearer of two shapes', { ...OK, value: -1 }, ['CT105 value: "value" of a story must be 0 or more, not -1']],
  ['neither shape', { ...OK, value: [] }, ['CT103 value: "value" of a story must be a text, not a list']],
  ['a value', { ...OK, status: 'gone' }, ['CT104 status: "status" of a story must be on duty or off duty, not "gone"']],
])('%s', (_, data, expected) => {
  expect(found(data)).toEqual(expected);
});

test('a value in other letters says what it should be; one that is nearly right only hints', () => {
  expect(departuresFrom(SHAPE, { ...OK, status: ' On Duty' }, 'story')).toMatchObject([
    { instead: 'on duty', hint: 'the nearest is "on duty"' },
  ]);
  const [near] = departuresFrom(SHAPE, { ...OK, status: 'offf duty' }, 'story');
  expect(near?.hint).toBe('the nearest is "off duty"');
  expect(near?.instead).toBeUndefined();
});

test('an open mapping has other keys, at every depth', () => {
  expect(departuresFrom(opened(SHAPE), { ...OK, nome: 1, parts: [{ key: 'k', kex: 1 }] }, 'story')).toEqual([]);
});
