import type { RiskTotal } from '../risk.ts';
import type { Summary } from '../summary.ts';
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
  lines.push(['READ', readLine(summary)]);
  lines.push(['RAN', ranLine(summary)]);
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

function readLine({ files, bytes, events, sourcetypes, skipped, cut, timeless_from }: Summary): string {
  const types = Object.keys(sourcetypes).length;
  const reasons = Object.entries(skipped).filter(([, count]) => count > 0);
  const partly = [...(cut > 0 ? [`; ${number(cut)} cut`] : []), ...timelessParts(timeless_from)].join('');
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

function ranLine({ detections, findings, seconds, peak_rss_mb }: Summary): string {
  const failed = detections.errors.length;
  const could = failed === 0 ? '' : `, ${number(failed)} could not`;
  const { loaded, selected = loaded } = detections;
  const chosen = selected === loaded ? '' : ` selected of ${number(loaded)}`;
  const ran = `${number(detections.ran)} of ${counted(selected, 'detection')}${chosen}${could}`;
  return `${ran}; ${counted(findings, 'finding')} in ${seconds.total.toFixed(1)} s, ${number(Math.round(peak_rss_mb))} MB of memory`;
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
