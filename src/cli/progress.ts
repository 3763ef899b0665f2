import type { Palette } from '../findings/index.ts';
import type { Progress } from '../library/index.ts';
import { formatCount, formatDuration, formatSize } from '../shared/figures.ts';

/** The part of a terminal that a progress bar needs. */
export interface Terminal {
  /** 0 or absent where it is not known. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** A line at the bottom of the terminal that says how far the run has come. */
export interface ProgressBar {
  show(progress: Progress): void;
  /** Takes the line away, so that something can be printed; the next `show` brings it back. */
  clear(): void;
}

/** How often the line is drawn anew: often enough to look alive. */
const REDRAW_MS = 100;

const BAR_WIDTH = 22;

const ERASE_LINE = '\r\u001b[2K';

/** Where there is no terminal: says nothing. */
export const silentProgress: ProgressBar = { show: () => undefined, clear: () => undefined };

/** Draws to a terminal. `nowMs` is a clock in milliseconds. */
export function terminalProgress(terminal: Terminal, palette: Palette, nowMs: () => number): ProgressBar {
  let isShown = false;
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let stage: Progress['stage'] | undefined;
  let startedAtMs = 0;
  return {
    show(progress) {
      const atMs = nowMs();
      if (progress.stage !== stage) {
        stage = progress.stage;
        startedAtMs = atMs;
      } else if (atMs - drawnAtMs < REDRAW_MS) return;
      drawnAtMs = atMs;
      isShown = true;
      const line = progressLine(progress, (atMs - startedAtMs) / 1000);
      terminal.write(ERASE_LINE + paint(line.slice(0, Math.max(0, (terminal.columns || 80) - 1)), palette));
    },
    clear() {
      if (isShown) terminal.write(ERASE_LINE);
      isShown = false;
      drawnAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}

/** The line without colours: `  reading   412 files  9.8 GB   ████░░  210 MB/s  ETA 00:06`. */
export function progressLine(progress: Progress, seconds: number): string {
  switch (progress.stage) {
    case 'reading': {
      const { files, bytes, totalBytes } = progress;
      const rate = seconds > 0 ? bytes / seconds : 0;
      const left = rate > 0 ? `  ${formatSize(rate)}/s  ETA ${formatDuration((totalBytes - bytes) / rate)}` : '';
      const what = `${formatCount(files, 'file')}  ${formatSize(totalBytes)}`;
      return `  reading   ${what}   ${bar(bytes, totalBytes)}${left}`;
    }
    case 'running': {
      const { detections, done, failed } = progress;
      const could = failed === 0 ? '' : `, ${failed.toLocaleString('en-US')} could not`;
      const ran = (done - failed).toLocaleString('en-US');
      return `  running   ${formatCount(detections, 'detection')}   ${bar(done, detections)}  ${ran} ran${could}`;
    }
    case 'checking': {
      const { searches, done, failed } = progress;
      const wrong = failed === 0 ? '' : `  ${failed.toLocaleString('en-US')} with errors`;
      return `  checking  ${searches.toLocaleString('en-US')} searches   ${bar(done, 1)}${wrong}`;
    }
  }
}

function bar(done: number, total: number): string {
  const filled = total > 0 ? Math.min(BAR_WIDTH, Math.floor((done / total) * BAR_WIDTH)) : 0;
  return '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
}

function paint(line: string, palette: Palette): string {
  return line.replace(/[█░]+/, (found) => palette('cyan', found)).replace(/^ {2}\w+/, (word) => palette('bold', word));
}
