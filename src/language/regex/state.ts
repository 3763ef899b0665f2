import { type CaseFolding, caseFolding } from './case.ts';
import { PatternReader } from './reader.ts';

/** Options that hold at a place of the pattern, by the letters that set them. */
export interface Options {
  /** i */
  readonly isCaseless: boolean;
  /** m */
  readonly isMultiline: boolean;
  /** s */
  readonly isDotAll: boolean;
  /** x, and xx for `all`: white space in classes is nothing either. */
  readonly extended: 'no' | 'yes' | 'all';
  /** U: quantifiers are lazy unless `?` follows. */
  readonly isUngreedy: boolean;
  /** n: plain parentheses do not capture. */
  readonly isWithoutCaptures: boolean;
}

/** What a pattern starts with. */
export const PLAIN: Options = {
  isCaseless: false,
  isMultiline: false,
  isDotAll: false,
  extended: 'no',
  isUngreedy: false,
  isWithoutCaptures: false,
};

/** What is known while a pattern is parsed. */
export interface ParseState {
  readonly reader: PatternReader;
  readonly folding: CaseFolding;
  readonly names: Map<string, number>;
  /** Groups opened so far; in a branch reset it goes back. */
  groupCount: number;
  /** The highest number that a group has. */
  highestGroup: number;
  depth: number;
  /** What `\R` matches: CR, LF and CR LF only, after `(*BSR_ANYCRLF)`. */
  hasPlainLineBreaks: boolean;
}

/** The options of one group: a setting such as `(?i)` holds from where it stands to the end of its group. */
export interface Scope {
  options: Options;
}

export function newState(pattern: string): ParseState {
  return {
    reader: new PatternReader(pattern),
    folding: caseFolding(),
    names: new Map(),
    groupCount: 0,
    highestGroup: 0,
    depth: 0,
    hasPlainLineBreaks: false,
  };
}
