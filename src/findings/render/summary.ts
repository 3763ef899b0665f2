import type { RiskTotal } from '../risk.ts';
import type { Summary } from '../summary.ts';
import type { SuppressionOutcome } from '../suppression.ts';
import type { WhatIf } from '../what-if.ts';
import { visible } from './display.ts';
import type { Palette } from './palette.ts';

/** Objects and reasons that are named on one line. */
const NAMED = 6;

/** Detections that could not run, of which each is named. */
const ERRORS_NAMED = 20;

export interface SummaryOptions {
  readonly palette: Palette;
  /** The highest first. */
  readonly risk?: readonly RiskTotal[];
  /** Detections without any events of their source, and the names of the sources that are missing. */
  readonly blind?: { readonly detections: number; readonly missing: readonly string[] };
}

/** A hunt's summary for people. Ends with a line break. */
export function renderSummary(summary: Summary, options: SummaryOptions): string {
  const { palette, risk = [], blind } = options;
  const lines: [string, string][] = [];
  if (risk.length > 0) lines.push(['RISK', `${riskLine(risk)}   from TTP and Anomaly detections`]);
  for (const one of summary.what_if ?? []) lines.push(['WHAT IF', whatIfLine(one)]);
  lines.push(['READ', readLine(summary)]);
  lines.push(['RAN', ranLine(summary)]);
  if (summary.suppressions) lines.push(['TUNED', tunedLine(summary)]);
  const { clean = 0 } = summary.detections;
  if (clean > 0) lines.push(['CLEAN', `${counted(clean, 'detection')} ran over their data and found nothing`]);
  if (blind && blind.detections > 0) lines.push(['BLIND', blindLine(blind)]);
  const shown = lines.map(([name, text]) => `  ${palette('bold', name.padEnd(8))}${text}\n`);
  return shown.join('') + errorLines(summary, palette);
}

function riskLine(risk: readonly RiskTotal[]): string {
  return firstOf(
    risk.map(({ value, type, score }) => `${visible(value)} (${visible(type)}) ${score}`),
    '   ',
  );
}

/** Which entities would reach a threshold, and when. */
function whatIfLine({ threshold, window_seconds: window, entities, timeless, beyond }: WhatIf): string {
  const what = `${threshold}${window === null ? '' : ` within ${duration(window)}`}`;
  const named = entities.map(({ value, type, score, first_reached: time }) => {
    return `${visible(value)} (${visible(type)}) ${score}${time === null ? '' : ` since ${time}`}`;
  });
  const without = window !== null && timeless > 0 ? `; ${counted(timeless, 'score')} without a time left out` : '';
  const left = beyond > 0 ? `; ${counted(beyond, 'score')} not looked at` : '';
  return `${what} reached by ${named.length === 0 ? 'nobody' : firstOf(named, '   ')}${without}${left}`;
}

function duration(seconds: number): string {
  const [size, unit] = UNITS.find(([one]) => seconds % one === 0) ?? [1, 's'];
  return `${seconds / size}${unit}`;
}

/** From the longest. */
const UNITS: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
];

function tunedLine({ suppressed = 0, suppressions = [] }: Summary): string {
  const inState = (state: SuppressionOutcome['state']) => suppressions.filter((one) => one.state === state).length;
  const rest = (['unused', 'expired', 'unknown'] as const).flatMap((state) => {
    const count = inState(state);
    return count > 0 ? [`; ${number(count)} ${state === 'unknown' ? 'of no detection of the content' : state}`] : [];
  });
  return `${counted(inState('used'), 'suppression')} took away ${counted(suppressed, 'result')}${rest.join('')}`;
}

function readLine(summary: Summary): string {
  const { files, bytes, events, sourcetypes, unrecognised = 0, skipped, cut, timeless_from } = summary;
  const types = Object.keys(sourcetypes).length;
  const reasons = Object.entries(skipped).filter(([, count]) => count > 0);
  const unknown = unrecognised > 0 ? [`; ${number(unrecognised)} of no source that karst knows`] : [];
  const partly = [...unknown, ...(cut > 0 ? [`; ${number(cut)} cut`] : []), ...timelessParts(timeless_from)].join('');
  const read = `${counted(events, 'event')} of ${counted(types, 'sourcetype')} in ${counted(files, 'file')}, ${size(bytes)}${partly}`;
  if (reasons.length === 0) return `${read}; nothing skipped`;
  return `${read}; skipped: ${firstOf(
    reasons.map(([reason, count]) => `${number(count)} ${visible(reason)}`),
    ', ',
  )}`;
}

/** Events without a time of their own, by whose they have. */
function timelessParts({ previous, file, run }: Summary['timeless_from']): readonly string[] {
  const parts: readonly (readonly [count: number, taken: string])[] = [
    [previous, 'from the event before'],
    [file, 'from the change of the file'],
    [run, 'from this run'],
  ];
  return parts.flatMap(([count, taken]) => (count > 0 ? [`; ${number(count)} with the time ${taken}`] : []));
}

function ranLine({ detections, findings, throttled = 0, seconds, peak_rss_mb }: Summary): string {
  const failed = detections.errors.length;
  const could = failed === 0 ? '' : `, ${number(failed)} could not`;
  const { loaded, selected = loaded } = detections;
  const chosen = selected === loaded ? '' : ` selected of ${number(loaded)}`;
  const ran = `${number(detections.ran)} of ${counted(selected, 'detection')}${chosen}${could}`;
  const held = throttled > 0 ? `, ${number(throttled)} throttled` : '';
  return `${ran}; ${counted(findings, 'finding')}${held} in ${seconds.total.toFixed(1)} s, ${number(Math.round(peak_rss_mb))} MB of memory`;
}

function blindLine({ detections, missing }: NonNullable<SummaryOptions['blind']>): string {
  const sources = missing.length === 0 ? '' : `: no ${firstOf(missing.map(visible), ', no ')}`;
  return `${counted(detections, 'detection')} had no events of their source${sources}`;
}

function errorLines({ detections }: Summary, palette: Palette): string {
  const named = detections.errors.slice(0, ERRORS_NAMED);
  const lines = named.map(
    ({ file, name, code, message }) =>
      `  ${palette('yellow', 'ERROR'.padEnd(8))}${visible(name)}: ${visible(message)} [${code}] ${palette('dim', visible(file))}\n`,
  );
  const more = detections.errors.length - named.length;
  return lines.join('') + (more > 0 ? `  ${' '.repeat(8)}and ${number(more)} more\n` : '');
}

function firstOf(texts: readonly string[], separator: string): string {
  const more = texts.length - NAMED;
  return texts.slice(0, NAMED).join(separator) + (more > 0 ? `${separator}and ${number(more)} more` : '');
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** With commas, whatever the locale of the machine. */
function number(value: number): string {
  return value.toLocaleString('en-US');
}

function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? number(value) : value.toFixed(1)} ${units[unit]}`;
}
