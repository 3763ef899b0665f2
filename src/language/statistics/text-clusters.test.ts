import { describe, expect, test } from 'vitest';
import { type ClusterOptions, textClusters } from './text-clusters.ts';

const OPTIONS: ClusterOptions = { threshold: 0.75, match: 'termlist', mostClusters: 10, mostComparisons: 1000 };

function placesOf(texts: readonly string[], options: Partial<ClusterOptions> = {}) {
  const clusters = textClusters({ ...OPTIONS, ...options });
  return texts.map((text) => clusters.place(text));
}

describe('clusters of texts', () => {
  test('lists are alike where terms stand at the same places', () => {
    expect(placesOf(['user ann logged in', 'user bob logged in', 'in logged ann user', 'user ann logged'])).toEqual([
      0, 0, 1, 0,
    ]);
  });

  // 3 of 4 terms shared: 3/4 is enough. 2 of 4: 1/2 is not. 3 of 4 and 3: 3/√12 = 0.866.
  test('sets are alike by their cosine', () => {
    const texts = ['a b c d', 'd c b x', 'a b x y', 'c b a a a'];
    expect(placesOf(texts, { match: 'termset' })).toEqual([0, 0, 1, 0]);
  });

  test('short texts are alike by their trigrams', () => {
    expect(placesOf(['--::.', '--::.', '--::.-', '[]()'], { match: 'ngramset', threshold: 0.8 })).toEqual([0, 0, 0, 1]);
  });

  test('terms are divided by what was given', () => {
    expect(placesOf(['a-b=c', 'a_b c'], { delimiters: '-=_ ' })).toEqual([0, 0]);
    expect(placesOf(['a-b=c', 'a_b c'])).toEqual([0, 1]);
  });

  test('says when it stops', () => {
    expect(placesOf(['a', 'b', 'c', 'a'], { mostClusters: 2 })).toEqual([0, 1, 'full', 0]);
    expect(placesOf(['x a', 'x b', 'x c', 'x d', 'x a'], { mostComparisons: 2 })).toEqual([0, 1, 2, 'exhausted', 0]);
  });

  test('texts without terms are alike', () => {
    expect(placesOf(['', '...', 'a'])).toEqual([0, 0, 1]);
  });
});
