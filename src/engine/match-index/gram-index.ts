/** Finds those of many texts that may occur in another one, in a single pass over it. */
export interface GramIndex {
  /** Calls `found` with the number of each text that occurs, perhaps more than once, and perhaps of some that do not. */
  search(text: string, found: (text: number) => void): void;
}

/** Characters that a text must have at least to be looked for. */
export const GRAM = 4;

/**
 * Of each text four characters in a row are looked for, those that the fewest of the texts have. Texts share no states
 * as in an automaton, so that the index takes some bytes for each of them and not some for each of their characters:
 * bench/match-index.ts.
 *
 * @param texts of GRAM characters or more; of several pieces of which all must occur, any may be
 */
export function buildGramIndex(texts: readonly (readonly string[])[]): GramIndex {
  const counts = countGrams(texts);
  const shift = 32 - tableBits(texts.length);
  const heads = new Int32Array(2 ** (32 - shift));
  const grams = new Int32Array(texts.length + 1);
  const next = new Int32Array(texts.length + 1);
  for (const [number, pieces] of texts.entries()) {
    const gram = rarestGram(pieces, counts);
    const slot = Math.imul(gram, MULTIPLIER) >>> shift;
    grams[number + 1] = gram;
    next[number + 1] = heads[slot] ?? 0;
    heads[slot] = number + 1;
  }
  return {
    // The hot path of a hunt.
    search: (text, found) => {
      let gram = 0;
      for (let at = 0; at < text.length; at++) {
        gram = (gram << 8) | (text.charCodeAt(at) & 0xff);
        let entry = heads[Math.imul(gram, MULTIPLIER) >>> shift] ?? 0;
        for (; entry !== 0; entry = next[entry] ?? 0) if (grams[entry] === gram) found(entry - 1);
      }
    },
  };
}

/** 2^32 by the golden ratio: neighbours go far from each other. */
const MULTIPLIER = 0x9e3779b1;

/** Most places of the table are empty, so that most characters cost one look into it. */
function tableBits(texts: number): number {
  return Math.min(20, Math.max(8, Math.ceil(Math.log2(texts + 1)) + 3));
}

/** How many times the texts have each gram, of grams that share a place together. */
function countGrams(texts: readonly (readonly string[])[]): Uint32Array {
  const counts = new Uint32Array(2 ** COUNT_BITS);
  for (const pieces of texts) {
    forEachGram(pieces, (gram) => {
      const place = countPlace(gram);
      counts[place] = (counts[place] ?? 0) + 1;
    });
  }
  return counts;
}

const COUNT_BITS = 16;

function countPlace(gram: number): number {
  return Math.imul(gram, MULTIPLIER) >>> (32 - COUNT_BITS);
}

/** Of several the one in the middle: those at its ends have most of their characters in common with other texts. */
function rarestGram(pieces: readonly string[], counts: Uint32Array): number {
  let rarest: number[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  forEachGram(pieces, (gram) => {
    const count = counts[countPlace(gram)] ?? 0;
    if (count < fewest) [rarest, fewest] = [[], count];
    if (count === fewest) rarest.push(gram);
  });
  return rarest[rarest.length >> 1] ?? 0;
}

function forEachGram(pieces: readonly string[], visit: (gram: number) => void): void {
  for (const piece of pieces) {
    let gram = 0;
    for (let at = 0; at < piece.length; at++) {
      gram = (gram << 8) | (piece.charCodeAt(at) & 0xff);
      if (at >= GRAM - 1) visit(gram);
    }
  }
}
