import type { FoundFile, Skip, SkipReason } from '../inputs/index.ts';
import { Problem } from '../shared/problem.ts';
import type { RunOptions } from './options.ts';
import { countSkip, type Tally } from './tally.ts';

/** Follows what is skipped. */
export interface Skips {
  add(skip: Skip): void;
  /**
   * Says that there was no log at all.
   * @throws Problem IN012 where every file was skipped as a whole, or there was none.
   */
  refuseNothing(paths: readonly string[]): void;
}

/** Reasons that leave it open whether the file was a log: part of it was read. */
const PARTIAL: ReadonlySet<SkipReason> = new Set(['damaged chunk', 'damaged record', 'record too long']);

export function openSkips(files: readonly FoundFile[], tally: Tally, onSkip: RunOptions['onSkip']): Skips {
  const known = new Set(files.map(({ path }) => path));
  const barren = new Set<string>();
  let first: Skip | undefined;
  let count = 0;
  return {
    add(skip) {
      first ??= skip;
      count++;
      countSkip(tally, skip.reason);
      onSkip?.(skip);
      const file = PARTIAL.has(skip.reason) ? undefined : fileOf(skip.path, known);
      if (file !== undefined) barren.add(file);
    },
    refuseNothing(paths) {
      if (barren.size < known.size) return;
      const detail = first === undefined ? 'there are no files' : `${first.path}: ${first.message}`;
      const more = count > 1 ? `, and ${count - 1} more` : '';
      throw new Problem('IN012', `no log found under ${paths.join(', ')} (${detail}${more})`, {
        hint: 'name EVTX files, Windows event XML, or JSON lines, plain or compressed, or a folder that holds some',
      });
    },
  };
}

/** The file that a path lies in: itself, or the archive around it. */
function fileOf(path: string, known: ReadonlySet<string>): string | undefined {
  for (let part = path; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('/')))) {
    if (known.has(part)) return part;
  }
  return undefined;
}
