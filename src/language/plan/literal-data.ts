import type { Value } from '../ir.ts';

/** Rows that a search brings in its own text. */
export interface LiteralData {
  readonly columns: readonly string[];
  readonly rows: readonly ReadonlyMap<string, Value>[];
}

/**
 * CSV with a header. Fields may stand in quotation marks, a doubled one inside them is one; empty cells are no values.
 *
 * Source: RFC 4180.
 */
export function csvData(text: string): LiteralData {
  const [header = [], ...records] = recordsOf(text);
  const columns = [...new Set(header.map((name) => name.trim()).filter((name) => name !== ''))];
  const rows = records.map((record) => {
    const row = new Map<string, Value>();
    header.forEach((name, index) => {
      const cell = record[index] ?? '';
      if (name.trim() !== '' && cell !== '') row.set(name.trim(), cell);
    });
    return row;
  });
  return { columns, rows };
}

/** Lines without anything in them are left out. */
function recordsOf(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^,\r\n]*))(,|\r?\n|\r|$)/y;
  while (CELL.lastIndex < text.length) {
    const start = CELL.lastIndex;
    const [, quoted, bare, end = ''] = CELL.exec(text) ?? looseCell(CELL, text, start);
    record.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',' && CELL.lastIndex < text.length) continue;
    if (end === ',') record.push('');
    if (record.some((cell) => cell !== '')) records.push(record);
    record = [];
  }
  return records;
}

/** A cell whose quotation marks are not as they should be, as it stands. */
function looseCell(cell: RegExp, text: string, start: number): readonly (string | undefined)[] {
  const LOOSE = /([^,\r\n]*)(,|\r?\n|\r|$)/y;
  LOOSE.lastIndex = start;
  const [all = '', bare = '', end = ''] = LOOSE.exec(text) ?? [];
  cell.lastIndex = start + all.length;
  return [all, undefined, bare, end];
}

/**
 * A list of JSON objects, or one, as results; nested values stay JSON. Undefined for other texts.
 *
 * Source: Splunk Search Reference, makeresults.
 */
export function jsonData(text: string): LiteralData | undefined {
  const parsed = parsedJson(text);
  const list = Array.isArray(parsed) ? parsed : [parsed];
  const columns = new Set<string>();
  const rows: ReadonlyMap<string, Value>[] = [];
  for (const item of list) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
    const row = new Map<string, Value>([['_raw', JSON.stringify(item)]]);
    for (const [name, value] of Object.entries(item)) {
      columns.add(name);
      const own = valueIn(value);
      if (own !== undefined) row.set(name, own);
    }
    rows.push(row);
  }
  return { columns: ['_raw', ...columns], rows };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A list of plain values is a multivalue. */
function valueIn(value: unknown): Value | undefined {
  if (value === null) return undefined;
  if (typeof value === 'number' || typeof value === 'string') return value;
  const isPlain = Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number');
  if (isPlain) return value.length === 0 ? undefined : value.map(String);
  return JSON.stringify(value);
}
