/** Tells how unexpected texts are after those before them. */
export interface Unexpectedness {
  /** From 0, nothing new, to 1, nothing known. */
  of(text: string): number;
}

export interface UnexpectednessOptions {
  /** How many texts before one are looked at. */
  readonly window: number;
  /** Whether all digits are the same. */
  readonly ignoresDigits: boolean;
}

/**
 * The score is (s(P and X) − s(P)) / (s(P) + s(X)) for a text X after the texts P, where s is the number of different
 * terms in texts: the fewer there are, the more uniform they are.
 *
 * Source: Splunk Search Reference, anomalies, which leaves s open.
 */
export function unexpectedness({ window, ignoresDigits }: UnexpectednessOptions): Unexpectedness {
  const known = new Map<string, number>();
  const recent: (readonly string[])[] = [];
  let oldest = 0;
  return {
    of: (text) => {
      const terms = termsOf(ignoresDigits ? text.replace(/\d/g, '0') : text);
      const before = known.size;
      let fresh = 0;
      for (const term of terms) {
        const count = known.get(term) ?? 0;
        if (count === 0) fresh++;
        known.set(term, count + 1);
      }
      if (recent.length === window) {
        forget(known, recent[oldest] ?? []);
        recent[oldest] = terms;
        oldest = (oldest + 1) % window;
      } else {
        recent.push(terms);
      }
      return before + terms.length === 0 ? 0 : fresh / (before + terms.length);
    },
  };
}

/** Longer texts are looked at as far as this. */
const MOST_TERMS = 10_000;

/** The different words of a text; of one without words the text itself. */
function termsOf(text: string): readonly string[] {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? (text === '' ? [] : [text]);
  return [...new Set(words.slice(0, MOST_TERMS))];
}

function forget(known: Map<string, number>, terms: readonly string[]): void {
  for (const term of terms) {
    const count = known.get(term) ?? 0;
    if (count <= 1) known.delete(term);
    else known.set(term, count - 1);
  }
}
