import { cut, type Palette, pad, type Style, visible } from '../../findings/index.ts';
import type { TestOutcome, TestStatus } from '../../library/index.ts';
import { type TestFormat, titleOf } from './format.ts';

/** For people: a line for each test, and below it why it did not pass. */
export const table: TestFormat = {
  summary: 'a line for each test, and why it did not pass',
  open: ({ palette, width }) => {
    const columns = columnsOf(width);
    let isFirst = true;
    return {
      write: (outcome) => {
        const head = isFirst ? `${palette('bold', line(HEAD, columns))}\n` : '';
        isFirst = false;
        return head + rowOf(outcome, columns, palette);
      },
      end: () => '',
    };
  },
};

interface Columns {
  readonly detection: number;
  readonly test: number;
}

type Cells = readonly [status: string, detection: string, test: string, rows: string, seconds: string];

const HEAD: Cells = ['STATUS', 'DETECTION', 'TEST', 'ROWS', 'SECONDS'];

/** Characters of the columns beside those of names, with the gaps. */
const OTHER_COLUMNS = 29;

/** Names of detections have at most 67 characters; those of tests are nearly always the same two words or three. */
function columnsOf(width: number): Columns {
  const test = width < 100 ? 18 : 24;
  return { test, detection: Math.min(67, Math.max(20, width - OTHER_COLUMNS - test)) };
}

function rowOf(outcome: TestOutcome, columns: Columns, palette: Palette): string {
  const { detection, status, rows, seconds, reason, notes } = outcome;
  const time = status === 'skip' ? '' : seconds.total.toFixed(2);
  const cells = [WORDS[status], detection.name, titleOf(outcome), rows === null ? '' : String(rows), time] as const;
  const [word] = cells;
  const row = palette(STYLES[status], word) + line(cells, columns).slice(word.length);
  const below = [reason, ...notes].filter((text) => text !== '').map((text) => `${INDENT}${visible(text)}\n`);
  return `${row}\n${below.join('')}`;
}

const INDENT = ' '.repeat(8);

const WORDS: Readonly<Record<TestStatus, string>> = { pass: 'PASS', fail: 'FAIL', error: 'FAIL', skip: 'SKIP' };

const STYLES: Readonly<Record<TestStatus, Style>> = { pass: 'green', fail: 'red', error: 'red', skip: 'yellow' };

function line([status, detection, test, rows, seconds]: Cells, columns: Columns): string {
  return [
    status.padEnd(6),
    fixed(detection, columns.detection),
    fixed(test, columns.test),
    rows.padStart(7),
    seconds.padStart(8),
  ].join('  ');
}

function fixed(text: string, width: number): string {
  return pad(cut(visible(text), width), width);
}
