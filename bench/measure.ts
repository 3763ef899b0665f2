import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';

const GNU_TIME = '/usr/bin/time';

/** One row of a benchmark: what was measured, and against what in the same run. */
export interface BenchResult {
  /** The question, e.g. `evtx: decode to records`. */
  readonly question: string;
  /** Who answered it: `karst`, `evtx_dump (Rust evtx 0.15.1)`. */
  readonly subject: string;
  readonly medianSeconds: number;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  readonly runs: number;
  readonly megabytesPerSecond?: number;
  readonly eventsPerSecond?: number;
  readonly peakMegabytes?: number;
  /** This subject's median over the reference's in the same run; absent for the reference itself. */
  readonly ratio?: number;
  /** Why there is no figure. */
  readonly skipped?: string;
}

export interface Timing {
  readonly medianSeconds: number;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  readonly runs: number;
  readonly peakMegabytes?: number;
}

/** What a run tells about itself. */
export interface Measured {
  readonly peakMegabytes?: number;
  /** What of its time counts. Default: all of it. */
  readonly seconds?: number;
}

/**
 * Times subjects in turn, A B A B …, so that a drift of the machine's speed meets all of them alike, after rounds that
 * are not counted.
 */
export async function inTurn(
  runs: number,
  subjects: readonly { readonly run: () => Promise<Measured | undefined> }[],
  warmUps = 1,
): Promise<Timing[]> {
  const times: number[][] = subjects.map(() => []);
  const peaks: number[] = subjects.map(() => 0);
  for (let round = -warmUps; round < runs; round++) {
    for (const [i, subject] of subjects.entries()) {
      const start = process.hrtime.bigint();
      const measured = await subject.run();
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (round < 0) continue;
      times[i]?.push(measured?.seconds ?? seconds);
      peaks[i] = Math.max(peaks[i] ?? 0, measured?.peakMegabytes ?? 0);
    }
  }
  return times.map((seconds, i) => timing(seconds, peaks[i] ?? 0));
}

function timing(seconds: readonly number[], peak: number): Timing {
  const sorted = [...seconds].sort((a, b) => a - b);
  return {
    medianSeconds: sorted[Math.floor(sorted.length / 2)] ?? 0,
    minSeconds: sorted[0] ?? 0,
    maxSeconds: sorted.at(-1) ?? 0,
    runs: sorted.length,
    ...(peak > 0 && { peakMegabytes: peak }),
  };
}

/**
 * Runs a whole process with its output thrown away, and reports its peak memory where the platform tells it
 * (GNU time).
 */
export async function runProcess(
  command: string,
  args: readonly string[],
): Promise<{ peakMegabytes?: number; exitCode: number; stderr: string }> {
  const wrapped = existsSync(GNU_TIME) ? [GNU_TIME, '-v', command, ...args] : [command, ...args];
  const [file = command, ...rest] = wrapped;
  const child = spawn(file, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-20_000);
  });
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  const kilobytes = /Maximum resident set size \(kbytes\): (\d+)/.exec(stderr)?.[1];
  return { exitCode, stderr, ...(kilobytes !== undefined && { peakMegabytes: Number(kilobytes) / 1024 }) };
}

/** The machine and the versions that figures belong to. */
export function machine(): Record<string, string> {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
  };
}

/** Results as a Markdown table. */
export function markdown(results: readonly BenchResult[]): string {
  const head = ['question', 'subject', 'median s', 'min–max s', 'MB/s', 'events/s', 'peak MB', 'ratio'];
  const rows = results.map((r) =>
    r.skipped === undefined
      ? [
          r.question,
          r.subject,
          r.medianSeconds.toFixed(3),
          `${r.minSeconds.toFixed(3)}–${r.maxSeconds.toFixed(3)}`,
          r.megabytesPerSecond?.toFixed(1) ?? '',
          r.eventsPerSecond === undefined ? '' : Math.round(r.eventsPerSecond).toLocaleString('en-US'),
          r.peakMegabytes?.toFixed(0) ?? '',
          r.ratio?.toFixed(2) ?? '',
        ]
      : [r.question, r.subject, `skipped: ${r.skipped}`, '', '', '', '', ''],
  );
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
