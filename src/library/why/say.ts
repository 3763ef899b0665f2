import type { Value } from '../../language/index.ts';
import { formatCount } from '../../shared/figures.ts';
import { sortedCounts, type Tally } from '../tally.ts';
import type { WhyCondition, WhyField, WhyGate, WhyKey, WhyKeys, WhyMissing, WhyReason, WhySample } from './result.ts';

/** What a stage reads. */
export interface Sources {
  readonly datasets: readonly string[];
  readonly lookups: readonly string[];
}

export interface SayingOptions {
  /** Whether what it judges are events, and not results. */
  readonly isOfEvents: boolean;
  readonly sources: Sources;
  readonly tally: Tally;
  /** The first stage inside it that found nothing. */
  readonly inside: string | undefined;
}

type Told = Omit<WhyReason, 'says'>;

/** The reasons in sentences, what matters most first. */
export function sayReason({ gate, keys, missing }: Told, options: SayingOptions): readonly string[] {
  const { inside } = options;
  const said = [
    ...(inside === undefined || keys?.lookup !== undefined
      ? []
      : [`the search inside it found nothing: see stage ${inside}`]),
    ...(keys === undefined || (inside !== undefined && keys.right.rows === 0) ? [] : sayKeys(keys)),
    ...(gate === undefined ? [] : sayGate(gate, missing, options)),
  ];
  return said.length > 0 ? said : [sayEmpty(options)];
}

/** Of a stage that asks nothing of each row. */
function sayEmpty({ sources, tally }: SayingOptions): string {
  const { datasets, lookups } = sources;
  if (lookups.length > 0) return `none of the rows of the lookup ${lookups.join(' and ')} is left`;
  if (datasets.length === 0) return 'it gave no rows';
  return datasets.some((name) => tally.datasets.has(name))
    ? `no event of ${datasets.join(' or ')} is left, within the range of time`
    : sayNothingToRead(sources, tally);
}

