import type { Tally } from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import type { Reporter } from './reporter.ts';

/** What was not read, or only in part: nothing is lost in silence. */
export function noteSkips({ skipped, events, cut, timeless, brokenMappings }: Tally, reporter: Reporter): void {
  if (brokenMappings > 0) {
    reporter.warn(`${formatCount(brokenMappings, 'source')} of the content cannot be used (--verbose says why)`);
  }
  if (cut > 0) reporter.warn(`${formatCount(cut, 'event')} cut: their fields are those that were whole`);
  const { previous, file, run } = timeless;
  if (previous > 0) reporter.warn(`${formatCount(previous, 'event')} without a time: taken from the event before`);
  if (file > 0) reporter.warn(`${formatCount(file, 'event')} without a time: taken from the last change of the file`);
  if (run > 0) reporter.warn(`${formatCount(run, 'event')} without a time: _time is the time of this run`);
  if (skipped.size === 0) return;
  const reasons = [...skipped].map(([reason, count]) => `${count.toLocaleString('en-US')} ${reason}`);
  reporter.warn(`read ${formatCount(events, 'event')}; skipped: ${reasons.join(', ')} (--verbose names each)`);
}
