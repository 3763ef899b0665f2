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

function blockOf(one: DetectionDiff, { palette, width }: DiffRenderOptions): string {
  const { state, name, oldFile, newFile, problems, details, rows, risk } = one;
  const files = [...new Set([oldFile, newFile].filter((file) => file !== undefined))].map(visible).join(' → ');
  const lines = [
    `${palette(STYLES[state], state)} ${palette('bold', visible(name))}`,
    palette('dim', `  ${files}`),
    ...details.map(({ field, old, new: current }) => `  ${field}: ${shown(orNone(old))} → ${shown(orNone(current))}`),
    `  rows ${rowCounts(rows)}${identityText(rows)}`,
    ...(rows?.addedRows ?? []).map((row) => palette('green', `  + ${rowText(row)}`)),
    ...(rows?.removedRows ?? []).map((row) => palette('red', `  - ${rowText(row)}`)),
    ...(rows?.changedRows ?? []).flatMap((row) => changeLines(row, palette)),
    ...risk.map((change) => riskLine(change)),
  ];
  const failures = [problems.old, problems.new].flatMap((problem) =>
    problem === undefined ? [] : [renderProblem(problem, palette, 'error', width)],
  );
  return lines.map((line) => `${cutStyled(line, width)}\n`).join('') + failures.join('');
}

function identityText(rows: RowsDiff | null): string {
  return rows === null || rows.identity === null ? '' : `, told apart by ${visible(rows.identity.join(', '))}`;
}

function changeLines({ identity, fields, message }: RowChange, palette: Palette): readonly string[] {
  return [
    palette('yellow', `  ~ ${rowText(identity)}`),
    ...fields.map(
      ({ field, old, new: current }) => `      ${visible(field)}: ${valueText(old)} → ${valueText(current)}`,
    ),
    ...(message === undefined ? [] : [`      message: ${shown(message.old)} → ${shown(message.new)}`]),
  ];
}

function riskLine({ type, value, old, new: current }: RiskChange): string {
  return `  risk of ${visible(value)} (${visible(type)}): ${old ?? 0} → ${current ?? 0}`;
}

function rowText(row: Row): string {
  return Object.entries(row)
    .map(([name, value]) => `${visible(name)}=${valueText(value)}`)
    .join(' ');
}

function valueText(value: Value | null): string {
  return value === null ? '(none)' : visible(JSON.stringify(value));
}

function shown(text: string): string {
  return visible(text);
}

/** A line without colours is cut to the width; one with colours keeps its end. */
function cutStyled(line: string, width: number): string {
  return line.includes('\u001b') ? line : cut(line, Math.max(40, width * 2));
}
