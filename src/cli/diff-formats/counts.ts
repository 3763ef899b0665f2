import type { DetectionDiff, Diff, DiffState, RowsDiff } from '../../library/index.ts';
import { formatCount } from '../../shared/figures.ts';

const WORDS: Readonly<Record<DiffState, string>> = {
  changed: 'changed',
  added: 'added',
  removed: 'removed',
  failed: 'cannot run',
  same: 'the same',
};

/** `2 changed, 1 added, 14 the same over 2,740 events`. */
export function sumUp({ detections, events }: Diff): string {
  const states = Object.keys(WORDS) as DiffState[];
  const counts = states.map((state) => [state, detections.filter((one) => one.state === state).length] as const);
  const told = counts
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${formatNumber(count)} ${WORDS[state]}`);
  return `${told.length === 0 ? 'no detections' : told.join(', ')}, over ${formatCount(events, 'event')}`;
}

/** Those in which something differs, in their order. */
export function different({ detections }: Diff): readonly DetectionDiff[] {
  return detections.filter(({ state }) => state !== 'same');
}

/** `3 → 2: 1 removed, 1 changed`. */
export function rowCounts(rows: RowsDiff | null): string {
  if (rows === null) return 'not compared: the searches are the same';
  const { old, new: current, added, removed, changed, notCompared } = rows;
  const told = [
    [added, 'added'],
    [removed, 'removed'],
    [changed, 'changed'],
    [notCompared, 'not compared'],
  ] as const;
  const parts = told.filter(([count]) => count > 0).map(([count, word]) => `${formatNumber(count)} ${word}`);
  const sum = `${formatNumber(old)} → ${formatNumber(current)}`;
  return parts.length === 0 ? `${sum}, none differs` : `${sum}: ${parts.join(', ')}`;
}

/** What stands for nothing. */
export function orNone(value: string | number | null): string {
  return value === null ? '(none)' : String(value);
}

function formatNumber(count: number): string {
  return count.toLocaleString('en-US');
}
