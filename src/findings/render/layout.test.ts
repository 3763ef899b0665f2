import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnWidths } from './layout.ts';

test('what fits stays', () => {
  expect(columnWidths([3, 5], 10)).toEqual([3, 5]);
});

test('long columns give way before times and names are cut', () => {
  expect(columnWidths([24, 80, 90], 100)).toEqual([24, 36, 36]);
  expect(columnWidths([24, 80, 90], 60)).toEqual([24, 16, 16]);
});

test('where long ones have next to nothing left, short ones are cut too', () => {
  expect(columnWidths([24, 80, 90], 50)).toEqual([15, 15, 16]);
  expect(columnWidths([24, 80, 90], 20)).toBeUndefined();
});

test('the columns fit, and none is wider than its texts', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 12 }), fc.nat(300), (wanted, total) => {
      const widths = columnWidths(wanted, total);
      if (widths === undefined) return;
      expect(widths.reduce((sum, width) => sum + width, 2 * (wanted.length - 1))).toBeLessThanOrEqual(total);
      expect(widths.every((width, at) => width <= (wanted[at] ?? 0))).toBe(true);
    }),
  );
});
