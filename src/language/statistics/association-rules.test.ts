import { describe, expect, test } from 'vitest';
import { associationRules } from './association-rules.ts';

describe('association rules', () => {
  /** The market baskets of Tan, Steinbach and Kumar, Introduction to Data Mining, table 6.1. */
  const baskets = [
    ['bread', 'milk'],
    ['bread', 'diapers', 'beer', 'eggs'],
    ['milk', 'diapers', 'beer', 'cola'],
    ['bread', 'milk', 'diapers', 'beer'],
    ['bread', 'milk', 'diapers', 'cola'],
  ].map((items) => ({ items, count: 1 }));

  test('finds those of the book', () => {
    const rules = associationRules(baskets, { minimumSupport: 2, minimumConfidence: 0.6, mostSets: 100 }) ?? [];
    const confidence = (given: string, implied: string) =>
      rules.find((rule) => rule.given.join(' ') === given && rule.implied === implied)?.confidence;
    expect(confidence('beer', 'diapers')).toBe(1);
    expect(confidence('diapers milk', 'beer')).toBeCloseTo(2 / 3, 12);
    expect(confidence('beer milk', 'diapers')).toBe(1);
    expect(confidence('diapers', 'beer')).toBe(0.75);
    expect(confidence('milk', 'beer')).toBeUndefined();
    expect(confidence('eggs', 'bread')).toBeUndefined();
  });

  test('counts a result as often as it occurs', () => {
    const results = [
      { items: ['a', 'b', 'a'], count: 3 },
      { items: ['a'], count: 1 },
    ];
    expect(associationRules(results, { minimumSupport: 3, minimumConfidence: 0.5, mostSets: 9 })).toEqual([
      { given: ['b'], implied: 'a', confidence: 1, givenSupport: 3, impliedSupport: 4 },
      { given: ['a'], implied: 'b', confidence: 0.75, givenSupport: 4, impliedSupport: 3 },
    ]);
  });

  test('gives up where there are too many sets', () => {
    expect(associationRules(baskets, { minimumSupport: 1, minimumConfidence: 0.5, mostSets: 10 })).toBeUndefined();
  });
});
