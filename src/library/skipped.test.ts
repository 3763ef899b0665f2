import { expect, test } from 'vitest';
import type { SkipReason } from '../inputs/index.ts';
import { openSkips } from './skipped.ts';
import { emptyTally, sortedCounts } from './tally.ts';

const files = ['logs/a.txt', 'logs/b.zip'].map((path) => ({ path, sizeBytes: 1 }));

function skipsOf(...skipped: readonly (readonly [SkipReason, string])[]) {
  const tally = emptyTally();
  const skips = openSkips(files, tally, undefined);
  for (const [reason, path] of skipped) skips.add({ reason, path, message: 'in no format that karst reads' });
  return { skips, tally };
}

test('no file is no log', () => {
  const skips = openSkips([], emptyTally(), undefined);
  expect(() => skips.refuseNothing(['logs'])).toThrow('no log found under logs (there are no files)');
});

test('files that were skipped as a whole, or whose members were, are no logs', () => {
  const { skips, tally } = skipsOf(['not recognised', 'logs/a.txt'], ['not recognised', 'logs/b.zip/inner/c.txt']);
  expect(() => skips.refuseNothing(['logs'])).toThrow(
    'no log found under logs (logs/a.txt: in no format that karst reads, and 1 more)',
  );
  expect(sortedCounts(tally.skipped)).toEqual({ 'not recognised': 2 });
});

test('a log without events, and one whose records are all damaged, are logs', () => {
  expect(() => skipsOf(['not recognised', 'logs/a.txt']).skips.refuseNothing(['logs'])).not.toThrow();
  const { skips } = skipsOf(['not recognised', 'logs/a.txt'], ['damaged record', 'logs/b.zip/c.json']);
  expect(() => skips.refuseNothing(['logs'])).not.toThrow();
});
