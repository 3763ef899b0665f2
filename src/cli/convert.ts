import { visible } from '../findings/index.ts';
import { type ConvertDecision, type Converted, convert } from '../library/index.ts';
import { Problem } from '../shared/problem.ts';
import { openOutputFile } from './output-file.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { standardOutput, withOutputs } from './streams.ts';

export interface ConvertCommandOptions {
  readonly to: 'v5' | 'v6';
  readonly output?: string;
  readonly write?: true;
  readonly now?: string;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

/** `karst convert`: gives the exit code. A file that cannot be converted ends the run; files before it are written. */
export async function runConvert(
  files: readonly string[],
  options: ConvertCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const { output, write, to, now } = options;
  if (write === true && output !== undefined) throw new Problem('CLI001', 'either --write or --output, not both');
  if (write !== true && files.length > 1) {
    throw new Problem('CLI001', `${files.length} files without --write`, {
      hint: 'add --write to rewrite each of them',
    });
  }
  const reporter = openReporter(options);
  for (const file of files) {
    signal.throwIfAborted();
    const converted = await convert({ file, to, ...(now !== undefined && { now }) });
    const target = write === true ? file : output === '-' ? undefined : output;
    await withOutputs(async (track) => {
      const out = target === undefined ? standardOutput(process.stdout, signal) : await openOutputFile(target);
      track(out);
      await out.write(converted.text);
    });
    tell(file, converted, reporter);
  }
  return 0;
}

function tell(file: string, { kind, from, to, decisions }: Converted, reporter: Reporter): void {
  const what = from >= to ? `is of the form ${from} already` : `${kind.replace('_', ' ')}, ${from} to ${to}`;
  reporter.say(`${reporter.palette('bold', visible(file))}: ${what}\n`);
  for (const { kind: sort, key, message } of decisions) {
    const label = sort.toUpperCase().padEnd(8);
    const shown = sort === ASKS ? reporter.palette('yellow', label) : label;
    reporter.say(`  ${shown}${visible(key)}: ${visible(message)}\n`);
  }
}

/** What a person has to look at. */
const ASKS: ConvertDecision['kind'] = 'open';
