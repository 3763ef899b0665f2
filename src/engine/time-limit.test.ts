import { expect, test } from 'vitest';
import { openTimeLimit } from './time-limit.ts';

test('work that ends in time is done', () => {
  let done = false;
  openTimeLimit(
    5000,
    'a test',
  )(() => {
    done = true;
  });
  expect(done).toBe(true);
});

test('a regular expression is ended in its midst', () => {
  const limited = openTimeLimit(50, 'a test');
  const work = (): void => {
    /^(a+)+$/.test(`${'a'.repeat(60)}b`);
  };
  expect(() => limited(work)).toThrow(
    expect.objectContaining({ code: 'EN003', message: 'a regular expression took longer than 0.05 s on a test' }),
  );
});

test('what the work throws goes on', () => {
  const failure = new Error('x');
  const work = (): void => {
    throw failure;
  };
  expect(() => openTimeLimit(5000, 'a test')(work)).toThrow(failure);
});
