import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ddmin } from './ddmin.ts';

const LIMITS = { runs: 10_000, ms: 60_000 };
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

describe('ddmin', () => {
  test('finds one of a thousand in the number of steps of a binary search', async () => {
    const { items, runs, isSmallest } = await ddmin(numbers(1024), async (part) => part.includes(700), LIMITS);
    expect({ items, isSmallest }).toEqual({ items: [700], isSmallest: true });
    expect(runs).toBeLessThanOrEqual(20);
  });

  test('keeps what is needed together, in its order', async () => {
    const needed = [3, 64, 65, 199];
    const trimmed = await ddmin(numbers(200), async (part) => needed.every((one) => part.includes(one)), LIMITS);
    expect(trimmed).toMatchObject({ items: needed, isSmallest: true });
  });

  test('a single item is never asked about', async () => {
    expect(await ddmin(['a'], () => Promise.reject(new Error('asked')), LIMITS)).toEqual({
      items: ['a'],
      runs: 0,
      isSmallest: true,
    });
  });

  test('a limit ends the search with what is known to hold', async () => {
    const holds = async (part: readonly number[]): Promise<boolean> => part.length >= 3;
    const trimmed = await ddmin(numbers(100), holds, { runs: 3, ms: 60_000 });
    expect(trimmed).toEqual({ items: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], runs: 3, isSmallest: false });
  });

  test('none of what stays can be left out, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 6 }), async (needed) => {
        const holds = async (part: readonly number[]): Promise<boolean> => needed.every((one) => part.includes(one));
        const { items } = await ddmin(numbers(41), holds, LIMITS);
        expect(items).toEqual(needed.toSorted((a, b) => a - b));
      }),
    );
  });
});
