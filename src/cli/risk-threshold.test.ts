import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { parseRiskThreshold } from './risk-threshold.ts';

test.each([
  ['threshold=120', { threshold: 120 }],
  ['60', { threshold: 60 }],
  ['threshold=120,window=24h', { threshold: 120, windowSeconds: 86_400 }],
  [' Window = 7d , threshold = 0.5 ', { threshold: 0.5, windowSeconds: 604_800 }],
])('%j', (text, expected) => {
  expect(parseRiskThreshold(text)).toEqual(expected);
});

test.each(['', 'window=24h', 'threshold=0', 'threshold=-1', 'threshold=x', '1,2', 'threshold=1,window=0h', 'limit=3'])(
  '%j is none',
  (text) => {
    expect(() => parseRiskThreshold(text)).toThrow(InvalidArgumentError);
  },
);
