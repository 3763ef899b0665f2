import { SEQUENCE, type Value, type ValueType } from '../language/index.ts';
import { duckdb } from '../sql/index.ts';

/** What a row holds, by field. Absent fields have no entry; an empty list is an absent field. */
export type TableRow = ReadonlyMap<string, Value>;

/** A type that values are stored as. */
export type StoredType = Exclude<ValueType, 'boolean'>;

/** Rows of one table, written as JSON lines that the database reads. Plain data: threads may send it to each other. */
export interface RowLines {
  readonly rows: number;
  /** UTF-8, or the path of the file that holds it. */
  readonly text: Uint8Array | string;
  readonly bytes: number;
  /** No line is longer, in bytes. */
  readonly longest: number;
  /** The fields in the order in which they came, and how many of their values are of each type. */
  readonly fields: ReadonlyMap<string, FieldCounts>;
  /** The number of the last row. */
  readonly last: number;
}

export type FieldCounts = Readonly<Record<StoredType, number>>;

/** Writes rows as lines. */
export interface RowWriter {
  /** @param sequence the row's number: results of equal sort keys come in the order of these */
  add(row: TableRow, sequence: number): void;
  readonly rows: number;
  /** Characters of the lines. */
  readonly characters: number;
  /** What was written; the writer begins anew. */
  take(): RowLines;
}

/** What is known of a field while lines are written. */
interface Field extends Record<StoredType, number> {
  readonly keys: Readonly<Record<StoredType, string>>;
}

export function openRowWriter(): RowWriter {
  const keys = new Map<string, Field['keys']>();
  const sequenceKey = keyOf(SEQUENCE, 'number');
  let fields = new Map<string, Field>();
  let lines: string[] = [];
  let characters = 0;
  let longest = 0;
  let last = 0;

  function fieldOf(name: string): Field {
    const known = keys.get(name) ?? keysOf(name);
    if (keys.size < KEPT_KEYS) keys.set(name, known);
    const field = { keys: known, text: 0, number: 0, multi: 0 };
    fields.set(name, field);
    return field;
  }

  return {
    add: (row, sequence) => {
      let line = `{${sequenceKey}${sequence}`;
      for (const [name, value] of row) {
        const type = typeOf(value);
        if (type === undefined) continue;
        const field = fields.get(name) ?? fieldOf(name);
        field[type]++;
        line += `,${field.keys[type]}${jsonOf(value)}`;
      }
      lines.push(`${line}}\n`);
      characters += line.length + 2;
      if (line.length > longest) longest = line.length;
      last = sequence;
    },
    get rows() {
      return lines.length;
    },
    get characters() {
      return characters;
    },
    take: () => {
      const text = UTF8.encode(lines.join(''));
      const counts = new Map([...fields].map(([name, { text, number, multi }]) => [name, { text, number, multi }]));
      // A character has three bytes at most for each of its UTF-16 units.
      const taken = { rows: lines.length, text, bytes: text.length, longest: (longest + 2) * 3, fields: counts, last };
      lines = [];
      fields = new Map();
      characters = 0;
      longest = 0;
      return taken;
    },
  };
}

/** Unlike Buffer.from it gives bytes of their own, which another thread can take over. */
const UTF8 = new TextEncoder();

/** Keys of fields that are remembered: names may be without end. */
const KEPT_KEYS = 20_000;

function keysOf(name: string): Field['keys'] {
  return { text: keyOf(name, 'text'), number: keyOf(name, 'number'), multi: keyOf(name, 'multi') };
}

function keyOf(name: string, type: StoredType): string {
  return `${jsonText(duckdb.statements.jsonKey(name, type))}:`;
}

/** The type that a value is stored as; undefined for one that counts as absent. */
function typeOf(value: Value): StoredType | undefined {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : undefined;
  return value.length === 0 ? undefined : value.length === 1 ? 'text' : 'multi';
}

function jsonOf(value: Value): string {
  if (typeof value === 'string') return jsonText(value);
  if (typeof value === 'number') return String(value);
  return value.length === 1 ? jsonText(String(value[0])) : `[${value.map((one) => jsonText(String(one))).join(',')}]`;
}

function jsonText(value: string): string {
  const text = JSON.stringify(value);
  // A lone surrogate is written as an escape that the database refuses; UTF-8 has no place for it.
  return text.includes('\\ud') ? JSON.stringify(value.replace(/\p{Surrogate}/gu, '\ufffd')) : text;
}
