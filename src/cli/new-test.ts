import { renderProblem, visible } from '../findings/index.ts';
import { type NewTest, type NewTestOptions, newTest } from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import { Problem } from '../shared/problem.ts';
import { openReporter, type Reporter } from './reporter.ts';
import type { TestCommandOptions } from './test.ts';
import { engineOptions } from './test-options.ts';

/** `karst test --new`: gives the exit code. */
export async function runNewTest(
  paths: readonly string[],
  options: TestCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const reporter = openReporter(options);
  try {
    const made = await newTest(libraryOptions(paths, options, reporter, signal));
    reporter.close();
    process.stdout.write(process.stdout.isTTY === true ? textOf(made) : `${JSON.stringify(objectOf(made))}\n`);
    if (!made.isSmallest) reporter.warn('the search for fewer events was ended: fewer may be enough');
    return 0;
  } finally {
    reporter.close();
  }
}

function libraryOptions(
  paths: readonly string[],
  options: TestCommandOptions,
  { onProgress, onSkip, onProblem, palette, say }: Reporter,
  signal: AbortSignal,
): NewTestOptions {
  const [detection, ...others] = paths;
  if (detection === undefined || others.length > 0) {
    throw new Problem('CLI001', '--new makes a test of one detection', {
      hint: 'name its file: --new one.yml --from logs',
    });
  }
  const { from, source, sourcetype, index, content, force } = options;
  if (from === undefined) {
    throw new Problem('CLI001', '--new needs logs in which the detection fires', { hint: 'name them with --from' });
  }
  return {
    detection,
    signal,
    onProgress,
    onSkip,
    onProblem: (problem) => {
      onProblem(problem);
      if (options.verbose !== true) say(renderProblem(problem, palette));
    },
    from: {
      logs: from,
      ...(source !== undefined && { source }),
      ...(sourcetype !== undefined && { sourcetype }),
      ...(index !== undefined && { index }),
    },
    ...(content && { content }),
    ...(force && { force }),
    ...engineOptions(options),
  };
}

function objectOf({ detection, test, files, events, runs, isSmallest, seconds }: NewTest): unknown {
  const { name, file } = detection;
  const shown = Math.round(seconds * 1000) / 1000;
  return {
    schema: 1,
    detection: { name, file },
    test: test.name,
    files,
    events,
    runs,
    smallest: isSmallest,
    seconds: shown,
  };
}

function textOf({ test, files, events, runs, seconds }: NewTest): string {
  const { read, before, after } = events;
  const many = `${formatCount(after, 'event')} of ${before.toLocaleString('en-US')} that could matter, of ${formatCount(read, 'event')} read`;
  const lines = files.map((file) => `  WROTE   ${visible(file)}\n`);
  return `  TEST    ${visible(test.name)}: ${many}; ${formatCount(runs, 'run')} in ${seconds.toFixed(1)} s\n${lines.join('')}`;
}
