import type { TableHeader } from '../record.ts';

/** Follows the lines that begin with `#` and say what the columns of the rows below them are. */
export interface Directives {
  take(line: string): void;
  /** As of the lines so far; undefined before any named columns. */
  readonly header: TableHeader | undefined;
}

/** Sources: Extended Log File Format, W3C working draft; Zeek, TSV log format. */
export function openDirectives(): Directives {
  let header: TableHeader | undefined;
  let zeekSeparator = '\t';
  let zeekLog: string | undefined;
  return {
    take(line) {
      const [, directive = '', rest = ''] = /^#([\w-]+):?[\s]?(.*)$/.exec(line) ?? [];
      switch (directive) {
        case 'Fields':
          header = { kind: 'w3c', separator: rest.includes('\t') ? '\t' : ' ', names: rest.trim().split(/\s+/) };
          break;
        case 'separator':
          zeekSeparator = unescaped(rest.trim()) || '\t';
          break;
        case 'path':
          zeekLog = rest.trim();
          break;
        case 'fields': {
          const names = rest.split(zeekSeparator);
          header = { kind: 'zeek', separator: zeekSeparator, names, ...(zeekLog !== undefined && { log: zeekLog }) };
          break;
        }
        default:
      }
    },
    get header() {
      return header;
    },
  };
}

/** Zeek writes the separator as `\x09`. */
function unescaped(text: string): string {
  return text.replace(/\\x([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
