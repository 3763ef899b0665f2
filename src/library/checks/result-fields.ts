import type { Detection } from '../../content/index.ts';
import { isHidden, type Schema } from '../../language/index.ts';
import { nearest } from '../../shared/nearest.ts';
import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';

/** A field of the results that the file of a detection names outside of its search. */
interface Named {
  readonly name: string;
  /** What names it, such as `the message`. */
  readonly by: string;
  /** Finds where: its first group is the name. */
  readonly place: RegExp;
}

/**
 * What a detection's message, risk and threat objects, throttling and drilldowns name and the results of its search do
 * not have, where all that these have is known. The publisher's tool looks for the names in the text of the search,
 * and is content with one in a comment or in a condition.
 *
 * @returns problems SPL412 with their place in the file
 */
export function missingResultFields(detection: Detection, results: Schema): readonly Problem[] {
  if (results.isOpen) return [];
  const known = results.columns.map(({ name }) => name).filter((name) => !isHidden(name));
  const missing = namedFields(detection).filter(({ name }) => !known.includes(name) && !ALWAYS_THERE.has(name));
  const distinct = [...new Map(missing.map((one) => [`${one.by} ${one.name}`, one])).values()];
  return distinct.map((one) => problemOf(one, detection, known));
}

/** What Splunk itself fills in where a finding is shown. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(['info_min_time', 'info_max_time', 'info_search_time', 'info_sid']);

function namedFields({ risk, throttling, drilldownSearches }: Detection): readonly Named[] {
  const messages = new Set([risk.message, ...risk.riskObjects.map(({ message }) => message)]);
  return [
    ...[...messages].flatMap(tokensOf).map((name) => ({ name, by: 'the message', place: token(name) })),
    ...risk.riskObjects.map(({ field }) => ({ name: field, by: 'a risk object', place: value(field) })),
    ...risk.threatObjects.map(({ field }) => ({ name: field, by: 'a threat object', place: value(field) })),
    ...(throttling?.fields ?? []).map((name) => ({ name, by: 'the throttling', place: item(name) })),
    ...drilldownSearches
      .flatMap(({ name, search }) => [...tokensOf(name), ...tokensOf(search)])
      .map((name) => ({ name, by: 'a drilldown', place: token(name) })),
  ];
}

/** `$field$`, and `$field|s$` of drilldowns. */
function tokensOf(text: string): readonly string[] {
  return [...text.matchAll(/\$([^\s$|]+)(?:\|[a-z]+)?\$/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

function token(name: string): RegExp {
  return new RegExp(`\\$(${escaped(name)})(?:\\|[a-z]+)?\\$`, 'd');
}

function value(name: string): RegExp {
  return new RegExp(`^[ \\t-]*(?:field|name)[ \\t]*:[ \\t]*["']?(${escaped(name)})["']?[ \\t]*$`, 'dm');
}

function item(name: string): RegExp {
  return new RegExp(`^[ \\t]*-[ \\t]*["']?(${escaped(name)})["']?[ \\t]*$`, 'dm');
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function problemOf({ name, by, place }: Named, detection: Detection, known: readonly string[]): Problem {
  const { fileText: text } = detection.searchSource;
  const [start, end] = place.exec(text)?.indices?.[1] ?? [];
  const span: Span = { start: start ?? 0, end: end ?? 0 };
  const near = nearest(name, known);
  const hint = near === undefined ? `the results have ${known.join(', ')}` : `did you mean "${near}"?`;
  const message = `${by} names a field "${name}", which the results of the search do not have`;
  return new Problem('SPL412', message, { file: detection.file, text, span, hint });
}
