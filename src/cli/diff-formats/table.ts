import { cut, type Palette, renderProblem, type Style, visible } from '../../findings/index.ts';
import type { DetectionDiff, DiffState, RiskChange, Row, RowChange, RowsDiff, Value } from '../../library/index.ts';
import { different, orNone, rowCounts, sumUp } from './counts.ts';
import type { DiffFormat, DiffRenderOptions } from './format.ts';

/** For people: what differs, detection by detection, with signs as a diff has them. */
export const table: DiffFormat = {
  summary: 'what differs, detection by detection',
  render: (diff, options) => {
    const blocks = different(diff).map((one) => blockOf(one, options));
    return [...blocks, `${sumUp(diff)}\n`].join('\n');
  },
};

const STYLES: Readonly<Record<DiffState, Style>> = {
  changed: 'yellow',
  added: 'green',
  removed: 'red',
  failed: 'brightRed',
  same: 'dim',
};

/** A line and the colour that it gets once it is cut. */
interface Line {
  readonly text: string;
  readonly style?: Style;
}

function blockOf(one: DetectionDiff, { palette, width }: DiffRenderOptions): string {
  const { state, name, oldFile, newFile, problems, details, rows, risk } = one;
  const files = [...new Set([oldFile, newFile].filter((file) => file !== undefined))].join(' → ');
  const lines: readonly Line[] = [
    { text: `  ${files}`, style: 'dim' },
    ...details.map(({ field, old, new: current }) => ({ text: `  ${field}: ${orNone(old)} → ${orNone(current)}` })),
    { text: `  rows ${rowCounts(rows)}${identityText(rows)}` },
    ...(rows?.addedRows ?? []).map((row) => ({ text: `  + ${rowText(row)}`, style: 'green' as const })),
    ...(rows?.removedRows ?? []).map((row) => ({ text: `  - ${rowText(row)}`, style: 'red' as const })),
    ...(rows?.changedRows ?? []).flatMap(changeLines),
    ...risk.map(riskLine),
  ];
  const failures = [problems.old, problems.new].flatMap((problem) =>
    problem === undefined ? [] : [renderProblem(problem, palette, 'error', width)],
  );
  return [
    `${palette(STYLES[state], state)} ${palette('bold', visible(name))}\n`,
    ...lines.map((line) => `${styled(line, width, palette)}\n`),
    ...failures,
  ].join('');
}

/** Lines that a row may take on the terminal. */
const LINES = 2;

function styled({ text, style }: Line, width: number, palette: Palette): string {
  const shown = cut(visible(text), Math.max(40, width * LINES));
  return style === undefined ? shown : palette(style, shown);
}

function identityText(rows: RowsDiff | null): string {
  return rows === null || rows.identity === null ? '' : `, told apart by ${rows.identity.join(', ')}`;
}

function changeLines({ identity, fields, message }: RowChange): readonly Line[] {
  return [
    { text: `  ~ ${rowText(identity)}`, style: 'yellow' },
    ...fields.map(({ field, old, new: current }) => ({
      text: `      ${field}: ${valueText(old)} → ${valueText(current)}`,
    })),
    ...(message === undefined ? [] : [{ text: `      message: ${message.old} → ${message.new}` }]),
  ];
}

function riskLine({ type, value, old, new: current }: RiskChange): Line {
  return { text: `  risk of ${value} (${type}): ${old ?? 0} → ${current ?? 0}` };
}

function rowText(row: Row): string {
  return Object.entries(row)
    .map(([name, value]) => `${name}=${valueText(value)}`)
    .join(' ');
}

function valueText(value: Value | null): string {
  if (value === null) return '(none)';
  return `"${typeof value === 'object' ? value.join(', ') : value}"`;
}
