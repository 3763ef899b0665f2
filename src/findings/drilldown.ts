import { type Detection, type DrilldownSearch, defaultDrilldowns } from '../content/index.ts';
import { relativeTime } from '../language/index.ts';
import { fillSearch } from './drilldown-tokens.ts';
import type { Finding, FindingEvent } from './finding.ts';
import { fieldOf, fillTokens } from './tokens.ts';

/** A search that shows more about a finding. */
export interface Drilldown {
  readonly name: string;
  readonly search: string;
  /** The range of time, in epoch seconds: earliest inclusive, latest exclusive; null for all time. */
  readonly earliest: number | null;
  readonly latest: number | null;
  /** Fields that the search names and the finding does not have: their tokens stay as written. */
  readonly missing: readonly string[];
}

/** What it takes of a finding. */
export interface DrilledFinding extends Pick<Finding, 'result' | 'first_time' | 'last_time' | 'events_total'> {
  readonly events?: readonly Pick<FindingEvent, 'time'>[];
}

/**
 * The drilldown searches of a finding, with its values filled in: those of its detection, or, where that has none, the
 * two that its publisher makes of risk objects. `%original_detection_search%` is the search of the detection as it is
 * written. Values are escaped and quoted: none becomes anything but a value.
 *
 * Ranges count from when the finding happened: `$info_min_time$` and `$info_max_time$` lie around it and its events;
 * where those are not all known, an hour before and after it. An offset such as `7d` or `7200` lies before the one or
 * behind the other.
 */
export function drilldowns(finding: DrilledFinding, detection: Detection): readonly Drilldown[] {
  const given = detection.drilldownSearches;
  const searches = given.length > 0 ? given : madeOf(finding, detection);
  const range = rangeOf(finding, detection);
  return searches.map((one) => filled(one, finding, detection, range));
}

const ORIGINAL = '%original_detection_search%';

/** Those of the risk objects that the finding has; with none of them, its detection's results. */
function madeOf({ result }: DrilledFinding, { risk }: Detection): readonly DrilldownSearch[] {
  const objects = [...risk.riskObjects, ...risk.threatObjects].map(({ field }) => field);
  const fields = risk.riskObjects.length > 0 ? risk.riskObjects.map(({ field }) => field) : objects;
  const present = fields.filter((field) => fieldOf(result, field) !== undefined);
  if (present.length > 0) return defaultDrilldowns(present);
  return [{ name: 'View the detection results', search: ORIGINAL, earliest: MIN_TIME, latest: MAX_TIME }];
}

const MIN_TIME = '$info_min_time$';
const MAX_TIME = '$info_max_time$';

interface Range {
  readonly earliest: number | null;
  readonly latest: number | null;
}

/**
 * When a finding happened: the times of its row and of its events. Where not all of them are known, an hour on either
 * side: a row may tell the time of one event of several, and a search on its publisher's schedule sees an hour.
 */
function rangeOf(finding: DrilledFinding, { search }: Detection): Range {
  const { first_time: first, last_time: last, events, events_total: total } = finding;
  const known = [first, last].map((time) => Date.parse(time ?? '') / 1000).filter(Number.isFinite);
  const times = [...known, ...(events ?? []).map(({ time }) => time)];
  if (times.length === 0) return { earliest: null, latest: null };
  const margin = events === undefined || events.length < (total ?? 0) ? HOUR : 0;
  const ends = [...known.map((time) => time + longestSpan(search)), ...times.map((time) => time + 1)];
  return { earliest: Math.floor(Math.min(...times)) - margin, latest: Math.ceil(Math.max(...ends)) + margin };
}

const HOUR = 3600;

/** A row tells when a span of time began in which its events were put together. In seconds. */
function longestSpan(search: string): number {
  const spans = [...search.matchAll(SPAN)].map(([, count, unit = '']) => {
    return Number(count || 1) * (UNIT_SECONDS[unit.toLowerCase().charAt(0)] ?? 1);
  });
  return Math.max(1, ...spans);
}

/** `span=1h`. Months and longer are not used to put events together. */
const SPAN = /\bspan\s*=\s*"?(\d{0,6})\s*(s|m|h|d|w|sec|min|hours?|days?|weeks?)?\b/gi;

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

function filled(one: DrilldownSearch, finding: DrilledFinding, detection: Detection, range: Range): Drilldown {
  const times = {
    ...(range.earliest !== null && { info_min_time: range.earliest }),
    ...(range.latest !== null && { info_max_time: range.latest }),
  };
  const row = { ...finding.result, ...times };
  // The detection's own text has dollar signs that are no tokens, in regular expressions for one.
  const parts = one.search.split(ORIGINAL).map((part) => fillSearch(part, row));
  return {
    name: fillTokens(one.name, finding.result),
    search: parts.map(({ search }) => search).join(detection.search.trim()),
    earliest: bound(one.earliest, range.earliest, '-'),
    latest: bound(one.latest, range.latest, '+'),
    missing: [...new Set(parts.flatMap(({ missing }) => missing))],
  };
}

/** An end of the range: a token for that of the finding, an amount of time beyond it, or a modifier of it. */
function bound(offset: string | undefined, time: number | null, beyond: '+' | '-'): number | null {
  const text = offset?.trim() ?? '';
  if (text === '' || time === null) return null;
  if (text === MIN_TIME || text === MAX_TIME) return time;
  const modifier = /^\d/.test(text) ? `${beyond}${text}${/\d$/.test(text) ? 's' : ''}` : text;
  return relativeTime(time, modifier, 'UTC') ?? time;
}
