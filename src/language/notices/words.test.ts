import { expect, test } from 'vitest';
import { parse } from '../parse/parse.ts';
import { wordNotices } from './words.ts';

test.each([
  ['a=1 | where name="cmd*"', ['SPL401 "cmd*"']],
  ['a=1 | eval x=if(name!="*.exe", 1, 0)', ['SPL401 "*.exe"']],
  ['a=1 | where in(name, "cmd.exe", "power*")', ['SPL401 "power*"']],
  ['a=1 | where name IN ("*shell")', ['SPL401 "*shell"']],
  ['name=cmd* | search name="*.exe"', []],
  ['a=1 | where like(name, "cmd")', ['SPL415 "cmd"']],
  ['a=1 | where name LIKE "cmd*"', ['SPL415 "cmd*"']],
  ['a=1 | where like(name, "cm_%") OR like(name, pattern) OR like(name, "")', []],
])('%s', (spl, expected) => {
  const notices = wordNotices(parse(spl));
  const shown = notices.map(({ code, details: { span } }) => `${code} ${spl.slice(span?.start, span?.end)}`);
  expect(shown).toEqual(expected);
});
