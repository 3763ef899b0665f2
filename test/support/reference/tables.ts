import type { CaseRow, CaseValue } from '../../conformance/cases.ts';

/** Rows as a table of Markdown: columns in the order in which they first appear, an absent value is an empty cell. */
export function rowTable(rows: readonly CaseRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return rows.length === 0 ? 'None.' : `${rows.length} without fields.`;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(code)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => cell(row[column])))),
  ].join('\n');
}

/** Each value of a multivalue field stands in a line of its own. */
function cell(value: CaseValue | undefined): string {
  if (value === undefined || value === null) return '';
  const values = Array.isArray(value) ? value : [value];
  return values.map((one: string | number | boolean) => (one === '' ? '(empty)' : code(String(one)))).join('<br>');
}

/** A text as it is. A pipe would end the cell of a table, even here. */
export function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text.replaceAll('|', '\\|').replace(/\r?\n/g, '⏎')}${space}${fence}`;
}
