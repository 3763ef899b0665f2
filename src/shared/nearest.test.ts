import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const CASES: readonly [word: string, candidates: readonly string[], found: string | undefined, why: string][] = [
  ['stat', ['stash', 'stats'], 'stats', 'a word that was not written to its end'],
  ['stast', ['stash', 'stats'], 'stats', 'letters that were exchanged'],
  ['co', ['c', 'count'], 'count', 'rather more letters than fewer'],
  ['src', ['src_host', 'src_ip'], 'src_ip', 'the shortest that it begins'],
  ['eventcode', ['EventCode'], 'EventCode', 'without case'],
  ['lowr', ['lower', 'loan'], 'lower', 'a letter that is missing'],
  ['abracadabra', ['stats', 'eval'], undefined, 'nothing that is near'],
  ['x', ['stats'], undefined, 'one letter says nothing'],
  ['', ['stats'], undefined, 'nothing at all'],
];

test.each(CASES)('%s among %j is %s: %s', (word, candidates, found) => {
  expect(nearest(word, candidates)).toBe(found);
});
