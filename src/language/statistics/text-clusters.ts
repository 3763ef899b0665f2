export interface ClusterOptions {
  /** How alike two texts are that go together, above 0 and below 1. */
  readonly threshold: number;
  readonly match: 'termlist' | 'termset' | 'ngramset';
  /** What divides terms; absent: all but ASCII letters, digits and `_`. */
  readonly delimiters?: string;
  readonly mostClusters: number;
  /** Terms that texts may share with clusters, in all. */
  readonly mostComparisons: number;
}

/** Clusters of texts, under construction. */
export interface TextClusters {
  /**
   * The number of the cluster that a text goes to, from 0: that of the first cluster whose first text it is like, or a
   * new one. `full`: there are too many clusters for a new one; `exhausted`: too much was compared.
   */
  place(text: string): number | 'full' | 'exhausted';
  readonly count: number;
}

/**
 * Puts each text into a cluster with those that are like it. How alike two texts are: of lists of terms, how many terms
 * stand at the same place, over the number of the longer one; of sets, the cosine of the angle between them.
 *
 * Source: Splunk Search Reference, cluster.
 */
export function textClusters(options: ClusterOptions): TextClusters {
  const { threshold, match, mostClusters, mostComparisons } = options;
  const termsOf = termReader(options);
  const sizes: number[] = [];
  /** The clusters that have a term, and for lists that have it at the same place. */
  const clustersOf = new Map<string, number[]>();
  /** How many terms each cluster shares with the text at hand; all 0 between texts. */
  const shared = new Int32Array(mostClusters);
  const seen = new Map<string, number>();
  let [comparisons, withoutTerms] = [0, -1];

  function find(terms: readonly string[]): number | 'exhausted' | undefined {
    if (terms.length === 0) return withoutTerms === -1 ? undefined : withoutTerms;
    if (comparisons > mostComparisons) return 'exhausted';
    const touched: number[] = [];
    for (const term of terms) {
      const clusters = clustersOf.get(term) ?? [];
      comparisons += clusters.length;
      for (const cluster of clusters) {
        if (shared[cluster] === 0) touched.push(cluster);
        shared[cluster] = (shared[cluster] ?? 0) + 1;
      }
    }
    let found: number | undefined;
    for (const cluster of touched) {
      const size = sizes[cluster] ?? 0;
      const whole = match === 'termlist' ? Math.max(size, terms.length) : Math.sqrt(size * terms.length);
      const isAlike = (shared[cluster] ?? 0) / whole >= threshold - ROUNDING;
      if (isAlike && (found === undefined || cluster < found)) found = cluster;
      shared[cluster] = 0;
    }
    return found;
  }

  function begin(terms: readonly string[]): number | 'full' {
    const cluster = sizes.length;
    if (cluster === mostClusters) return 'full';
    if (terms.length === 0) withoutTerms = cluster;
    sizes.push(terms.length);
    for (const term of terms) {
      const clusters = clustersOf.get(term);
      if (clusters === undefined) clustersOf.set(term, [cluster]);
      else clusters.push(cluster);
    }
    return cluster;
  }

  return {
    place: (text) => {
      const terms = termsOf(text);
      const key = terms.join('\u0001');
      const known = seen.get(key);
      if (known !== undefined) return known;
      const cluster = find(terms) ?? begin(terms);
      if (typeof cluster === 'number') remember(seen, key, cluster);
      return cluster;
    },
    get count() {
      return sizes.length;
    },
  };
}

const ROUNDING = 1e-9;

/** Texts that were placed before are not compared again, of so many of them. */
const MOST_REMEMBERED = 50_000;

function remember(seen: Map<string, number>, key: string, cluster: number): void {
  if (seen.size >= MOST_REMEMBERED) seen.clear();
  seen.set(key, cluster);
}

/** Longer texts are compared as far as this. */
const MOST_TERMS = 1000;

/** The terms of a text; of a list each with its place, so that sharing a term means sharing its place. */
function termReader({ match, delimiters }: ClusterOptions): (text: string) => readonly string[] {
  if (match === 'ngramset') return trigrams;
  const dividers = delimiters === undefined ? undefined : new Set(delimiters);
  const wordsOf = (text: string): readonly string[] => (dividers ? split(text, dividers) : (text.match(/\w+/g) ?? []));
  return (text) => {
    const words = wordsOf(text).slice(0, MOST_TERMS);
    return match === 'termset' ? [...new Set(words)].sort() : words.map((word, at) => `${at} ${word}`);
  };
}

function split(text: string, dividers: ReadonlySet<string>): readonly string[] {
  const words: string[] = [''];
  for (const character of text) {
    if (dividers.has(character)) words.push('');
    else words[words.length - 1] += character;
  }
  return words.filter((word) => word !== '');
}

function trigrams(text: string): readonly string[] {
  const characters = text.slice(0, MOST_TERMS);
  if (characters.length <= TRIGRAM) return characters === '' ? [] : [characters];
  const found = new Set<string>();
  for (let at = 0; at + TRIGRAM <= characters.length; at++) found.add(characters.slice(at, at + TRIGRAM));
  return [...found].sort();
}

const TRIGRAM = 3;
