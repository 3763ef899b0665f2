import type { Value } from '../../../language/index.ts';
import type { Finding, FindingEvent } from '../../finding.ts';
import { isoTime } from '../../time.ts';
import { type Attributes, block, type Child, element, htmlOf, type Markup, together } from './markup.ts';
import { findingTrees } from './processes.ts';
import { treesMarkup } from './tree-part.ts';
import { entityName, folded, leftOut, quoted, shortened, timesMarkup } from './words.ts';

/** What of one finding is shown; the rest is counted. */
const OBJECTS = 50;
const FIELDS = 100;
const VALUES = 50;
const VALUE_LENGTH = 2000;
const EVENTS = 20;
const RAW_LENGTH = 8000;

/** Characters of HTML after which no further field of one finding is shown, and no further event. */
const ROOM = 24_000;

/** A finding as it is put aside: its events apart, since they are most of it. */
export interface FindingPiece {
  readonly attributes: Attributes;
  readonly summary: Markup;
  readonly inside: Markup;
  /** Its events were asked for and there are some. */
  readonly hasEvents: boolean;
}

/** All but the events. @param number among those of its detection, from 1 */
export function findingPiece(finding: Finding, number: number): FindingPiece {
  const { severity, first_time, last_time, message, risk_score, events = [] } = finding;
  const time = first_time === null ? undefined : Date.parse(first_time) / 1000;
  const title = [
    element('span', { class: 'number' }, number),
    ' ',
    element('span', { class: 'when' }, ...timesMarkup(first_time, last_time)),
    ' ',
    element('span', { class: 'message' }, message === '' ? 'no message' : shortened(message, 1000)),
  ];
  return {
    attributes: { 'data-severity': severity, 'data-time': time, 'data-score': risk_score },
    summary: element('summary', {}, ...title),
    inside: together(objectsMarkup(finding), resultMarkup(finding), treeOf(finding)),
    hasEvents: events.length > 0,
  };
}

/** Its time and message, and all else on demand. @param events undefined where there is no room for them */
export function findingMarkup(piece: FindingPiece, events: Markup | undefined): Markup {
  const { attributes, summary, inside, hasEvents } = piece;
  const missing = hasEvents ? quiet('Source events are left out: the report would be too long.') : undefined;
  return element(
    'details',
    { class: 'finding', ...attributes },
    summary,
    element('div', { class: 'inside' }, inside, events ?? missing),
  );
}

function objectsMarkup({ risk_objects, threat_objects, risk_score }: Finding): readonly Child[] {
  const risks = risk_objects
    .slice(0, OBJECTS)
    .map(({ type, value, score, field }) =>
      element('li', {}, entityMarkup(value), ' ', quiet(`${type} in ${field}, score ${score}`)),
    );
  const threats = threat_objects
    .slice(0, OBJECTS)
    .map(({ type, value, field }) => element('li', {}, quoted(value, VALUE_LENGTH), ' ', quiet(`${type} in ${field}`)));
  const left = risk_objects.length - risks.length + threat_objects.length - threats.length;
  return [
    ...(risks.length > 0 ? [heading(`At risk (score ${risk_score})`), element('ul', {}, ...risks)] : []),
    ...(threats.length > 0 ? [heading('Threat objects'), element('ul', {}, ...threats)] : []),
    leftOut(left, 'objects'),
  ];
}

/** Scripts find findings of an entity by this. */
function entityMarkup(value: string): Markup {
  return element('code', { class: 'entity' }, entityName(value));
}

function resultMarkup({ result }: Finding): Child {
  const fields = Object.entries(result);
  const shown = fitting(fields.slice(0, FIELDS), ([name, value]) =>
    together(element('dt', {}, shortened(name, 200)), element('dd', {}, ...valueMarkup(value))),
  );
  return [heading('Result'), element('dl', {}, ...shown), leftOut(fields.length - shown.length, 'fields')];
}

/** The first items, until they take the room that there is. */
function fitting<T>(items: readonly T[], render: (item: T) => Markup): readonly Markup[] {
  const shown: Markup[] = [];
  let room = ROOM;
  for (const item of items) {
    if (room <= 0) break;
    const markup = render(item);
    room -= htmlOf(markup).length;
    shown.push(markup);
  }
  return shown;
}

/** As many values of a field as fit into what one text may take. */
function valueMarkup(value: Value): readonly Child[] {
  if (typeof value !== 'object') return [quoted(String(value), VALUE_LENGTH)];
  let room = VALUE_LENGTH;
  const shown = value.slice(0, VALUES).filter((one, at) => {
    room -= one.length;
    return at === 0 || room >= 0;
  });
  const more = value.length - shown.length;
  return [
    ...shown.map((one) => element('div', {}, quoted(one, VALUE_LENGTH))),
    more > 0 ? quiet(`and ${more.toLocaleString('en-US')} more values`) : undefined,
  ];
}

function treeOf(finding: Finding): Child {
  const trees = findingTrees(finding);
  return trees.length === 0 ? undefined : [heading('Processes'), treesMarkup(trees)];
}

/** Nothing where the finding has no events. */
export function eventsMarkup({ events = [], events_total: total = events.length }: Finding): Markup {
  const shown = fitting(events.slice(0, EVENTS), eventMarkup);
  // 1000 stands for that and more.
  const count = total >= 1000 ? '1,000 or more' : String(total);
  return together(shown.length > 0 ? heading(`Source events (${shown.length} of ${count})`) : undefined, shown);
}

function eventMarkup({ file, record, time, host, source, sourcetype, raw }: FindingEvent): Markup {
  const place = `Event ${record} of ${file === null ? 'this run' : shortened(file, 300)}`;
  const origin = [isTime(time) ? isoTime(time) : 'no time', host, source, sourcetype].map((text) =>
    shortened(text, 200),
  );
  return folded(
    [element('code', {}, place), ' ', quiet(origin.join(' · '))],
    'event',
    element('pre', { tabindex: 0 }, block(shortened(raw, RAW_LENGTH))),
  );
}

/** What a Date can hold, in seconds. */
function isTime(seconds: number): boolean {
  return Math.abs(seconds) <= 8.64e12;
}

function heading(text: string): Markup {
  return element('h4', {}, text);
}

function quiet(text: string): Markup {
  return element('span', { class: 'quiet' }, shortened(text, 1000));
}
