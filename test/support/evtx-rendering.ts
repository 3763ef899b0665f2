import type { WindowsEvent } from '../../src/inputs/index.ts';

/** The JSON that the Rust crate `evtx`, and what builds on it, makes of an event. */
export interface RenderedEvent {
  readonly Event: { readonly System: Rendered; readonly [part: string]: unknown };
}

type Rendered = { readonly [name: string]: unknown };

/** One value of an event, alike for both sides: `System/Provider@Name`, `Data/Image`, and the text. */
export type Leaf = readonly [place: string, text: string];

/**
 * The values of an event as the JSON has them. An array stands for elements of the same name. The attributes of
 * EventData and its element Binary are left out: `WindowsEvent.data` is Data elements alone.
 */
export function renderedLeaves({ Event: event }: RenderedEvent): Leaf[] {
  return [
    ...Object.entries(event.System).flatMap(([tag, value]) => leaves(`System/${tag}`, value)),
    ...Object.entries(asObject(event['EventData']))
      .filter(([name]) => name !== '#attributes' && name !== 'Binary')
      .flatMap(([name, value]) => leaves(/^Data(_\d+)?$/.test(name) ? 'Data/' : `Data/${name}`, value)),
  ].filter(([, text]) => text !== '');
}

/** The same values as our reader has them. */
export function eventLeaves({ system, attributes, data }: WindowsEvent): Leaf[] {
  return [
    ...system.map(([tag, text]): Leaf => [`System/${tag}`, plain(decoded(text))]),
    ...attributes.map(([tag, attribute, text]): Leaf => [`System/${tag}@${attribute}`, plain(decoded(text))]),
    ...data.map(([name, text]): Leaf => [`Data/${name}`, plain(decoded(text))]),
  ].filter(([, text]) => text !== '');
}

/** The JSON texts of a program, read so that integers beyond 2^53 keep their digits. */
export function parseRendered(json: string): RenderedEvent {
  return JSON.parse(json.replaceAll(/(":\s*)(-?\d{16,})(?=\s*[,}])/g, '$1"$2"'));
}

function leaves(place: string, value: unknown): Leaf[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(place, item));
  if (typeof value !== 'object') return [[place, plain(String(value))]];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === '#text') return leaves(place, inner);
    if (key !== '#attributes') return leaves(`${place}/${key}`, inner);
    // `Name` of a Data element is in the place already.
    return Object.entries(asObject(inner)).flatMap(([name, text]) => leaves(`${place}@${name}`, text));
  });
}

/**
 * A text without what the two sides write differently by intention: braces and capitals of GUIDs, digits of a second
 * after the sixth, and white space at the ends, which the JSON drops.
 */
function plain(text: string): string {
  const trimmed = text.trim();
  if (GUID.test(trimmed)) return trimmed.replaceAll(/[{}]/g, '').toUpperCase();
  const time = TIME.exec(trimmed);
  return time === null ? trimmed : `${time[1]}.${(time[2] ?? '').padEnd(6, '0').slice(0, 6)}Z`;
}

/** XML source text as the text that it stands for. */
function decoded(source: string): string {
  return source.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name]);
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;
const GUID = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/;

function asObject(value: unknown): Rendered {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Rendered) : {};
}
