import { visible } from '../../findings/index.ts';
import type { DetectionDiff, RiskChange, Row, RowChange, RowsDiff, Value } from '../../library/index.ts';
import type { Problem } from '../../shared/problem.ts';
import { placeOf } from '../../shared/span.ts';
import { different, orNone, rowCounts, sumUp } from './counts.ts';
import type { DiffFormat } from './format.ts';

/** For a comment on a pull request. Text of logs and content stands in code spans, where it is no markup. */
export const markdown: DiffFormat = {
  summary: 'Markdown for a comment on a pull request',
  render: (diff) => [`### Detections: ${sumUp(diff)}\n`, ...different(diff).map(sectionOf)].join('\n'),
};

function sectionOf(one: DetectionDiff): string {
  const { state, name, problems, details, rows, risk } = one;
  return [
    `#### ${code(name)}: ${state}\n`,
    ...[problemText('before', problems.old), problemText('now', problems.new)].flat(),
    ...tableOf(
      ['', 'before', 'now'],
      details.map(({ field, old, new: current }) => [field, code(orNone(old)), code(orNone(current))]),
    ),
    `**Rows** ${rowCounts(rows)}${identityText(rows)}\n`,
    ...(rows === null ? [] : rowSections(rows)),
    ...riskTable(risk),
  ].join('\n');
}

function identityText(rows: RowsDiff | null): string {
  return rows === null || rows.identity === null ? '' : `, told apart by ${rows.identity.map(code).join(', ')}`;
}

function problemText(side: string, problem: Problem | undefined): readonly string[] {
  if (problem === undefined) return [];
  const { message, details, code: errorCode } = problem;
  const { text, span, file, hint } = details;
  const place = text !== undefined && span ? placeOf(text, span.start) : undefined;
  const at = file === undefined || place === undefined ? '' : ` at ${code(`${file}:${place.line}:${place.column}`)}`;
  return [
    `**Cannot run ${side}**: ${code(message)} (${errorCode})${at}${hint === undefined ? '' : `. Hint: ${code(hint)}`}\n`,
  ];
}

function rowSections({ addedRows, removedRows, changedRows, added, removed, changed }: RowsDiff): readonly string[] {
  return [
    ...details(`Rows added: ${added}`, added - addedRows.length, rowTable(addedRows)),
    ...details(`Rows removed: ${removed}`, removed - removedRows.length, rowTable(removedRows)),
    ...details(
      `Rows changed: ${changed}`,
      changed - changedRows.length,
      tableOf(CHANGE_HEAD, changedRows.flatMap(changeRows)),
    ),
  ];
}

/** @param more how many are not in it */
function details(title: string, more: number, table: readonly string[]): readonly string[] {
  if (table.length === 0) return [];
  const rest = more > 0 ? [`And ${more} more.\n`] : [];
  return ['<details>', `<summary>${title}</summary>\n`, ...table, ...rest, '</details>\n'];
}

function rowTable(rows: readonly Row[]): readonly string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return tableOf(
    names.map(code),
    rows.map((row) => names.map((name) => (row[name] === undefined ? '' : code(valueText(row[name]))))),
  );
}

const CHANGE_HEAD = ['row', 'field', 'before', 'now'];

function changeRows({ identity, fields, message }: RowChange): readonly (readonly string[])[] {
  const row = code(
    Object.entries(identity)
      .map(([name, value]) => `${name}=${valueText(value)}`)
      .join(' '),
  );
  return [
    ...fields.map(({ field, old, new: current }) => [row, code(field), code(valueText(old)), code(valueText(current))]),
    ...(message === undefined ? [] : [[row, 'message', code(message.old), code(message.new)]]),
  ];
}

function riskTable(risk: readonly RiskChange[]): readonly string[] {
  return tableOf(
    ['risk of', 'type', 'before', 'now'],
    risk.map(({ type, value, old, new: current }) => [code(value), code(type), String(old ?? 0), String(current ?? 0)]),
  );
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function valueText(value: Value | null): string {
  if (value === null) return '(none)';
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** Characters of a cell: a comment has a limit, and a command line none. */
const CELL_LENGTH = 200;

/**
 * A text as code, on one line. The fence is longer than any run of backticks in it; a bar would end the cell of a table
 * even in code.
 */
function code(text: string): string {
  const cut = text.length > CELL_LENGTH ? `${text.slice(0, CELL_LENGTH)}…` : text;
  const line = visible(cut).replaceAll('|', '\\|');
  if (line.trim() === '') return '(empty)';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = longest > 0 ? ' ' : '';
  return `${fence}${room}${line}${room}${fence}`;
}
