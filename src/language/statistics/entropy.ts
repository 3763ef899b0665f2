/** The entropy of a variable that has each of its values so often, in bits; 0 for none and for a single value. */
export function entropy(counts: Iterable<number>): number {
  let total = 0;
  let sum = 0;
  for (const count of counts) {
    if (count <= 0) continue;
    total += count;
    sum += count * Math.log2(count);
  }
  return total === 0 ? 0 : Math.max(0, Math.log2(total) - sum / total);
}
