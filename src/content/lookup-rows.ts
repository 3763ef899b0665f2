import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { Problem } from '../shared/problem.ts';

/** Far longer than any row of a lookup; an unclosed quote must not swallow the rest of a large file. */
const MAX_ROW_BYTES = 2 ** 20;

/** What a CSV file of a lookup holds. */
export interface LookupFile {
  /** As its header names them. */
  readonly columns: readonly string[];
  /** Empty cells have no entry. Read from the file as they are asked for. */
  rows(): AsyncGenerator<Readonly<Record<string, string>>>;
}

/**
 * Opens a CSV file (RFC 4180): quoted cells may hold line breaks, a byte order mark is left out, rows may be shorter
 * or longer than the header.
 *
 * @throws Problem CT003 for what is no CSV, CT001 for a file that cannot be read.
 */
export async function openLookupFile(file: string): Promise<LookupFile> {
  let columns: readonly string[] = [];
  for await (const header of records(file)) {
    columns = header;
    break;
  }
  return {
    columns,
    rows: async function* () {
      let isHeader = true;
      for await (const cells of records(file)) {
        if (!isHeader) yield rowOf(columns, cells);
        isHeader = false;
      }
    },
  };
}

async function* records(file: string): AsyncGenerator<readonly string[]> {
  const input = createReadStream(file);
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: MAX_ROW_BYTES });
  input.on('error', (error) => parser.destroy(error));
  try {
    for await (const record of input.pipe(parser)) yield record as readonly string[];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const code = error instanceof CsvError ? 'CT003' : 'CT001';
    throw new Problem(code, `cannot read the lookup: ${reason}`, { file });
  } finally {
    input.destroy();
  }
}

function rowOf(columns: readonly string[], cells: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    columns.flatMap((name, at) => {
      const cell = cells[at] ?? '';
      return name === '' || cell === '' ? [] : [[name, cell] as const];
    }),
  );
}
