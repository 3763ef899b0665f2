import { cut, type Palette, pad, visible } from '../findings/index.ts';
import type { Row } from '../language/index.ts';
import { formatDuration, formatSize } from '../shared/figures.ts';

export interface SummaryTextOptions {
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
}

/** What the sections are called, for people; others by their own names. */
const TITLES: Readonly<Record<string, string>> = {
  host: 'hosts',
  sourcetype: 'sourcetypes',
  source: 'sources',
  channel: 'channels',
  event: 'channels and event ids',
  user: 'users',
  'sign-in': 'sign-ins',
  account: 'accounts that signed in',
  'account failed': 'accounts that failed to',
  'sign-in from': 'sign-ins came from',
  process: 'processes started',
  'rare process': 'processes started least',
  gap: 'gaps',
};

/** The rows of a summary for people: a heading and a line each. */
export function* summaryText(rows: readonly Row[], { palette, width }: SummaryTextOptions): Generator<string> {
  let section: string | undefined;
  for (const row of rows) {
    if (row['section'] !== section) {
      const gap = section === undefined ? '' : '\n';
      section = String(row['section']);
      yield `${gap}${palette('bold', (TITLES[section] ?? section).toUpperCase())}\n`;
    }
    yield `  ${cut(lineOf(row), Math.max(20, width - 2))}\n`;
  }
}

const COUNT_WIDTH = 11;

function lineOf(row: Row): string {
  const { section, seconds, details } = row;
  const name = visible(textOf(row['name']));
  if (section === 'gap' && seconds !== undefined) return gapLine(row, name);
  if (row['count'] === undefined) {
    const parts = [row['first'], name, row['host'], row['user'], details].filter((part) => part !== undefined);
    return parts.map((part) => visible(textOf(part))).join('  ');
  }
  const count = `${numberOf(row)}`.padStart(COUNT_WIDTH);
  const period = row['first'] === undefined ? '' : `  ${textOf(row['first'])} to ${textOf(row['last'])}`;
  return `${count}  ${pad(cut(name, NAME_WIDTH), period === '' ? 0 : NAME_WIDTH)}${period}`;
}

const NAME_WIDTH = 50;

function gapLine(row: Row, name: string): string {
  const length = formatDuration(Number(row['seconds']));
  const usual = formatDuration(Number(row['usual_seconds']));
  const others = Number(row['others']);
  const beside = others > 0 ? `; ${others} other log${others === 1 ? '' : 's'} of the host went on` : '';
  return `${length.padStart(COUNT_WIDTH)}  ${name}  ${textOf(row['first'])} to ${textOf(row['last'])} (usual ${usual}${beside})`;
}

function numberOf({ section, name, count, error }: Row): string {
  if (section === 'read' && name === 'bytes') return formatSize(Number(count));
  return `${error === undefined ? '' : '>= '}${Number(count).toLocaleString('en-US')}`;
}

function textOf(value: Row[string] | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}
