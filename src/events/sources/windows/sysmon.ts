import type { FieldValue } from '../../event.ts';
import type { EventFields } from '../../fields.ts';
import { type Derivation, derive } from './derive.ts';
import type { SystemBlock } from './extract.ts';
import { SYSMON_EVENTS } from './sysmon-events.ts';

/** Sysmon names its hash algorithms so; each becomes a field. */
const HASHES: ReadonlySet<string> = new Set(['MD5', 'SHA1', 'SHA256', 'IMPHASH']);

/**
 * What the add-on for Sysmon adds to the fields of a Windows event.
 * Source: Splunk Add-on for Sysmon 4.0 (EventID 7 in its newer form: process_* is the loading process).
 */
export function addSysmonFields(fields: EventFields, system: SystemBlock): void {
  const event = SYSMON_EVENTS.get(system.eventCode);
  fields.set('vendor_product', 'Microsoft Sysmon');
  fields.set('EventChannel', system.channel);
  fields.set('RecordID', system.recordId);
  fields.set('TimeCreated', system.systemTime);
  fields.set('SecurityID', system.userId);
  fields.set('EventDescription', event?.description);
  fields.set('signature', event?.description);
  fields.delete('dvc');
  addHashes(fields);
  derive(fields, COMMON);
  if (event !== undefined) derive(fields, event.fields);
}

const COMMON: Derivation = [
  ['user', userOf],
  ['original_file_name', (fields) => known(fields.get('OriginalFileName'))],
];

/** The account without its domain. Sysmon before 13.30 names none on most events: then there is no such field. */
function userOf(fields: EventFields): string | undefined {
  const account = fields.text('User') ?? fields.text('SourceUser');
  return account?.slice(account.lastIndexOf('\\') + 1);
}

function known(value: FieldValue | undefined): FieldValue | undefined {
  return value === '-' ? undefined : value;
}

/** `MD5=…,SHA256=…` becomes a field for each algorithm. */
function addHashes(fields: EventFields): void {
  const hashes = fields.text('Hashes') ?? fields.text('Hash');
  if (hashes === undefined) return;
  for (const part of hashes.split(',')) {
    const equals = part.indexOf('=');
    const algorithm = part.slice(0, equals);
    if (equals > 0 && HASHES.has(algorithm)) fields.set(algorithm, part.slice(equals + 1));
  }
}
