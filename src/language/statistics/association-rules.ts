import { byCodePoint } from '../plan/schema.ts';

/** That results with some items mostly have another one too. */
export interface AssociationRule {
  /** In alphabetical order. */
  readonly given: readonly string[];
  readonly implied: string;
  /** Share of the results with the given items that have the implied one. */
  readonly confidence: number;
  /** In how many results the given items are, and the implied one. */
  readonly givenSupport: number;
  readonly impliedSupport: number;
}

export interface RuleOptions {
  /** All items of a rule are together in so many results. */
  readonly minimumSupport: number;
  readonly minimumConfidence: number;
  /** Sets of items that are looked at. */
  readonly mostSets: number;
}

/**
 * Rules with one implied item, the most certain first; undefined where more sets of items are frequent than may be
 * looked at.
 *
 * @param results the items of each result; what is not frequent by itself may be left out
 * Source: Hahsler, Grün and Hornik, arules: A Computational Environment for Mining Association Rules (Eclat).
 */
export function associationRules(
  results: readonly { readonly items: readonly string[]; readonly count: number }[],
  options: RuleOptions,
): readonly AssociationRule[] | undefined {
  const sets = frequentSets(results, options);
  if (sets === undefined) return undefined;
  const supports = new Map(sets.map(({ items, support }) => [keyOf(items), support]));
  const supportOf = (items: readonly string[]) => supports.get(keyOf(items)) ?? 0;
  const rules = sets.flatMap(({ items, support }): AssociationRule[] => {
    if (items.length < 2) return [];
    return items.map((implied) => {
      const given = items.filter((item) => item !== implied);
      const givenSupport = supportOf(given);
      return { given, implied, confidence: support / givenSupport, givenSupport, impliedSupport: supportOf([implied]) };
    });
  });
  return rules.filter(({ confidence }) => confidence >= options.minimumConfidence).sort(byCertainty);
}

interface FrequentSet {
  /** In alphabetical order. */
  readonly items: readonly string[];
  readonly support: number;
  /** The places of the results that have them all. */
  readonly places: readonly number[];
}

/** Sets grow by one item at a time; the results of a greater set are those that its two parts share. */
function frequentSets(
  results: readonly { readonly items: readonly string[]; readonly count: number }[],
  { minimumSupport, mostSets }: RuleOptions,
): readonly FrequentSet[] | undefined {
  const supportOf = (places: readonly number[]) => places.reduce((sum, at) => sum + (results[at]?.count ?? 0), 0);
  const isFrequent = ({ support }: FrequentSet) => support >= minimumSupport;
  const found: FrequentSet[] = [];
  let isTooMuch = false;

  function grow(sets: readonly FrequentSet[]): void {
    sets.forEach((set, index) => {
      if (isTooMuch) return;
      found.push(set);
      if (found.length > mostSets) {
        isTooMuch = true;
        return;
      }
      const greater = sets.slice(index + 1).map((other): FrequentSet => {
        const places = shared(set.places, other.places);
        return { items: [...set.items, ...other.items.slice(-1)], places, support: supportOf(places) };
      });
      grow(greater.filter(isFrequent));
    });
  }

  const single = [...placesOf(results)]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([item, places]): FrequentSet => ({ items: [item], places, support: supportOf(places) }));
  grow(single.filter(isFrequent));
  return isTooMuch ? undefined : found;
}

function placesOf(results: readonly { readonly items: readonly string[] }[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  results.forEach(({ items }, at) => {
    for (const item of new Set(items)) {
      const known = places.get(item);
      if (known === undefined) places.set(item, [at]);
      else known.push(at);
    }
  });
  return places;
}

/** What two ascending lists have in common. */
function shared(a: readonly number[], b: readonly number[]): readonly number[] {
  const common: number[] = [];
  let at = 0;
  for (const place of a) {
    while (at < b.length && (b[at] ?? 0) < place) at++;
    if (b[at] === place) common.push(place);
  }
  return common;
}

function keyOf(items: readonly string[]): string {
  return items.join('\u0001');
}

function byCertainty(a: AssociationRule, b: AssociationRule): number {
  return (
    b.confidence - a.confidence ||
    b.givenSupport - a.givenSupport ||
    byCodePoint(keyOf(a.given), keyOf(b.given)) ||
    byCodePoint(a.implied, b.implied)
  );
}
