import type { Severity } from '../content/index.ts';
import {
  FORMATS,
  type Format,
  parseFields,
  renderSummary,
  severityAtLeast,
  visible,
  withFields,
} from '../findings/index.ts';
import {
  drain,
  type HuntReport,
  huntFindings,
  type Notice,
  type RiskThreshold,
  type Summary,
} from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import { Problem } from '../shared/problem.ts';
import type { CommonOptions, EngineOptions, SelectionOptions } from './common-options.ts';
import { openOutputFile } from './output-file.ts';
import { openReporter, type Reporter } from './reporter.ts';
import { type FindingOptions, findingFormatName, openFindingSink } from './rows.ts';
import { libraryOptions, selectionOptions } from './run-options.ts';
import { type Output, withOutputs } from './streams.ts';
import { webhookOf } from './webhook.ts';

/** What makes a hunt end with 1: a finding as severe, or a detection that had nothing to look at. */
export type Alarm = Severity | 'blind';

export interface HuntCommandOptions extends CommonOptions, EngineOptions, SelectionOptions, FindingOptions {
  /** A file for the summary. */
  readonly summary?: string;
  readonly failOn?: readonly Alarm[];
  /** False with --no-throttle. */
  readonly throttle: boolean;
  readonly whatIf?: readonly RiskThreshold[];
  readonly tuning?: readonly string[];
  /** As `parseFields` reads it. */
  readonly fields?: string;
  /** An URL that findings are posted to. */
  readonly webhook?: string;
  readonly events?: true;
  /** Asks for events by itself. */
  readonly maxEvents?: number;
}

interface Outcome {
  readonly report: HuntReport;
  /** Something is as --fail-on says. */
  readonly isAlarming: boolean;
  /** Why the webhook did not take all findings. */
  readonly untold: Problem | undefined;
}

/** `karst hunt`: gives the exit code. */
export async function runHunt(
  logs: readonly string[],
  options: HuntCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  refuseSameFile(options);
  const fields = fieldsOf(options);
  const reporter = openReporter(options);
  try {
    const { report, isAlarming, untold } = await withOutputs((track) =>
      huntTo(track, { logs, options, fields, reporter, signal }),
    );
    reporter.say(renderSummary(report.summary, { palette: reporter.palette, risk: report.risk, blind: report.blind }));
    tellSuppressions(report.summary, options, reporter);
    tellNotices(report.notices, options, reporter);
    if (report.summary.detections.loaded === 0) reporter.warn('the content holds no detection: nothing could be found');
    if (untold) throw untold;
    return isAlarming ? 1 : 0;
  } finally {
    reporter.close();
  }
}

interface HuntRun {
  readonly logs: readonly string[];
  readonly options: HuntCommandOptions;
  readonly fields: readonly string[] | undefined;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** Files are opened before the run: what cannot be written is known in the first second, not after an hour. */
async function huntTo(track: (output: Output) => void, run: HuntRun): Promise<Outcome> {
  const { logs, options, fields, reporter, signal } = run;
  const { output, format, renderOptions } = await openFindingSink(options, signal, reporter.close);
  track(output);
  const summaryFile = options.summary === undefined ? undefined : await openOutputFile(options.summary);
  if (summaryFile) track(summaryFile);

  const webhook = webhookOf(options.webhook, process.env, signal);
  const events = options.maxEvents ?? (options.events === true ? EVENTS_SHOWN : undefined);
  const ofRows = Object.values<Format>(FORMATS).find((one) => one === format);
  const shown = fields === undefined || ofRows === undefined ? format : withFields(ofRows, fields);
  const renderer = shown.findings({ ...renderOptions, hasEvents: events !== undefined });
  const asked = {
    ...selectionOptions(options),
    ignoreThrottling: !options.throttle,
    ...(options.tuning && { tuning: options.tuning }),
    ...(options.whatIf && { whatIf: options.whatIf }),
    ...(events !== undefined && { events }),
  };
  const findings = huntFindings({ ...libraryOptions(logs, options, reporter, signal), ...asked });
  const { failOn = [] } = options;
  let isAlarming = false;
  const report = await drain(findings, async (finding) => {
    isAlarming ||= failOn.some((alarm) => alarm !== 'blind' && severityAtLeast(finding.severity, alarm));
    await output.write(renderer.write(finding));
    await webhook?.send(finding);
  });
  await output.write(renderer.end(report));
  await summaryFile?.write(`${JSON.stringify(report.summary, undefined, 2)}\n`);
  const isBlind = failOn.includes('blind') && report.blind.detections > 0;
  return { report, isAlarming: isAlarming || isBlind, untold: await webhook?.finish() };
}

/** @throws Problem CLI001 for fields that no finding has, and formats that show no fields of their own */
function fieldsOf({ fields, ...options }: HuntCommandOptions): readonly string[] | undefined {
  if (fields === undefined) return undefined;
  const names = Object.keys(FORMATS);
  const format = findingFormatName(options);
  if (!names.includes(format)) {
    const message = `--fields does not go with the format ${format}, whose fields are fixed`;
    throw new Problem('CLI001', message, { hint: `the formats that take fields are ${names.join(', ')}` });
  }
  return parseFields(fields);
}

/** Events of a finding, where nobody says how many. */
const EVENTS_SHOWN = 20;

/** Notices that are printed before the rest is only counted. */
const NOTICES_SHOWN = 5;

function tellNotices(notices: readonly Notice[], { verbose }: HuntCommandOptions, reporter: Reporter): void {
  const shown = verbose === true ? notices : notices.slice(0, NOTICES_SHOWN);
  for (const { message, detections } of shown) {
    const [first = ''] = detections;
    const about = detections.length === 1 ? visible(first) : `${detections.length} detections`;
    reporter.warn(`${visible(message)}${detections.length === 0 ? '' : ` (${about})`}`);
  }
  const more = notices.length - shown.length;
  if (more > 0) reporter.warn(`${more} more of the kind: see them with --verbose`);
}

/** Those that do not apply any more are always told, the others where everything is. */
function tellSuppressions({ suppressions = [] }: Summary, { verbose }: HuntCommandOptions, reporter: Reporter): void {
  for (const { detection, where, reason, expires, state, suppressed } of suppressions) {
    const what = `the suppression of "${visible(detection)}" where ${visible(where)}`;
    if (state === 'expired') reporter.warn(`${what} ended on ${expires}: it was not applied (${visible(reason)})`);
    else if (state === 'unknown') reporter.warn(`${what} is about no detection of the content`);
    else if (verbose === true)
      reporter.warn(`${what} took away ${formatCount(suppressed, 'result')} (${visible(reason)})`);
  }
}

function refuseSameFile({ output, summary }: HuntCommandOptions): void {
  if (output === undefined || output !== summary) return;
  throw new Problem('CLI001', `--output and --summary name the same file: ${output}`, { hint: 'name two files' });
}
