import { expect, test } from 'vitest';
import type { LogEvent } from '../../events/index.ts';
import { openHostDays } from './host-days.ts';

const event = (host: string, time: number): LogEvent => ({
  time,
  timeFrom: 'event',
  isCut: false,
  index: 'main',
  host,
  source: 's',
  sourcetype: 't',
  fields: new Map(),
  datasets: [],
  reason: '',
  raw: () => '',
});

test('counts the days on which each host has events, in UTC', () => {
  const counted = openHostDays();
  counted.add([event('a', 0), event('a', 86_399.9), event('b', 86_399)]);
  counted.add([event('a', 86_400), event('a', -1)]);
  expect([counted.hosts(), counted.days(), counted.hostDays()]).toEqual([2, 3, 4]);
});
