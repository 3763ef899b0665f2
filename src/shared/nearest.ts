/**
 * The candidate that a typo most likely meant, or undefined where none is near: at most a third of the letters
 * (and never more than three) may differ, or the word is the beginning of the candidate. Compared without case; of
 * several that are as near, one of the same letters in another order wins, then the first.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.min(3, Math.max(1, Math.floor(word.length / 3)));
  let best: string | undefined;
  let bestDistance = limit + 1;
  const typed = word.toLowerCase();
  const letters = lettersOf(typed);
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const distance = distanceOf(typed, letters, known, Math.ceil(bestDistance) + 1);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Letters that were only exchanged are the likelier slip, and so is a word that was not written to its end. */
function distanceOf(typed: string, letters: string, known: string, limit: number): number {
  if (typed.length > 1 && known.length > typed.length && known.startsWith(typed)) return 0.9 + known.length / 1000;
  const isExchanged = known.length === typed.length && lettersOf(known) === letters;
  return editDistance(typed, known, limit) - (isExchanged ? 0.5 : 0);
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}

/** Edits (insert, delete, replace, swap of neighbours) from one word to the other; gives up at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(value);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit;
}
