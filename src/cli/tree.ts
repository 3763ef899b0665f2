import type { RenderOptions } from '../findings/index.ts';
import { type ProcessTrees, type ProcessTreesOptions, processTrees } from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import type { CommonOptions, EngineOptions, SelectionOptions } from './common-options.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { openRowSink } from './rows.ts';
import { libraryOptions, selectionOptions } from './run-options.ts';
import { refuseSelection } from './saved-selection.ts';
import { noteSkips } from './skips.ts';
import { withOutputs } from './streams.ts';
import { treeJsonl } from './tree-formats/jsonl.ts';
import { type TextOptions, treeText } from './tree-formats/text.ts';

export interface TreeCommandOptions extends CommonOptions, EngineOptions, SelectionOptions {
  readonly format?: 'text' | 'jsonl';
  readonly output?: string;
  readonly findings?: readonly string[];
  readonly onlyHost?: string;
  readonly process?: string;
  readonly onlyMarked?: true;
  readonly all?: true;
  readonly ascii?: true;
  readonly maxDepth?: number;
  readonly maxChildren?: number;
}

const DEEPEST = 30;
const WIDEST = 50;

/** `karst tree`: gives the exit code. */
export async function runTree(
  logs: readonly string[],
  options: TreeCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  refuseSelection(options);
  const reporter = openReporter(options);
  try {
    const trees = await withOutputs(async (track) => {
      const { output, renderOptions, formatName } = await openRowSink(sinkOptions(options), signal, reporter.close);
      track(output);
      const found = await processTrees({
        ...libraryOptions(logs, options, reporter, signal),
        ...selectionOptions(options),
        ...treeOptions(options),
      });
      const lines = formatName === 'jsonl' ? treeJsonl(found) : treeText(found, textOptions(options, renderOptions));
      for (const line of lines) await output.write(line);
      return found;
    });
    tell(trees, options, reporter);
    return 0;
  } finally {
    reporter.close();
  }
}

function treeOptions({
  findings,
  onlyHost,
  process: wanted,
  onlyMarked,
}: TreeCommandOptions): Pick<ProcessTreesOptions, 'findings' | 'onlyHost' | 'process' | 'onlyMarked'> {
  return {
    ...(findings !== undefined && { findings }),
    ...(onlyHost !== undefined && { onlyHost }),
    ...(wanted !== undefined && { process: wanted }),
    ...(onlyMarked !== undefined && { onlyMarked }),
  };
}

/** Lines are cut on a terminal alone. */
function textOptions(options: TreeCommandOptions, { palette, width }: RenderOptions): TextOptions {
  const { maxDepth = DEEPEST, maxChildren = WIDEST, all = false, ascii = false } = options;
  return { palette, width: isTerminal(options) ? width : undefined, ascii, all, maxDepth, maxChildren };
}

/** Text takes the place of the table of other commands. */
function sinkOptions({ format, output, color }: TreeCommandOptions): Parameters<typeof openRowSink>[0] {
  return {
    color,
    ...(output !== undefined && { output }),
    ...(format !== undefined && { format: format === 'text' ? 'table' : format }),
  };
}

function isTerminal({ output }: TreeCommandOptions): boolean {
  return process.stdout.isTTY === true && (output === undefined || output === '-');
}

function tell(
  { roots, starts, dropped, findings, unplaced, tally }: ProcessTrees,
  options: TreeCommandOptions,
  reporter: Reporter,
): void {
  noteSkips(tally, reporter);
  if (starts === 0)
    reporter.warn(
      `no event tells of the start of a process${options.onlyHost === undefined ? '' : ` on ${options.onlyHost}`}`,
    );
  else if (roots.length === 0) reporter.warn(`none of ${formatCount(starts, 'process start')} is wanted`);
  if (dropped > 0)
    reporter.warn(`${formatCount(dropped, 'process start')} left out: more than are kept; narrow the range of time`);
  if (unplaced > 0)
    reporter.warn(
      `${formatCount(unplaced, 'finding')} of ${findings.toLocaleString('en-US')} about no process that is there`,
    );
}