function sayGate(gate: WhyGate, missing: readonly WhyMissing[], options: SayingOptions): readonly string[] {
  if (gate.rows === 0) return [sayNothingToRead(options.sources, options.tally)];
  const noun = options.isOfEvents ? 'event' : 'row';
  // What the search inside it should have given is told there.
  const isTold = ({ text }: WhyCondition): boolean => options.inside === undefined || !/^(?:NOT )?\[/.test(text);
  const never = gate.conditions.filter((condition) => condition.passing === 0 && isTold(condition));
  const near = gate.conditions.filter(({ nearMisses, passing }) => nearMisses > 0 && passing > 0);
  return [
    ...never.flatMap((condition) => sayNever(condition, gate.rows, noun, missing)),
    ...near.sort((a, b) => b.nearMisses - a.nearMisses).map((one) => sayNear(one, noun)),
    ...(gate.fewest > 1 && never.length !== gate.fewest ? [sayNearest(gate, noun)] : []),
  ];
}

function sayNothingToRead({ datasets }: Sources, tally: Tally): string {
  if (tally.events === 0) return 'there are no events';
  if (datasets.length === 0) return 'there is nothing to search';
  const there = [...Object.entries(sortedCounts(tally.datasets))].filter(([name]) => name.split('.').length === 2);
  const belonging = there.length === 0 ? 'to no dataset' : `to ${counts(there)}`;
  const types = counts(Object.entries(sortedCounts(tally.sourcetypes)));
  return `no event belongs to ${datasets.join(' or ')}: the events belong ${belonging}; they are ${types}`;
}

/** How many of several things are named. */
const NAMED = 6;

function counts(entries: readonly (readonly [string, number])[]): string {
  const sorted = entries.toSorted(([, a], [, b]) => b - a);
  const named = sorted.slice(0, NAMED).map(([name, count]) => `${name} (${count.toLocaleString('en-US')})`);
  const more = entries.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** A condition that no row meets. */
function sayNever(
  condition: WhyCondition,
  rows: number,
  noun: string,
  missing: readonly WhyMissing[],
): readonly string[] {
  const { text, place, fields, alternatives, nearMisses } = condition;
  const macro = place?.macro;
  const from =
    macro === undefined ? '' : ` (macro ${macro.name}${macro.file === undefined ? '' : ` in ${macro.file}`})`;
  const said = alternatives.flatMap((gate) => sayAlternative(gate, noun, missing));
  const which =
    nearMisses > 0 && nearMisses < rows ? ` in the ${formatCount(nearMisses, noun)} that meet the rest` : '';
  const facts = said.length > 0 ? [] : fields.map((field) => sayField(field, text, { which, noun, missing }));
  const because = facts.length === 0 ? '' : `: ${facts.join('; ')}`;
  return [`none of ${formatCount(rows, noun)} meets ${shortened(text)}${from}${because}`, ...said];
}

function sayAlternative(gate: WhyGate, noun: string, missing: readonly WhyMissing[]): readonly string[] {
  const text = shortened(gate.conditions.map((one) => one.text).join(' AND '));
  const never = gate.conditions.filter(({ passing }) => passing === 0);
  const said = [
    ...never.flatMap((condition) => sayNever(condition, gate.rows, noun, missing)),
    ...gate.conditions
      .filter(({ nearMisses, passing }) => nearMisses > 0 && passing > 0)
      .map((one) => sayNear(one, noun)),
  ];
  return gate.conditions.length < 2 ? [] : said.map((one) => `of the alternative ${text}: ${one}`);
}

interface Around {
  /** In which rows the values are. */
  readonly which: string;
  readonly noun: string;
  readonly missing: readonly WhyMissing[];
}

function sayField(
  { name, present, values, near, least, greatest }: WhyField,
  text: string,
  { which, noun, missing }: Around,
): string {
  if (present === 0) return sayMissing(missing.find((one) => one.name === name) ?? { name }, noun);
  if (name === '_raw') return `no ${noun} has such text`;
  if (/[<>]/.test(text) && least !== null && greatest !== null) {
    return least === greatest ? `${name} is always ${least}` : `${name} is from ${least} to ${greatest}`;
  }
  const named = values.map(({ value, count }) => `${quoted(value)} (${count.toLocaleString('en-US')})`);
  const meant = near === undefined ? '' : `; did you mean ${quoted(near)}?`;
  return named.length === 0 ? `${name} has no value${which}` : `${name} is ${named.join(', ')}${which}${meant}`;
}

/** A field without a value. */
function sayMissing({ name, near, droppedBy, madeBy }: WhyMissing, noun: string): string {
  if (droppedBy !== undefined) {
    return `no ${noun} has ${name} any more: stage ${droppedBy} leaves it out${near === undefined ? '' : `; there is ${near}`}`;
  }
  if (madeBy !== undefined) return `${name} has no value in any ${noun}: stage ${madeBy} should have given it`;
  return `no ${noun} has a value of ${name}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function sayNear({ text, nearMisses, samples }: WhyCondition, noun: string): string {
  const verb = nearMisses === 1 ? 'fails' : 'fail';
  const sample = samples[0] === undefined ? '' : `: ${saySample(samples[0])}`;
  return `${formatCount(nearMisses, noun)} ${verb} ${shortened(text)} alone${sample}`;
}

function sayNearest({ conditions, fewest, nearest }: WhyGate, noun: string): string {
  const [first] = nearest;
  const failed = first?.fails.map((at) => conditions[at]?.text ?? '').map(shortened) ?? [];
  return `every ${noun} fails ${fewest} conditions or more${failed.length === 0 ? '' : `, the nearest one ${failed.join(' and ')}`}`;
}

/** What a row has in the fields of a condition, and which row it is. */
function saySample({ values, time, host }: WhySample): string {
  const fields = Object.entries(values).filter(([name]) => name !== '_raw');
  const shown = fields.map(([name, value]) => `${name} is ${quoted(value)}`);
  const where = host === undefined ? '' : ` on ${host}`;
  const when = time === undefined ? '' : ` at ${isoTime(time)}`;
  return `${shown.length === 0 ? 'it has no such field' : shown.join(', ')}${where}${when}`;
}

function isoTime(seconds: number): string {
  const date = new Date(Math.floor(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace('.000Z', 'Z');
}

function sayKeys(keys: WhyKeys): readonly string[] {
  const { left, right, lookup, matched, matchedCaseless, unmatched } = keys;
  const names = left.keys.join(', ');
  const caseless =
    matchedCaseless > matched ? [`${matchedCaseless - matched} would match if letters were not told apart`] : [];
  if (lookup !== undefined) {
    const having = `${left.withKeys} of ${formatCount(left.rows, 'row')} have ${names}, ${matched} matched`;
    const missed = unmatched.length === 0 ? [] : [`not found: ${keyList(unmatched)}`];
    const held = right.samples.length === 0 ? [] : [`the lookup has ${keyList(right.samples)}`];
    return [[`the lookup ${lookup}: ${having}`, ...missed, ...held, ...caseless].join('; ')];
  }
  if (left.keys.length === 0) return ['the two sides have no field in common'];
  const absent = [
    ...left.absent.map((name) => `no row before it has ${name}`),
    ...right.absent.map((name) => `no row of the search inside it has ${name}`),
  ];
  if (absent.length > 0) return absent;
  const sides = `${left.withKeys} rows on the left, ${right.withKeys} on the right, no ${names} in common`;
  return [[sides, `left ${keyList(left.samples)}`, `right ${keyList(right.samples)}`, ...caseless].join('; ')];
}

/** Keys named in a sentence. */
const KEYS_NAMED = 3;

function keyList(keys: readonly WhyKey[]): string {
  return keys
    .slice(0, KEYS_NAMED)
    .map(({ values }) => values.map(quoted).join(' '))
    .join(', ');
}

const VALUE_LENGTH = 80;

function quoted(value: Value): string {
  const text = typeof value === 'object' ? value.join(', ') : String(value);
  return `"${text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text}"`;
}

const TEXT_LENGTH = 120;

function shortened(text: string): string {
  return text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}…` : text;
}
