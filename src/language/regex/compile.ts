import type { Span } from '../../shared/span.ts';
import { nodesOf, type RegexNode } from './ast.ts';
import { type Backtracking, backtracking } from './backtracking.ts';
import { captureFates } from './captures.ts';
import { parsePattern } from './parse.ts';
import { unsupported } from './reader.ts';
import { resolvePattern } from './resolve.ts';
import { type JavaScriptPattern, javaScriptObstacle, type Obstacle, toJavaScript } from './to-javascript.ts';
import { type Reads, toRe2 } from './to-re2.ts';

/** A group of a pattern; in a branch reset several parts of the pattern are one group. */
export interface RegexGroup {
  /** From 1, as PCRE counts. */
  readonly index: number;
  readonly name?: string;
}

/** A pattern of PCRE, translated for the engines that run it exactly as PCRE does. At least one does. */
export interface CompiledRegex {
  readonly pattern: string;
  readonly groups: readonly RegexGroup[];
  /** The pattern for RE2, by what is read of a match; absent where RE2 would differ. */
  readonly re2: { readonly [R in Reads]?: string };
  readonly javaScript?: JavaScriptPattern;
  /** Why there is no `javaScript`. */
  readonly obstacle?: Obstacle;
  /** Why a backtracking engine may take very long, where it may. */
  readonly exponential?: Backtracking;
}

export interface RegexOptions {
  /** As if the pattern started with `(?i)`. False by default. */
  readonly isCaseless?: boolean;
}

/**
 * Reads a PCRE pattern and translates it. Pure and not cached.
 * @throws SPL115 an invalid pattern; SPL304 a construct that no engine of karst runs. Spans count in the pattern, which
 * is the `text` of the details.
 * Source: pcre2pattern.
 */
export function compileRegex(pattern: string, { isCaseless = false }: RegexOptions = {}): CompiledRegex {
  const parsed = parsePattern(pattern, { isCaseless });
  const root = resolvePattern(parsed, pattern);
  const fates = captureFates(root);
  const translation = javaScriptObstacle(root, fates) ?? toJavaScript(root, parsed.groupCount, fates);
  const obstacle = 'source' in translation ? sizeObstacle(translation, pattern) : translation;
  const re2 = re2Patterns(root);
  if (obstacle !== undefined && re2.test === undefined) unsupported(obstacle.construct, pattern, obstacle.span);
  const exponential = re2.spans === undefined ? backtracking(root) : undefined;
  return {
    pattern,
    groups: groupsOf(parsed.groupCount, parsed.names),
    re2,
    ...('source' in translation && obstacle === undefined ? { javaScript: translation } : {}),
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(exponential === undefined ? {} : { exponential }),
  };
}

/** V8 takes every RegExp of so many characters. */
const SURE_LENGTH = 2000;

/** Whether V8 finds the RegExp too large, which it only says when it first runs it. */
function sizeObstacle({ source, flags }: JavaScriptPattern, pattern: string): Obstacle | undefined {
  if (source.length <= SURE_LENGTH) return undefined;
  try {
    // A character that the texts lack comes first: nothing is tried, however long that would take.
    const trial = new RegExp(`\\u{10fffe}(?:${source})`, flags);
    for (const text of ['', '\u{1f600}']) trial.test(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { construct: 'a pattern of this size', span: { start: 0, end: pattern.length } };
  }
}

function re2Patterns(root: RegexNode): CompiledRegex['re2'] {
  const indexes = [...nodesOf(root)].flatMap((node) => (node.kind === 'Capture' ? [node.index] : []));
  const isReset = new Set(indexes).size < indexes.length;
  const patterns: { [R in Reads]?: string } = {};
  for (const reads of ['test', 'groups', 'spans'] as const) {
    const text = reads !== 'test' && isReset ? undefined : toRe2(root, reads);
    if (text !== undefined) patterns[reads] = text;
  }
  return patterns;
}

function groupsOf(count: number, names: ReadonlyMap<string, number>): RegexGroup[] {
  const nameOf = new Map([...names].map(([name, index]) => [index, name]));
  return Array.from({ length: count }, (_, at) => {
    const name = nameOf.get(at + 1);
    return name === undefined ? { index: at + 1 } : { index: at + 1, name };
  });
}

/** The engine for a use of the pattern, with the pattern that it takes: RE2's own, or PCRE's for JavaScript. */
export type RegexChoice = { readonly engine: 're2' | 'js'; readonly pattern: string };

/**
 * Chooses RE2 where it gives just what is read, else JavaScript.
 * @param groups the numbers of the groups that are read; all named ones unless told otherwise
 * @throws SPL304 neither does; the span counts in the pattern
 */
export function regexChoice(
  compiled: CompiledRegex,
  reads: Reads,
  groups: readonly number[] = namedGroups(compiled),
): RegexChoice {
  const re2 = compiled.re2[reads];
  if (re2 !== undefined) return { engine: 're2', pattern: re2 };
  const { javaScript, obstacle, pattern } = compiled;
  const whole: Span = { start: 0, end: pattern.length };
  if (javaScript === undefined) unsupported(obstacle?.construct ?? 'this', pattern, obstacle?.span ?? whole);
  const lost = reads === 'test' ? undefined : groups.find((group) => javaScript.inexact.includes(group));
  if (lost !== undefined) {
    unsupported('reading a group in a loop that may skip it', pattern, whole, 'put the loop into a group');
  }
  return { engine: 'js', pattern };
}

function namedGroups({ groups }: CompiledRegex): number[] {
  return groups.flatMap(({ index, name }) => (name === undefined ? [] : [index]));
}
