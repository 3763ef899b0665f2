import type { Tally } from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import type { Reporter } from './reporter.ts';

/** One line on what was not read: nothing is lost in silence. */
export function noteSkips({ skipped, events }: Pick<Tally, 'skipped' | 'events'>, reporter: Reporter): void {
  if (skipped.size === 0) return;
  const reasons = [...skipped].map(([reason, count]) => `${count.toLocaleString('en-US')} ${reason}`);
  reporter.warn(`read ${formatCount(events, 'event')}; skipped: ${reasons.join(', ')} (--verbose names each)`);
}
