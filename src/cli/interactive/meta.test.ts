import { expect, test } from 'vitest';
import type { SearchNames } from '../../library/index.ts';
import { runMeta } from './meta.ts';

const NAMES: SearchNames = {
  fields: ['Image', 'host', 'process_name', 'user'],
  macros: ['security_content_ctime(', 'sysmon'],
  lookups: ['lolbas'],
  indexes: ['main'],
  sourcetypes: [],
  models: [],
};

test('fields stand side by side as far as the terminal is wide', () => {
  expect(runMeta(':fields', NAMES, 40)).toEqual({
    kind: 'say',
    text: '  Image         process_name\n  host          user',
  });
  expect(runMeta(':fields PROC', NAMES, 40)).toEqual({ kind: 'say', text: '  process_name' });
  expect(runMeta(':models', NAMES, 40)).toEqual({ kind: 'say', text: '  none' });
  expect(runMeta(':macros', NAMES, 80)).toEqual({ kind: 'say', text: '  security_content_ctime(…)  sysmon' });
});

test('what changes the session', () => {
  expect(runMeta(':format csv', NAMES, 80)).toEqual({ kind: 'format', format: 'csv' });
  expect(runMeta(' :limit 0 ', NAMES, 80)).toEqual({ kind: 'limit', rows: 0 });
  for (const word of [':quit', ':q', ':exit', ':QUIT']) expect(runMeta(word, NAMES, 80)).toEqual({ kind: 'quit' });
});

test('help on a command, and on a function that is one of eval and of stats', () => {
  expect(runMeta(':help head', NAMES, 80)).toMatchObject({ text: expect.stringContaining('Keeps the first results') });
  const both = runMeta(':help max', NAMES, 80);
  expect(both).toMatchObject({ text: expect.stringMatching(/max\(<value>, \.\.\.\)[\s\S]*max\(<field>\)/) });
  expect(runMeta(':help', NAMES, 80)).toMatchObject({ text: expect.stringContaining(':limit <count>') });
});

test.each([
  [':feilds', 'unknown command ":feilds"', 'did you mean ":fields"?'],
  [':zzz', 'unknown command ":zzz"', 'try :help'],
  [':format xml', '"xml" is no format', 'a format is table, jsonl or csv'],
  [':limit few', '"few" is no number of results', 'write :limit 100, or :limit 0 for all'],
  [':help stast', 'there is no command or function "stast"', 'did you mean "stats"?'],
])('%s', (line, message, hint) => {
  expect(() => runMeta(line, NAMES, 80)).toThrow(expect.objectContaining({ message, details: { hint } }));
});
