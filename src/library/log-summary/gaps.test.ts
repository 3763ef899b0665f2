import { expect, test } from 'vitest';
import { openGaps } from './gaps.ts';

const MINUTE = 60;
const HOUR = 3600;

/** An event every five minutes, but for stretches without any. */
function fill(
  add: (time: number) => void,
  from: number,
  to: number,
  silent: readonly (readonly [number, number])[] = [],
): void {
  for (let time = from; time <= to; time += 5 * MINUTE) {
    if (!silent.some(([start, end]) => time > start && time < end)) add(time);
  }
}

test('a wait much longer than usual is a gap, and says which logs of the host went on', () => {
  const gaps = openGaps();
  fill((time) => gaps.add('ws-07', 'Security', time), 0, 24 * HOUR, [[10 * HOUR, 14 * HOUR]]);
  fill((time) => gaps.add('ws-07', 'System', time), 0, 24 * HOUR);
  fill((time) => gaps.add('ws-08', 'System', time), 0, 24 * HOUR);
  expect(gaps.gaps()).toEqual([
    { host: 'ws-07', source: 'Security', from: 10 * HOUR, to: 14 * HOUR, usualSeconds: 5 * MINUTE, others: 1 },
  ]);
});

test('the order of events does not matter', () => {
  const gaps = openGaps();
  const times: number[] = [];
  fill((time) => times.push(time), 0, 24 * HOUR, [[10 * HOUR, 14 * HOUR]]);
  for (const time of times.toReversed()) gaps.add('h', 's', time);
  expect(gaps.gaps().map(({ from, to }) => [from, to])).toEqual([[10 * HOUR, 14 * HOUR]]);
});

test('nights are the rhythm of a log; only what is much longer than they are is told', () => {
  const gaps = openGaps();
  const days = [0, 1, 2, 3, 4, 8, 9, 10].map((day) => day * 24 * HOUR);
  for (const day of days) fill((time) => gaps.add('h', 's', time), day + 8 * HOUR, day + 18 * HOUR);
  expect(gaps.gaps().map(({ from, to }) => [from, to])).toEqual([[(4 * 24 + 18) * HOUR, (8 * 24 + 8) * HOUR]]);
});

test('an hour is no gap, and of few events nobody knows what is usual', () => {
  const gaps = openGaps();
  fill((time) => gaps.add('h', 'busy', time), 0, 24 * HOUR, [[10 * HOUR, 11 * HOUR]]);
  for (const hour of [0, 1, 2, 50]) gaps.add('h', 'few', hour * HOUR);
  expect(gaps.gaps()).toEqual([]);
});

test('a log of years is followed in wider slices', () => {
  const gaps = openGaps();
  const year = 365 * 24 * HOUR;
  for (let time = 0; time < year; time += 30 * MINUTE) {
    if (time < 100 * 24 * HOUR || time > 130 * 24 * HOUR) gaps.add('h', 's', time);
  }
  const [gap, ...others] = gaps.gaps();
  expect(others).toEqual([]);
  expect((gap?.to ?? 0) - (gap?.from ?? 0)).toBe(30 * 24 * HOUR + 60 * MINUTE);
});

test('more logs than can be followed are counted', () => {
  const gaps = openGaps();
  for (let at = 0; at < 2010; at++) gaps.add('h', `s${at}`, at);
  expect(gaps.leftOut).toBe(10);
});
