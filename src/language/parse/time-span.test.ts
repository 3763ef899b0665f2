import { expect, test } from 'vitest';
import { type SpanValue, spanValue } from './time-span.ts';

// Splunk Search Reference, bin and "Specify time modifiers": m is a minute, mon a month.
test.each<[string, SpanValue | undefined]>([
  ['5m', { kind: 'Time', amount: 5, unit: 'm' }],
  ['1mon', { kind: 'Time', amount: 1, unit: 'mon' }],
  ['2Hours', { kind: 'Time', amount: 2, unit: 'h' }],
  ['d', { kind: 'Time', amount: 1, unit: 'd' }],
  ['1d@d', { kind: 'Time', amount: 1, unit: 'd', snap: '@d' }],
  ['100ms', { kind: 'Time', amount: 100, unit: 'ms' }],
  ['10', { kind: 'Number', amount: 10 }],
  ['0.5', { kind: 'Number', amount: 0.5 }],
  ['2log5', { kind: 'Log', coefficient: 2, base: 5 }],
  ['log', { kind: 'Log', coefficient: 1, base: 10 }],
  ['auto', { kind: 'Auto' }],
  ['', undefined],
  ['0m', undefined],
  ['-5m', undefined],
  ['5parsecs', undefined],
  ['.', undefined],
  ['log1', undefined],
])('%s', (text, expected) => {
  expect(spanValue(text)).toEqual(expected);
});
