import { type ExtractionStep, problemInText, type SourceMapping, type TimestampRule } from '../../content/index.ts';
import { parseTime } from '../../engine/index.ts';
import {
  defineMappedSource,
  type ExtractionRule,
  fileNameOf,
  type SourceDefinition,
  type TimeRule,
} from '../../events/index.ts';
import type { ReadOptions } from '../../inputs/index.ts';
import { Problem } from '../../shared/problem.ts';
import { openZone } from '../../shared/zone.ts';
import { compilePattern } from './pattern.ts';

/** A mapping whose rules for single events are ready to be run. */
export interface CompiledSource {
  readonly definition: SourceDefinition;
  /** How the lines of a file of the source make events; undefined for other files. */
  readonly layoutFor: NonNullable<ReadOptions['layoutFor']>;
}

/** What the user says about the logs: it may choose a mapping. */
export interface Given {
  readonly source?: string | undefined;
  readonly sourcetype?: string | undefined;
}

/**
 * Makes a mapping ready.
 *
 * @throws Problem SPL115 and SPL304 for a pattern, EV001 for a zone, each at its place in the file
 */
export function compileSource(mapping: SourceMapping, given: Given): CompiledSource {
  const { name, sourcetype, source, host, hostField, recognise, timestamp, extract, aliases } = mapping;
  const rules = {
    name,
    sourcetype,
    ...(source !== undefined && { source }),
    ...(host !== undefined && { host }),
    ...(hostField !== undefined && { hostField }),
    recognise: {
      keys: recognise?.keys ?? [],
      ...(recognise?.text && { text: compilePattern(recognise.text) }),
      ...(recognise?.file !== undefined && { file: globPattern(recognise.file) }),
    },
    ...(timestamp && { timestamp: timeRule(timestamp) }),
    ...(extract && { extract: extract.map(stepRule) }),
    aliases,
  };
  if (timestamp !== undefined) checkZone(timestamp);
  return { definition: defineMappedSource(rules), layoutFor: layoutFor(mapping, rules.recognise, given) };
}

/** Everything that is wrong with the patterns and the zone of a mapping, each at its place in the file. */
export function sourceProblems(mapping: SourceMapping): readonly Problem[] {
  const { recognise, events, timestamp, extract = [] } = mapping;
  const patterns = [
    recognise?.text,
    events?.kind === 'begins' ? events.pattern : undefined,
    timestamp?.pattern,
    ...extract.map((step) => (step.kind === 'regex' ? step.pattern : undefined)),
  ].filter((pattern) => pattern !== undefined);
  const problems = patterns.map((pattern) => problemOf(() => compilePattern(pattern)));
  const rest = timestamp?.zone && problemOf(() => checkZone(timestamp));
  return [...problems, rest].filter((problem) => problem !== undefined);
}

function problemOf(work: () => unknown): Problem | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** A zone that does not exist is told at its place. */
function checkZone({ zone }: TimestampRule): void {
  if (zone === undefined) return;
  try {
    openZone(zone.text);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw problemInText(zone, error.within({ span: { start: 0, end: zone.text.length } }));
  }
}

/** Variables of strptime that tell a zone, and epoch seconds. */
const NAMES_ZONE = /%(?::{0,2}z|[Zs+])/;

function timeRule({ field, pattern, format, zone }: TimestampRule): TimeRule {
  return {
    ...(field !== undefined && { field }),
    ...(pattern && { pattern: compilePattern(pattern) }),
    ...(format !== undefined && {
      parse: (text, timezone, now) => parseTime(text, format, timezone, now),
      isZoned: NAMES_ZONE.test(format),
    }),
    ...(zone && { zone: zone.text }),
  };
}

function stepRule(step: ExtractionStep): ExtractionRule {
  return step.kind === 'regex' ? { ...step, pattern: compilePattern(step.pattern) } : step;
}

/** How much of a file is looked at to tell whether it is of the source. */
const LOOK_AT = 4096;

function layoutFor(
  { events, extract, sourcetype, source }: SourceMapping,
  { text, file, keys }: Parameters<typeof defineMappedSource>[0]['recognise'],
  given: Given,
): CompiledSource['layoutFor'] {
  const begins = events?.kind === 'begins' ? compilePattern(events.pattern) : undefined;
  const table = extract?.find((step) => step.kind === 'csv' && step.columns === undefined);
  const isNamed = (one: string | undefined, other: string | undefined): boolean =>
    one !== undefined && one.toLowerCase() === other?.toLowerCase();
  const isGiven =
    isNamed(given.sourcetype, sourcetype) || (given.sourcetype === undefined && isNamed(given.source, source));
  return (shown, head) => {
    const start = head.replace(/^[\s\uFEFF]+/, '').slice(0, LOOK_AT);
    const isAsked = given.sourcetype === undefined && keys.length === 0 && (text !== undefined || file !== undefined);
    const isOurs = isAsked && file?.test(fileNameOf(shown)) !== false && text?.test(start) !== false;
    if (!isGiven && !isOurs) return undefined;
    if (table?.kind === 'csv') return tableLayout(start, table.delimiter);
    if (begins !== undefined) return { kind: 'begins', begins: (line) => begins.test(line) };
    return events === undefined || events.kind === 'begins' ? undefined : { kind: events.kind };
  };
}

/** The first line of a file names the columns. */
function tableLayout(head: string, separator: string): ReturnType<CompiledSource['layoutFor']> {
  const [first = ''] = head.split(/\r?\n/);
  const names = first.split(separator).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  return { kind: 'delimited', header: { kind: 'delimited', separator, names } };
}

/** `*` stands for any characters, `?` for one; small and capital letters are the same. */
function globPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  // Stars side by side would be loops side by side.
  return new RegExp(`^${escaped.replace(/\*+/g, '.*').replaceAll('?', '.')}$`, 'is');
}
