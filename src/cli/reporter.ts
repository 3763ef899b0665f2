import { colourPalette, type Palette, plainPalette, renderProblem, visible } from '../findings/index.ts';
import type { RunOptions } from '../library/index.ts';
import type { Problem } from '../shared/problem.ts';
import { wantsColour } from './colour.ts';
import type { CommonOptions } from './common-options.ts';
import { silentProgress, terminalProgress } from './progress.ts';

type Callbacks = Required<Pick<RunOptions, 'onProgress' | 'onSkip' | 'onProblem'>>;

/** What a run says on standard error. */
export interface Reporter extends Callbacks {
  readonly palette: Palette;
  /** Prints lines of text, unless --quiet. */
  say(text: string): void;
  /** Prints what is worth knowing about a search that runs all the same, unless --quiet. */
  onNotice(notice: Problem): void;
  /** Prints a warning, unless --quiet. */
  warn(text: string): void;
  /** How many things were skipped so far. */
  skips(): number;
  /** Takes the progress bar away. */
  close(): void;
}

export function openReporter(options: Pick<CommonOptions, 'quiet' | 'verbose' | 'color'>): Reporter {
  const { stderr } = process;
  const isQuiet = options.quiet === true;
  const palette = wantsColour(stderr, process.env, options) ? colourPalette : plainPalette;
  const canDraw = stderr.isTTY === true && process.env['TERM'] !== 'dumb' && !isQuiet;
  const progress = canDraw ? terminalProgress(stderr, palette, () => performance.now()) : silentProgress;
  let skips = 0;
  const say = (text: string): void => {
    if (isQuiet) return;
    progress.clear();
    stderr.write(text);
  };
  const warn = (text: string): void => say(`${palette('yellow', 'warning')} ${text}\n`);
  return {
    palette,
    say,
    warn,
    skips: () => skips,
    onProgress: progress.show,
    onSkip: ({ reason, path, byteOffset, message }) => {
      skips++;
      if (options.verbose !== true) return;
      const place = byteOffset === undefined ? '' : `, byte ${byteOffset}`;
      warn(`skipped (${reason}) ${visible(path)}${place}: ${visible(message)}`);
    },
    onProblem: (problem) => {
      if (options.verbose === true) say(renderProblem(problem, palette));
    },
    onNotice: (notice) => say(renderProblem(notice, palette, 'notice')),
    close: progress.clear,
  };
}
