import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';

const GNU_TIME = '/usr/bin/time';

/** One row of a benchmark: what was measured, and against what in the same run. */
export interface BenchResult {
  /** The question, e.g. `decode: a Sysmon log, 300 MB`. */
  readonly question: string;
  /** Who answered it: `karst`, `evtx_dump (Rust evtx 0.15.1)`. */
  readonly subject: string;
  readonly medianSeconds: number;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  readonly runs: number;
  /** Seconds of the processor, all threads together; the median. */
  readonly cpuSeconds?: number;
  readonly megabytesPerSecond?: number;
  readonly eventsPerSecond?: number;
  readonly peakMegabytes?: number;
  /** This subject's median over the reference's in the same run; absent for the reference itself. */
  readonly ratio?: number;
  /** The same of the processor's seconds. */
  readonly cpuRatio?: number;
  /** Why there is no figure. */
  readonly skipped?: string;
}

export interface Timing {
  readonly medianSeconds: number;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  readonly runs: number;
  readonly cpuSeconds?: number;
  readonly peakMegabytes?: number;
}

/** What a run tells about itself. */
export interface Measured {
  readonly peakMegabytes?: number;
  /** What of its time counts. Default: all of it. */
  readonly seconds?: number;
  readonly cpuSeconds?: number;
}

/** One of those that are timed against each other. */
export interface Timed {
  readonly run: () => Promise<Measured | undefined>;
}

/**
 * Times subjects in turn, A B A B …, so that a drift of the machine's speed meets all of them alike, after rounds that
 * are not counted.
 */
export async function inTurn(runs: number, subjects: readonly Timed[], warmUps = 1): Promise<Timing[]> {
  const samples: Required<Measured>[][] = subjects.map(() => []);
  for (let round = -warmUps; round < runs; round++) {
    for (const [i, subject] of subjects.entries()) {
      const start = process.hrtime.bigint();
      const measured = await subject.run();
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (round >= 0) samples[i]?.push({ seconds, cpuSeconds: 0, peakMegabytes: 0, ...measured });
    }
  }
  return samples.map(timingOf);
}

/** What several runs come to. */
export function timingOf(samples: readonly Required<Measured>[]): Timing {
  const sorted = samples.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const cpuSeconds = median(samples.map((sample) => sample.cpuSeconds));
  const peakMegabytes = Math.max(0, ...samples.map((sample) => sample.peakMegabytes));
  return {
    medianSeconds: median(sorted),
    minSeconds: sorted[0] ?? 0,
    maxSeconds: sorted.at(-1) ?? 0,
    runs: sorted.length,
    ...(cpuSeconds > 0 && { cpuSeconds }),
    ...(peakMegabytes > 0 && { peakMegabytes }),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** A process that ended. */
export interface Ended extends Measured {
  readonly exitCode: number;
  readonly stderr: string;
}

/**
 * Runs a whole process with its output thrown away, and reports its peak memory and the processor's time where the
 * platform tells them (GNU time).
 */
export async function runProcess(command: string, args: readonly string[]): Promise<Ended> {
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
  return { exitCode, stderr, ...resources(stderr) };
}

/** The same for a process that is to end with one of some exit codes. @throws Error if it does not, with what it said */
export async function runChecked(
  command: string,
  args: readonly string[],
  exitCodes: readonly number[] = [0],
): Promise<Ended> {
  const ended = await runProcess(command, args);
  if (exitCodes.includes(ended.exitCode)) return ended;
  throw new Error(`${command} ${args.join(' ')} ended with ${ended.exitCode}: ${ended.stderr}`);
}

function resources(told: string): Measured {
  const kilobytes = /Maximum resident set size \(kbytes\): (\d+)/.exec(told)?.[1];
  const [user, system] = ['User', 'System'].map(
    (kind) => new RegExp(`${kind} time \\(seconds\\): ([\\d.]+)`).exec(told)?.[1],
  );
  return {
    ...(kilobytes !== undefined && { peakMegabytes: Number(kilobytes) / 1024 }),
    ...(user !== undefined && system !== undefined && { cpuSeconds: Number(user) + Number(system) }),
  };
}

/** The machine and the versions that figures belong to. */
export function machine(): Record<string, string> {
  const { version, dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const commit = spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).stdout ?? '';
  return {
    date: new Date().toISOString().slice(0, 10),
    karst: `${version} ${commit.trim()}`.trim(),
    duckdb: String(dependencies['@duckdb/node-api']),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
  };
}

/** Results as a Markdown table. */
export function markdown(results: readonly BenchResult[]): string {
  const head = [
    'question',
    'subject',
    'median s',
    'min–max s',
    'CPU s',
    'MB/s',
    'events/s',
    'peak MB',
    'ratio',
    'CPU ratio',
  ];
  const rows = results.map((r) =>
    r.skipped === undefined
      ? [
          r.question,
          r.subject,
          r.medianSeconds.toFixed(3),
          `${r.minSeconds.toFixed(3)}–${r.maxSeconds.toFixed(3)}`,
          r.cpuSeconds?.toFixed(2) ?? '',
          r.megabytesPerSecond?.toFixed(1) ?? '',
          r.eventsPerSecond === undefined ? '' : Math.round(r.eventsPerSecond).toLocaleString('en-US'),
          r.peakMegabytes?.toFixed(0) ?? '',
          r.ratio?.toFixed(2) ?? '',
          r.cpuRatio?.toFixed(2) ?? '',
        ]
      : [r.question, r.subject, `skipped: ${r.skipped}`, ...head.slice(3).map(() => '')],
  );
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
