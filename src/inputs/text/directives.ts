import type { TableHeader } from '../record.ts';

/** What the lines that begin with `#` said so far; plain data. */
export interface Columns {
  /** Absent before any named columns. */
  readonly header?: TableHeader;
  readonly zeekSeparator: string;
  /** What Zeek calls the log, once it is said. */
  readonly zeekLog?: string;
}

/** Follows the lines that begin with `#` and say what the columns of the rows below them are. */
export interface Directives {
  take(line: string): void;
  /** As of the lines so far. */
  readonly columns: Columns;
}

const NO_COLUMNS: Columns = { zeekSeparator: '\t' };

/**
 * @param before what lines before the first one said.
 * Sources: Extended Log File Format, W3C working draft; Zeek, TSV log format.
 */
export function openDirectives(before: Columns = NO_COLUMNS): Directives {
  let columns = before;
  return {
    take(line) {
      columns = after(columns, line);
    },
    get columns() {
      return columns;
    },
  };
}

/** What the directives at the beginning of a text say. */
export function columnsOf(head: string): Columns {
  const directives = openDirectives();
  for (const line of head.replace(/^[\uFEFF\0\r\n]+/, '').split(/\r?\n/)) {
    if (!line.startsWith('#')) break;
    directives.take(line);
  }
  return directives.columns;
}

function after(columns: Columns, line: string): Columns {
  const [, directive = '', rest = ''] = /^#([\w-]+):?[\s]?(.*)$/.exec(line) ?? [];
  const { zeekSeparator, zeekLog } = columns;
  switch (directive) {
    case 'Fields': {
      const separator = rest.includes('\t') ? '\t' : ' ';
      return { ...columns, header: { kind: 'w3c', separator, names: rest.trim().split(/\s+/) } };
    }
    case 'separator':
      return { ...columns, zeekSeparator: unescaped(rest.trim()) || '\t' };
    case 'path':
      return { ...columns, zeekLog: rest.trim() };
    case 'fields': {
      const names = rest.split(zeekSeparator);
      const log = zeekLog === undefined ? {} : { log: zeekLog };
      return { ...columns, header: { kind: 'zeek', separator: zeekSeparator, names, ...log } };
    }
    default:
      return columns;
  }
}

/** Zeek writes the separator as `\x09`. */
function unescaped(text: string): string {
  return text.replace(/\\x([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
