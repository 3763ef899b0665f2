import type { DetectionCoverage, MissingThing, Unlock } from './result.ts';

/** Things that are listed. */
const LISTED = 50;

/** What a detection lacks: it can run with one thing of each of the lists. */
type Lacking = readonly (readonly string[])[];

/**
 * What to get first: each time the thing that lets most of the remaining detections run, with those already in the list;
 * of equals the one that most of them miss.
 */
export function unlocksOf(detections: readonly DetectionCoverage[]): readonly Unlock[] {
  const lacking = detections.filter(({ state }) => state === 'blind' || state === 'failed');
  return ranked(lacking.map((one) => ({ things: one.missing.filter(isToBeHad), isAny: one.state === 'blind' })));
}

/** The same for the fields of those detections that run but lack some. */
export function fieldsOf(detections: readonly DetectionCoverage[]): readonly Unlock[] {
  const partly = detections.filter(({ state }) => state === 'partly');
  return ranked(partly.map(({ missing }) => ({ things: missing, isAny: false }))).filter(
    ({ kind }) => kind === 'field',
  );
}

/** Content that is wrong has to be mended: nothing can be got for it. */
function isToBeHad({ kind }: MissingThing): boolean {
  return kind !== 'content';
}

function ranked(lists: readonly { readonly things: readonly MissingThing[]; readonly isAny: boolean }[]): Unlock[] {
  const things = new Map<string, MissingThing>();
  const missedBy = new Map<string, number>();
  const open: Lacking[] = [];
  for (const { things: missing, isAny } of lists) {
    if (missing.length === 0) continue;
    const keys = missing.map(keyOf);
    for (const [at, thing] of missing.entries()) things.set(keys[at] ?? '', thing);
    for (const key of keys) missedBy.set(key, (missedBy.get(key) ?? 0) + 1);
    open.push(isAny ? [keys] : keys.map((key) => [key]));
  }
  const alone = soleCounts(open);
  const unlocks: Unlock[] = [];
  let left = open;
  while (left.length > 0 && unlocks.length < LISTED) {
    const key = best(left);
    const thing = things.get(key);
    if (thing === undefined) break;
    left = left.map((one) => one.filter((names) => !names.includes(key)));
    left = left.filter((one) => one.length > 0);
    unlocks.push({
      ...thing,
      alone: alone.get(key) ?? 0,
      together: open.length - left.length,
      missedBy: missedBy.get(key) ?? 0,
    });
  }
  return unlocks;
}

/** How many lack but one thing, by what it may be. */
function soleCounts(open: readonly Lacking[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [only, ...others] of open) {
    if (only === undefined || others.length > 0) continue;
    for (const key of only) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function best(open: readonly Lacking[]): string {
  const sole = soleCounts(open);
  const counts = new Map<string, number>();
  for (const key of open.flat(2)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const [first] = [...counts.keys()].sort(
    (a, b) =>
      (sole.get(b) ?? 0) - (sole.get(a) ?? 0) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  return first ?? '';
}

function keyOf({ kind, name }: MissingThing): string {
  return `${kind} ${name}`;
}
