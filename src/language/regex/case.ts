import type { CodeRange } from './ast.ts';
import { includesCode, joinRanges } from './sets.ts';

/** Which code points a match without case takes for each other. */
export interface CaseFolding {
  /** The code point and all that differ from it in case only, itself first. */
  variantsOf(code: number): readonly number[];
  /** The ranges with all case variants of what is in them. */
  close(ranges: readonly CodeRange[]): CodeRange[];
}

/** The blocks of Unicode that hold characters with case. */
const CASED_BLOCKS: readonly CodeRange[] = [
  [0x41, 0x58f],
  [0x10a0, 0x10ff],
  [0x13a0, 0x13ff],
  [0x1c80, 0x1cbf],
  [0x1d00, 0x1dbf],
  [0x1e00, 0x1fff],
  [0x2100, 0x218f],
  [0x24b0, 0x24ef],
  [0x2c00, 0x2d2f],
  [0xa640, 0xa7ff],
  [0xab30, 0xabbf],
  [0xff00, 0xff5f],
  [0x10400, 0x105bf],
  [0x10c80, 0x10cff],
  [0x10d50, 0x10d8f],
  [0x118a0, 0x118df],
  [0x16e40, 0x16eff],
  [0x1e900, 0x1e95f],
];
const LAST_ASCII = 0x7f;
const LONG_S = 0x17f;
const KELVIN = 0x212a;
/** It has an upper case, I, but is no case variant of it: that holds in Turkish alone. */
const DOTLESS_I = 0x131;

/** Case by Unicode's simple folding, as PCRE has it in UTF mode. The table of all cases is made when first needed. */
export function caseFolding(): CaseFolding {
  let table: ReadonlyMap<number, readonly number[]> | undefined;
  const variantsOf = (code: number): readonly number[] => {
    if (code <= LAST_ASCII) return asciiVariants(code);
    table ??= caseTable();
    return table.get(code) ?? [code];
  };
  const close = (ranges: readonly CodeRange[]): CodeRange[] => {
    if (ranges.every(([, high]) => high <= LAST_ASCII)) return joinRanges([...ranges, ...asciiCases(ranges)]);
    table ??= caseTable();
    const added: CodeRange[] = [];
    for (const [code, variants] of table) {
      if (!includesCode(ranges, code)) continue;
      for (const variant of variants) if (!includesCode(ranges, variant)) added.push([variant, variant]);
    }
    return joinRanges([...ranges, ...added]);
  };
  return { variantsOf, close };
}

function asciiVariants(code: number): readonly number[] {
  const letter = code | 0x20;
  if (letter < 0x61 || letter > 0x7a) return [code];
  const pair = [code, code ^ 0x20];
  if (letter === 0x6b) return [...pair, KELVIN];
  return letter === 0x73 ? [...pair, LONG_S] : pair;
}

function asciiCases(ranges: readonly CodeRange[]): CodeRange[] {
  const found: CodeRange[] = [];
  for (let code = 0x41; code <= 0x7a; code++) {
    if (includesCode(ranges, code)) found.push(...asciiVariants(code).map((variant): CodeRange => [variant, variant]));
  }
  return found;
}

function caseTable(): Map<number, readonly number[]> {
  const groups = new Map<number, Set<number>>();
  for (const [low, high] of CASED_BLOCKS) {
    for (let code = low; code <= high; code++) {
      for (const other of [singleCase(code, 'toLowerCase'), singleCase(code, 'toUpperCase')]) {
        if (other !== code) unite(groups, code, other);
      }
    }
  }
  return new Map([...groups].map(([code, group]) => [code, [code, ...[...group].filter((other) => other !== code)]]));
}

function unite(groups: Map<number, Set<number>>, left: number, right: number): void {
  const group = new Set([...(groups.get(left) ?? [left]), ...(groups.get(right) ?? [right])]);
  for (const member of group) groups.set(member, group);
}

/** The other case where it is one code point, else the code point itself. */
function singleCase(code: number, change: 'toLowerCase' | 'toUpperCase'): number {
  if (code === DOTLESS_I) return code;
  const text = String.fromCodePoint(code)[change]();
  const other = text.codePointAt(0) ?? code;
  return text.length === String.fromCodePoint(other).length ? other : code;
}
