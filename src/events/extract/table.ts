import type { TableHeader } from '../../inputs/index.ts';
import type { EventFields } from '../fields.ts';
import { cleanName } from './key-value.ts';
import { nameOfExtracted } from './reserved.ts';

/** Adds a field for each cell of a row, under the name of its column. What the format writes for "none" is absent. */
export function addTableFields(fields: EventFields, text: string, header: TableHeader): void {
  const cells = header.kind === 'delimited' ? splitDelimited(text, header.separator) : text.split(header.separator);
  header.names.forEach((name, column) => {
    const cell = cells[column];
    if (cell !== undefined && !isNone(cell, header.kind)) fields.set(nameOfExtracted(nameOf(name, header.kind)), cell);
  });
}

/** The cells of a row: one in quotation marks may hold the separator, line breaks, and quotation marks written twice. */
export function splitDelimited(text: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const end = text[at] === '"' ? quotedEnd(text, at) : at;
    const next = text.indexOf(separator, end);
    const stop = next === -1 ? text.length : next;
    cells.push(end > at ? unquoted(text.slice(at, end)) : text.slice(at, stop));
    at = stop + separator.length;
  }
  return cells;
}

/** The place behind the quotation mark that closes; the start where none does. */
function quotedEnd(text: string, at: number): number {
  let close = text.indexOf('"', at + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close === -1 ? at : close + 1;
}

function unquoted(cell: string): string {
  return cell.slice(1, -1).replaceAll('""', '"');
}

function isNone(cell: string, kind: TableHeader['kind']): boolean {
  return kind !== 'delimited' && (cell === '-' || cell === '(empty)');
}

/** Zeek's names have dots, which stay; others become names that a search can write. */
function nameOf(name: string, kind: TableHeader['kind']): string {
  if (kind === 'zeek') return name;
  return kind === 'w3c' ? cleanName(name.replace(/\)$/, '')) : cleanName(name);
}
