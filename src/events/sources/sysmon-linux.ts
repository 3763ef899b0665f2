import type { WindowsEvent } from '../../inputs/index.ts';
import type { FieldValue } from '../event.ts';
import type { EventFields } from '../fields.ts';
import { lineCountOf, punctOf } from '../punct.ts';
import { addDateFields, parseTimestamp } from '../time.ts';
import type { EventType, Extraction, Settings, SourceFamily } from './family.ts';
import { type Derivation, derive } from './windows/derive.ts';
import { type Extractor, openExtractor } from './windows/extract.ts';
import { SYSMON_EVENTS } from './windows/sysmon-events.ts';

/**
 * Sysmon for Linux: the XML of Windows with an add-on of its own, which keeps hyphens and knows no domains.
 * Source: Splunk Add-on for Sysmon for Linux 1.0.
 */
export const sysmonLinux: SourceFamily = {
  name: 'sysmon-linux',
  open(settings) {
    const extract = openExtractor();
    return (record) =>
      record.kind === 'windows-event' && isLinux(record.event) ? normalise(record.event, extract, settings) : undefined;
  },
};

function isLinux({ attributes }: WindowsEvent): boolean {
  return attributes.some(([tag, name, value]) => tag === 'Provider' && name === 'Name' && value === 'Linux-Sysmon');
}

function normalise(event: WindowsEvent, extract: Extractor, { given, zone }: Settings): Extraction {
  const raw = () => event.xml();
  const { fields, system } = extract(event, raw);
  const host = given.host ?? (system.computer || 'unknown');
  const own = SYSMON_EVENTS.get(system.eventCode);
  fields.set('EventCode', system.eventCode);
  fields.set('signature_id', system.eventCode);
  fields.set('vendor_product', 'Microsoft Sysmon for Linux');
  fields.set('dvc_nt_host', host);
  fields.set('signature', own?.description);
  if (own !== undefined) derive(fields, own.fields.map(onLinux));
  derive(fields, LINUX);
  fields.delete('dvc');
  const timestamp = system.systemTime === undefined ? undefined : parseTimestamp(system.systemTime, zone);
  if (timestamp !== undefined) addDateFields(fields, timestamp);
  fields.defer('punct', () => punctOf(raw()));
  fields.defer('linecount', () => String(lineCountOf(raw())));
  return {
    reason: 'an <Event> of the provider Linux-Sysmon',
    time: timestamp?.time,
    host,
    source: given.source ?? 'Syslog:Linux-Sysmon/Operational',
    sourcetype: given.sourcetype ?? 'sysmon:linux',
    fields,
    eventTypes: own?.eventTypes ?? NONE,
    raw,
  };
}

/** One list for all: what follows from it is remembered by the list. */
const NONE: readonly EventType[] = [];

const LINUX: Derivation = [
  ['dest', 'Computer'],
  ['user', 'User'],
  ['original_file_name', 'OriginalFileName'],
  ['parent_process', (fields) => known(fields.get('ParentCommandLine'))],
];

/** Names that are the last part of a path end with a slash here, not with a backslash. */
function onLinux([field, origin]: Derivation[number]): Derivation[number] {
  const path = LAST_PARTS.get(field);
  return path === undefined ? [field, origin] : [field, (fields) => afterSlash(fields, path)];
}

const LAST_PARTS: ReadonlyMap<string, string> = new Map([
  ['process_name', 'Image'],
  ['process_exec', 'Image'],
  ['parent_process_name', 'ParentImage'],
  ['parent_process_exec', 'ParentImage'],
  ['file_name', 'TargetFilename'],
]);

function afterSlash(fields: EventFields, path: string): string | undefined {
  const text = fields.text(path);
  return text?.slice(text.lastIndexOf('/') + 1);
}

function known(value: FieldValue | undefined): FieldValue | undefined {
  return value === '-' ? undefined : value;
}
