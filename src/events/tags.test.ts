import { expect, test } from 'vitest';
import { EventFields } from './fields.ts';
import { openTagger } from './tags.ts';

const WEB = { name: 'a_web', tags: ['web'] };
const PROXY = { name: 'a_proxy', tags: ['web', 'proxy'] };

test('events of the same types get the same set, whatever list the types stand in', () => {
  const tag = openTagger();
  const first = tag(new EventFields(), [WEB, PROXY]);
  expect([...first]).toEqual(['web', 'proxy']);
  expect(tag(new EventFields(), [WEB, PROXY])).toBe(first);
  expect([...tag(new EventFields(), [WEB])]).toEqual(['web']);
  expect([...tag(new EventFields(), [])]).toEqual([]);
});

test('types of one name and other tags are kept apart', () => {
  const tag = openTagger();
  expect([...tag(new EventFields(), [WEB])]).toEqual(['web']);
  expect([...tag(new EventFields(), [{ ...WEB, tags: ['email'] }])]).toEqual(['email']);
});

test('types that are made anew for each event do not fill the memory', () => {
  const tag = openTagger();
  for (let round = 0; round < 10_000; round++) {
    expect([...tag(new EventFields(), [{ ...WEB }])]).toEqual(['web']);
  }
});
