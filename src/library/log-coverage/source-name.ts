import type { Expr } from '../../language/index.ts';

/** A comparison of a field with a text that must be so. */
interface Wanted {
  readonly field: string;
  readonly value: string;
}

/** Alternatives that are named; the others are only counted. */
const NAMED = 4;

/**
 * What the events of a condition are called, by the fields of their origin: `channel Security, EventCode=4771`,
 * `sourcetype=aws:cloudtrail`. `events` where the condition names no origin.
 */
export function sourceNameOf(condition: Expr): string {
  const wanted = wantedBy(condition);
  const places = placesOf(wanted);
  const codes = distinct(wanted.filter(({ field }) => CODES.has(field)).map(({ value }) => value));
  const parts = [
    ...(places.length > 0 ? [either(places)] : []),
    ...(codes.length > 0 ? [`EventCode=${either(codes)}`] : []),
  ];
  return parts.length === 0 ? 'events' : parts.join(', ');
}

const CODES: ReadonlySet<string> = new Set(['EventCode', 'EventID']);

/** Event types and indexes are of one place only: they count where nothing else is named. */
function placesOf(wanted: readonly Wanted[]): readonly string[] {
  const of = (...fields: readonly string[]) => wanted.filter(({ field }) => fields.includes(field));
  const named = of('source', 'sourcetype', 'Channel');
  const sources = of('source', 'Channel');
  const chosen = sources.length > 0 ? sources : named.length > 0 ? named : of('eventtype', 'index');
  return distinct(chosen.map(placeOf));
}

/** A Windows channel is the same, in whatever form its events came. */
function placeOf({ field, value }: Wanted): string {
  const channel = /^(?:xml)?wineventlog:(.+)$/i.exec(value)?.[1] ?? (field === 'Channel' ? value : undefined);
  return channel === undefined ? `${field}=${value}` : `channel ${channel}`;
}

function either(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(' or ') + (more > 0 ? ` or ${more} others` : '');
}

/** Each once, whatever its case, in alphabetical order. */
function distinct(names: readonly string[]): readonly string[] {
  const byFolded = new Map<string, string>();
  for (const name of names.toSorted()) if (!byFolded.has(name.toLowerCase())) byFolded.set(name.toLowerCase(), name);
  return [...byFolded.values()];
}

/** Comparisons that are not negated. */
function wantedBy(condition: Expr): readonly Wanted[] {
  if (condition.kind !== 'Call' || condition.fn === 'not') return [];
  const { fn, args } = condition;
  if (fn === 'and' || fn === 'or' || fn === 'isTrue') return args.flatMap(wantedBy);
  const [field, ...values] = args;
  if (field?.kind !== 'Column' || !COMPARISONS.has(fn)) return [];
  return values.flatMap((one) =>
    one.kind === 'Literal' && one.value !== null ? [{ field: field.name, value: String(one.value) }] : [],
  );
}

const COMPARISONS: ReadonlySet<string> = new Set([
  'caselessEquals',
  'caselessIn',
  'textEquals',
  'textIn',
  'dynamicEquals',
  'wildcardMatch',
]);
