/** A regular expression of content. */
export interface Pattern {
  /** Whether it is found anywhere in the text. */
  test(text: string): boolean;
  /** The first so many matches, from left to right. */
  find(text: string, limit: number): readonly PatternMatch[];
}

export interface PatternMatch {
  /** Where it ends, in UTF-16 units. */
  readonly end: number;
  /** What its first group matched; undefined where there is none or it took no part. */
  readonly first: string | undefined;
  /** What named groups matched, those that took part. */
  readonly named: readonly (readonly [name: string, text: string])[];
}
