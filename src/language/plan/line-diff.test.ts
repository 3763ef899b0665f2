import { expect, test } from 'vitest';
import { unifiedDiff } from './line-diff.ts';

/** Applies a diff; for lines that it does not show, those of the text stay. */
function patched(text: string, diff: readonly string[]): string {
  const lines = text.split('\n');
  const made: string[] = [];
  let at = 0;
  for (const line of diff) {
    const place = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (place !== null) {
      const start = Number(place[1]) - (place[2] === '0' ? 0 : 1);
      while (at < start) made.push(lines[at++] ?? '');
    } else if (line.startsWith('+')) made.push(line.slice(1));
    else {
      expect(lines[at]).toBe(line.slice(1));
      if (line.startsWith(' ')) made.push(line.slice(1));
      at++;
    }
  }
  return [...made, ...lines.slice(at)].join('\n');
}

test('one changed line among many, with three lines around it', () => {
  expect(unifiedDiff('1\n2\n3\n4\n5\n6\n7\n8\n9', '1\n2\n3\n4\nx\n6\n7\n8\n9')).toEqual([
    '@@ -2,7 +2,7 @@',
    ' 2',
    ' 3',
    ' 4',
    '-5',
    '+x',
    ' 6',
    ' 7',
    ' 8',
  ]);
});

test('changes far from each other have a place of their own', () => {
  const before = Array.from({ length: 30 }, (_, index) => String(index));
  const after = before.filter((line) => line !== '5').map((line) => (line === '25' ? 'x' : line));
  const diff = unifiedDiff(before.join('\n'), after.join('\n')) ?? [];
  expect(diff.filter((line) => line.startsWith('@@'))).toEqual(['@@ -3,7 +3,6 @@', '@@ -23,7 +22,7 @@']);
});

test('equal texts have none', () => {
  expect(unifiedDiff('a\nb', 'a\nb')).toBeUndefined();
});

test('what a diff says makes one text of the other', () => {
  let seed = 7;
  const random = (count: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * count);
  };
  for (let round = 0; round < 300; round++) {
    const text = () => Array.from({ length: random(12) }, () => 'abc'.charAt(random(3))).join('\n');
    const [before, after] = [text(), text()];
    expect(patched(before, unifiedDiff(before, after) ?? [])).toBe(after);
  }
});

test('texts with nothing in common are done in time', () => {
  const lines = (start: string) => Array.from({ length: 50_000 }, (_, index) => `${start}${index}`).join('\n');
  const started = performance.now();
  expect(unifiedDiff(lines('a'), lines('b'))).toHaveLength(100_001);
  expect(performance.now() - started).toBeLessThan(5000);
});
