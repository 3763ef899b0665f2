/** A run of lines that two texts share, or that one of them has alone. */
type Change = { readonly kind: ' ' | '-' | '+'; readonly line: string };

/** Edits that are looked for at most: beyond, the lines in between count as all replaced. */
const EDITS_LIMIT = 1000;
/** Lines around a change that are shown with it. */
const CONTEXT_LINES = 3;

/**
 * How one text becomes another, as a unified diff without its header; undefined where they are the same. It is a
 * valid diff always, and a shortest one where the texts do not differ too much.
 */
export function unifiedDiff(before: string, after: string): readonly string[] | undefined {
  if (before === after) return undefined;
  return hunksOf(changesOf(before.split('\n'), after.split('\n')));
}

function changesOf(before: readonly string[], after: readonly string[]): readonly Change[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const shorter = Math.min(before.length, after.length) - start;
  while (end < shorter && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const kept = (lines: readonly string[]) => lines.map((line): Change => ({ kind: ' ', line }));
  return [
    ...kept(before.slice(0, start)),
    ...shortest(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...kept(before.slice(before.length - end)),
  ];
}

/** Source: E. Myers, An O(ND) difference algorithm and its variations, 1986. */
function shortest(before: readonly string[], after: readonly string[]): readonly Change[] {
  const limit = Math.min(EDITS_LIMIT, before.length + after.length);
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let edits = 0; edits <= limit; edits++) {
    trace.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let at = entry(furthest, diagonal, edits);
      while (at < before.length && at - diagonal < after.length && before[at] === after[at - diagonal]) at++;
      furthest.set(diagonal, at);
      if (at >= before.length && at - diagonal >= after.length) return path(before, after, trace);
    }
  }
  return [
    ...before.map((line): Change => ({ kind: '-', line })),
    ...after.map((line): Change => ({ kind: '+', line })),
  ];
}

/** How far a path of so many edits is when it comes onto a diagonal: from the one above, or from the left. */
function entry(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  const isInsertion = comesFromAbove(furthest, diagonal, edits);
  return isInsertion ? (furthest.get(diagonal + 1) ?? -1) : (furthest.get(diagonal - 1) ?? -1) + 1;
}

/** From above a line is put in, from the left one is taken out. */
function comesFromAbove(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  if (diagonal === -edits || diagonal === edits) return diagonal === -edits;
  return (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1);
}

function path(
  before: readonly string[],
  after: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
): readonly Change[] {
  const changes: Change[] = [];
  let [x, y] = [before.length, after.length];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const start = entry(furthest, diagonal, edits);
    while (x > start) {
      changes.push({ kind: ' ', line: before[x - 1] ?? '' });
      x--;
      y--;
    }
    if (edits === 0) break;
    const isInsertion = comesFromAbove(furthest, diagonal, edits);
    changes.push(isInsertion ? { kind: '+', line: after[y - 1] ?? '' } : { kind: '-', line: before[x - 1] ?? '' });
    if (isInsertion) y--;
    else x--;
  }
  return changes.reverse();
}

/** Changes with the lines around them, each run of them under its place in both texts. */
function hunksOf(changes: readonly Change[]): readonly string[] {
  const lines: string[] = [];
  let hunk: Change[] = [];
  let [oldLine, newLine] = [1, 1];
  let [oldStart, newStart] = [1, 1];
  let quiet = 0;
  const close = () => {
    const shown = hunk.slice(0, hunk.length - Math.max(0, quiet - CONTEXT_LINES));
    lines.push(...render(shown, oldStart, newStart));
    hunk = [];
  };
  const pending: Change[] = [];
  for (const change of changes) {
    if (change.kind === ' ') {
      quiet++;
      if (hunk.length > 0) {
        hunk.push(change);
        if (quiet > 2 * CONTEXT_LINES) close();
      }
      pending.push(change);
      if (pending.length > CONTEXT_LINES) pending.shift();
    } else {
      if (hunk.length === 0) {
        hunk.push(...pending);
        [oldStart, newStart] = [oldLine - pending.length, newLine - pending.length];
      }
      hunk.push(change);
      pending.length = 0;
      quiet = 0;
    }
    if (change.kind !== '+') oldLine++;
    if (change.kind !== '-') newLine++;
  }
  if (hunk.length > 0) close();
  return lines;
}

function render(hunk: readonly Change[], oldStart: number, newStart: number): readonly string[] {
  const count = (kind: '-' | '+') => hunk.filter((change) => change.kind === ' ' || change.kind === kind).length;
  const place = (start: number, length: number) => {
    if (length === 1) return String(start);
    return `${length === 0 ? start - 1 : start},${length}`;
  };
  const head = `@@ -${place(oldStart, count('-'))} +${place(newStart, count('+'))} @@`;
  return [head, ...hunk.map(({ kind, line }) => `${kind}${line}`)];
}
