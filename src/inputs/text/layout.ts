import type { TableHeader } from '../record.ts';

/** How the lines of a text make events. */
export type TextLayout =
  /** Each line is one. */
  | { readonly kind: 'lines' }
  /** Each line that begins with a time begins one; the lines behind it belong to it. */
  | { readonly kind: 'dated' }
  /** Each line that `begins` says yes to begins one; it is shown its first characters. */
  | { readonly kind: 'begins'; readonly begins: (line: string) => boolean }
  /** Each row is one; the first names the columns. A quoted cell may hold line breaks. */
  | { readonly kind: 'delimited'; readonly header: TableHeader }
  /** Each line is one; lines that begin with `#` name the columns. */
  | { readonly kind: 'directives' };

/** Those that are plain data, so that they can be sent to a thread. */
export type PlainLayout = Exclude<TextLayout, { readonly kind: 'begins' }>;

const TIME = String.raw`\d{1,2}:\d{2}(?::\d{2})?`;
const DAY_NAME = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*';
const MONTH_NAME = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';

/** Dates as logs write them, with the time of day behind: the year first, the day or the month first, or a name. */
const DATED = [
  String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ,\t]\s?${TIME}`,
  String.raw`\d{1,2}[/.-](?:\d{1,2}|${MONTH_NAME})[/.-]\d{2,4}[ T:,\t]\s?${TIME}`,
  String.raw`(?:${DAY_NAME},? )?(?:${MONTH_NAME}\s{1,2}\d{1,2}|\d{1,2}\s${MONTH_NAME}),?\s(?:\d{4},?\s)?${TIME}`,
  String.raw`\d{8}[T ]\d{6}`,
].join('|');

const STARTS_WITH_TIME = new RegExp(String.raw`^[\s\uFEFF]{0,8}[[(]?(?:${DATED})`);

/** The header that syslog daemons write: a day without a year, or a priority. */
const SYSLOG = new RegExp(String.raw`^\s*(?:<\d{1,3}>|(?:${MONTH_NAME})\s{1,2}\d{1,2}\s${TIME}\s)`);

/** What tells a line of a log from a line of prose: a time of day, epoch seconds, or a named value. */
const LOG_LINE = new RegExp(String.raw`${DATED}|\b\d{1,2}:\d{2}:\d{2}\b|\b1\d{9}(?:\d{3})?\b|\b[A-Za-z_][\w.-]*="?\S`);

/** How much of a line is looked at. */
const LOOK_AT = 512;

/** Whether a line is the first one of an event whose lines follow. */
export function startsWithTime(line: string): boolean {
  return STARTS_WITH_TIME.test(line);
}

/** Whether a line, on its own, looks like one of a log. */
export function isLogLine(line: string): boolean {
  return LOG_LINE.test(line.slice(0, LOOK_AT));
}

/** How a text that begins with `head` is laid out; undefined where it is no log. With `anyText` every text is one. */
export function layoutOf(head: string, anyText: boolean): TextLayout | undefined {
  const [first = '', second = ''] = head
    .slice(0, 64 * LOOK_AT)
    .split('\n')
    .map((line) => line.replace(/^\uFEFF|\r$/g, ''))
    .filter((line) => line.trim() !== '');
  if (isDirective(first)) return { kind: 'directives' };
  const header = headerOf(first, second);
  if (header !== undefined) return { kind: 'delimited', header };
  if (startsWithTime(first) && !SYSLOG.test(first)) return { kind: 'dated' };
  if (anyText) return { kind: 'lines' };
  const isScript = first.startsWith('#!');
  return !isScript && isLogLine(first) ? { kind: 'lines' } : undefined;
}

/** `#Fields:` and its like of the extended log format of the W3C, `#separator` and its like of Zeek. */
export function isDirective(line: string): boolean {
  return /^#(?:Software|Version|Date|Fields|Start-Date|Remark): |^#(?:separator|fields|path)\s/.test(line);
}

const SEPARATORS = [',', '\t', ';', '|'];
const MIN_COLUMNS = 3;
const COLUMN_NAME = /^[A-Za-z_@][\w @#%.:/()[\]{}$-]{0,127}$/;

/** The columns, where the first line names them and the second has as many cells. */
function headerOf(first: string, second: string): TableHeader | undefined {
  for (const separator of SEPARATORS) {
    const names = first.split(separator).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    if (names.length < MIN_COLUMNS || new Set(names).size < names.length) continue;
    if (!names.every((name) => COLUMN_NAME.test(name)) || startsWithTime(first)) continue;
    if (second === '' || cellCount(second, separator) >= names.length) {
      return { kind: 'delimited', separator, names };
    }
  }
  return undefined;
}

/** Cells at least: one that holds a line break is cut here. */
function cellCount(line: string, separator: string): number {
  return line.split(separator).length;
}
