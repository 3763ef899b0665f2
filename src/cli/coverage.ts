import { type Palette, visible } from '../findings/index.ts';
import type { Row } from '../language/index.ts';
import { type Coverage, type CoverageState, coverage, type DetectionCoverage, type Unlock } from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import type { CommonOptions, EngineOptions, SelectionOptions } from './common-options.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { openRowSink, type RowOptions } from './rows.ts';
import { libraryOptions, selectionOptions } from './run-options.ts';
import { noteSkips } from './skips.ts';
import { withOutputs } from './streams.ts';

export interface CoverageCommandOptions extends CommonOptions, EngineOptions, SelectionOptions, RowOptions {
  /** Rows say what is missing in place of what can run. */
  readonly unlock?: true;
  readonly state?: CoverageState;
}

const DETECTION_COLUMNS = ['state', 'detection', 'type', 'missing', 'data_sources', 'id', 'file'];
const UNLOCK_COLUMNS = ['kind', 'name', 'alone', 'together', 'missed_by'];

/** `karst coverage`: gives the exit code. */
export async function runCoverage(
  logs: readonly string[],
  options: CoverageCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const reporter = openReporter(options);
  try {
    const found = await withOutputs(async (track) => {
      const { output, format, formatName, renderOptions } = await openRowSink(options, signal, reporter.close);
      track(output);
      const covered = await coverage({
        ...libraryOptions(logs, options, reporter, signal),
        ...selectionOptions(options),
      });
      const all = options.unlock === true ? UNLOCK_COLUMNS : DETECTION_COLUMNS;
      const columns = formatName === 'table' ? all.filter((name) => !BESIDE.has(name)) : all;
      const renderer = format.rows({ ...renderOptions, columns });
      for (const row of rowsOf(covered, options)) await output.write(renderer.write(only(row, columns)));
      await output.write(renderer.end());
      return covered;
    });
    tell(found, reporter);
    return 0;
  } finally {
    reporter.close();
  }
}

/** Columns that a table has no room for. */
const BESIDE: ReadonlySet<string> = new Set(['data_sources', 'id', 'file']);

function only(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

function rowsOf({ detections, unlocks, fields }: Coverage, { unlock, state }: CoverageCommandOptions): readonly Row[] {
  if (unlock === true) return [...unlocks, ...fields].map(unlockRow);
  return detections.filter((one) => state === undefined || one.state === state).map(detectionRow);
}

function detectionRow({ detection, state, missing }: DetectionCoverage): Row {
  const { name, type, id, file, dataSources } = detection;
  return {
    state,
    detection: name,
    type,
    ...(missing.length > 0 && { missing: missing.map((thing) => `${thing.kind} ${thing.name}`) }),
    ...(dataSources.length > 0 && { data_sources: [...dataSources] }),
    ...(id !== undefined && { id }),
    file,
  };
}

function unlockRow({ kind, name, alone, together, missedBy }: Unlock): Row {
  return { kind, name, alone, together, missed_by: missedBy };
}

/** Things that are named at the end. */
const NAMED = 8;

const STATES: readonly CoverageState[] = ['runnable', 'partly', 'blind', 'failed'];

function tell({ detections, brokenFiles, unlocks, tally }: Coverage, reporter: Reporter): void {
  const { palette } = reporter;
  noteSkips(tally, reporter);
  const counts = STATES.map((state) => `${detections.filter((one) => one.state === state).length} ${state}`);
  const broken = brokenFiles > 0 ? `; ${formatCount(brokenFiles, 'content file')} broken` : '';
  reporter.say(
    line(palette, 'COVERAGE', `${formatCount(detections.length, 'detection')}: ${counts.join(', ')}${broken}`),
  );
  for (const [at, { kind, name, alone, together }] of unlocks.slice(0, NAMED).entries()) {
    const text = `${kind} ${visible(name)}: ${alone} alone, ${together} with those above`;
    reporter.say(line(palette, at === 0 ? 'UNLOCK' : '', text));
  }
}

function line(palette: Palette, title: string, text: string): string {
  return `  ${palette('bold', title.padEnd(9))} ${text}\n`;
}
