import { colourPalette, type Palette, plainPalette, renderProblem, visible } from '../findings/index.ts';
import {
  configuredLevels,
  loadConfig,
  type MendReport,
  mend,
  readConfig,
  type ValidatedFile,
  type ValidationReport,
  validate,
} from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import { wantsColour } from './colour.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { widthOf } from './rows.ts';
import { standardOutput } from './streams.ts';
import { VALIDATION_FORMATS } from './validation-formats/index.ts';
import type { ValidationFormatName } from './validation-formats/names.ts';

export interface ValidateCommandOptions {
  readonly content?: readonly string[];
  readonly format?: ValidationFormatName;
  /** A configuration file, instead of the nearest `karst.yml`. */
  readonly config?: string;
  readonly fix?: true;
  readonly changedSince?: string;
  readonly now?: string;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

/** `karst validate`: gives the exit code, 1 where a file has an error. */
export async function runValidate(
  paths: readonly string[],
  options: ValidateCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const { stdout } = process;
  const reporter = openReporter(options);
  try {
    const report = await validated(paths, options, reporter, signal);
    reporter.close();
    const { render } = VALIDATION_FORMATS[options.format ?? (stdout.isTTY === true ? 'table' : 'json')];
    const palette = wantsColour(stdout, process.env, options) ? colourPalette : plainPalette;
    const output = standardOutput(stdout, signal);
    await output.write(render(report.files, { palette, width: widthOf(stdout) }));
    await output.finish();
    reporter.say(summary(report, reporter.palette));
    return report.files.some(isWrong) ? 1 : 0;
  } finally {
    reporter.close();
  }
}

/** Checks content, mends what is to be mended, and then checks what is left. */
async function validated(
  paths: readonly string[],
  options: ValidateCommandOptions,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<ValidationReport> {
  const { content, config, now, fix, changedSince } = options;
  const levels = configuredLevels(config === undefined ? loadConfig(process.cwd()) : readConfig(config));
  const { onProgress, onProblem } = reporter;
  const check = (): Promise<ValidationReport> =>
    validate({
      paths,
      levels,
      signal,
      onProgress,
      onProblem,
      ...(content && { content }),
      ...(now !== undefined && { now }),
      ...(changedSince !== undefined && { changedSince }),
    });
  const report = await check();
  if (fix !== true) return report;
  const mended = await mend(report);
  reporter.close();
  reporter.say(mendedLines(mended, reporter.palette));
  return mended.mended.length === 0 ? report : check();
}

/** What was changed, and what was left alone. */
function mendedLines({ mended, problems }: MendReport, palette: Palette): string {
  const changes = mended.map(({ file, line, code, message }) => {
    const place = line === null ? '' : `:${line}`;
    return `${palette('green', 'mended')} ${visible(file)}${place}: ${visible(message)} [${code}]\n`;
  });
  return [...changes, ...problems.map((problem) => renderProblem(problem, palette, 'warning'))].join('');
}

function isWrong({ status }: ValidatedFile): boolean {
  return status === 'error';
}

/** What was checked and what came of it, for people. */
function summary({ files, seconds }: ValidationReport, palette: Palette): string {
  const kinds = new Map<string, number>();
  for (const { kind } of files) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const counted = [...kinds].map(
    ([kind, count]) => `${count.toLocaleString('en-US')} ${(NOUNS[kind] ?? OTHER)[count === 1 ? 0 : 1]}`,
  );
  const wrong = files.filter(isWrong).length;
  const warnings = files.flatMap(({ errors }) => errors).filter(({ severity }) => severity === 'warning').length;
  const unchecked = files
    .flatMap(({ errors }) => errors)
    .filter(({ code }) => code === 'CT114')
    .map(({ message }) => message);
  const outcome =
    wrong === 0 ? palette('green', 'all valid') : palette('red', `${formatCount(wrong, 'file')} not valid`);
  return [
    `  ${palette('bold', 'CHECKED'.padEnd(8))}${formatCount(files.length, 'file')} in ${seconds.toFixed(1)} s: ${counted.join(', ')}\n`,
    `  ${palette('bold', 'RESULT'.padEnd(8))}${outcome}, ${formatCount(warnings, 'warning')}\n`,
    ...unchecked.map((message) => `  ${palette('bold', 'BLIND'.padEnd(8))}${message}\n`),
  ].join('');
}

const OTHER = ['other', 'others'] as const;

const NOUNS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  detection: ['detection', 'detections'],
  macro: ['macro', 'macros'],
  lookup: ['lookup', 'lookups'],
  story: ['story', 'stories'],
  baseline: ['baseline', 'baselines'],
  data_source: ['data source', 'data sources'],
  source: ['source', 'sources'],
  deployment: ['deployment', 'deployments'],
  dashboard: ['dashboard', 'dashboards'],
};
