import type { FindingEvent } from '../finding.ts';

/** No terminal shows more of an event in one line. */
const LINE_KEPT = 1000;

/** The header of a Windows event alone has some hundred characters. */
const XML_KEPT = 20_000;

/**
 * An event in one line: where it stands, and its text. Of a Windows event, whose text begins like that of all others,
 * the number of the event and its values, but for those that say nothing and those that only other events understand.
 */
export function eventLine({ file, record, raw }: FindingEvent): string {
  const place = file === null ? 'this run' : file.replace(/^.*[\\/]/, '');
  const text = raw.startsWith('<Event ') ? windowsValues(raw.slice(0, XML_KEPT)) : raw;
  return `${place}:${record}  ${text.slice(0, LINE_KEPT)}`;
}

function windowsValues(xml: string): string {
  const id = /<EventID[^>]*>(\d+)</.exec(xml)?.[1];
  const values = [...xml.matchAll(/<Data Name=['"]([^'"<>]+)['"]>([^<]+)</g)]
    .filter(([, , value = '']) => value !== '-' && !/^\{[\da-f-]{36}\}$/i.test(value))
    .map(([, name, value]) => `${name}=${value}`);
  return id === undefined || values.length === 0 ? xml : [`EventID=${id}`, ...values].join(' ');
}
