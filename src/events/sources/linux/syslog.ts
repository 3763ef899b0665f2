import { addKeyValueFields } from '../../extract/key-value.ts';
import type { EventFields } from '../../fields.ts';
import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

/** The header of a line: a time, the host, the program and its number. */
export const HEADER =
  /^(?:<(?<pri>\d{1,3})>)?(?:1 )?(?:[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) (?<host>[\w.:-]+) (?<process>[\w./()-]+?)(?:\[(?<pid>\d+)\]:|: | (?<number>\d+|-) )/;

/** Adds what the header of a line says. */
export function addHeader(fields: EventFields, text: string): void {
  const { host, process, pid, number } = HEADER.exec(text)?.groups ?? {};
  fields.set('syslog_host', host);
  fields.set('process', process?.slice(process.lastIndexOf('/') + 1));
  fields.set('pid', pid ?? (number === '-' ? undefined : number));
}

/**
 * Lines of syslog of no source that has rules of its own.
 * Source: Splunk, list of pretrained source types; RFC 3164 and RFC 5424.
 */
export const syslog = defineSource({
  name: 'linux-syslog',
  title: 'Syslog',
  basis: 'Splunk, pretrained source type syslog',
  sourcetypes: ['syslog', 'linux_messages_syslog'],
  recognise: (record) => (matches(record, HEADER) ? { reason: 'a line with the header of syslog' } : undefined),
  extract: (fields, record) => {
    if (record.kind !== 'text') return;
    addHeader(fields, record.text);
    addKeyValueFields(fields, record.text);
  },
  host: (event) => event.text('syslog_host'),
});
