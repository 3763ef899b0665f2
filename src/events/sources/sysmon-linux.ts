import type { WindowsEvent } from '../../inputs/index.ts';
import { addDefaultFields } from '../default-fields.ts';
import type { EventFields } from '../fields.ts';
import { memo } from '../memo.ts';
import type { EventType, Extraction, Settings, SourceFamily } from './family.ts';
import { type Derivation, derive, firstKnown } from './windows/derive.ts';
import { type Extractor, openExtractor } from './windows/extract.ts';
import { SYSMON_EVENTS } from './windows/sysmon-events.ts';

/**
 * Sysmon for Linux: the XML of Windows with an add-on of its own, which keeps hyphens and knows no domains.
 * Source: Splunk Add-on for Sysmon for Linux 1.0.
 */
export const sysmonLinux: SourceFamily = {
  name: 'sysmon-linux',
  open(settings) {
    const steps: Steps = { settings, extract: openExtractor(), derivationOf: memo(derivationFor) };
    return (record) =>
      record.kind === 'windows-event' && isLinux(record.event) ? normalise(record.event, steps) : undefined;
  },
};

interface Steps {
  readonly settings: Settings;
  readonly extract: Extractor;
  readonly derivationOf: (eventCode: string) => Derivation;
}

function isLinux({ attributes }: WindowsEvent): boolean {
  return attributes.some(([tag, name, value]) => tag === 'Provider' && name === 'Name' && value === 'Linux-Sysmon');
}

function normalise(event: WindowsEvent, { settings, extract, derivationOf }: Steps): Extraction {
  const { given, zone } = settings;
  const raw = () => event.xml();
  const { fields, system } = extract(event, raw);
  const host = given.host ?? (system.computer || 'unknown');
  const own = SYSMON_EVENTS.get(system.eventCode);
  fields.set('EventCode', system.eventCode);
  fields.set('signature_id', system.eventCode);
  fields.set('vendor_product', 'Microsoft Sysmon for Linux');
  fields.set('dvc_nt_host', host);
  fields.set('signature', own?.description);
  derive(fields, derivationOf(system.eventCode));
  return {
    reason: 'an <Event> of the provider Linux-Sysmon',
    time: addDefaultFields(fields, raw, system.systemTime, zone),
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

/** What the add-on for Windows adds to the event, but for what is otherwise here. */
function derivationFor(eventCode: string): Derivation {
  const own = (SYSMON_EVENTS.get(eventCode)?.fields ?? []).filter(([field]) => !NOT_HERE.has(field));
  const fields = new Set(own.map(([field]) => field));
  return [...own, ...OTHERWISE.filter(([field]) => fields.has(field)), ...EVERY_EVENT];
}

const NOT_HERE: ReadonlySet<string> = new Set(['dvc', 'parent_process']);

const EVERY_EVENT: Derivation = [
  ['dest', 'Computer'],
  ['user', 'User'],
  ['original_file_name', 'OriginalFileName'],
  ['parent_process', firstKnown('ParentCommandLine')],
];

/** Paths have slashes, so their last part is another. */
const OTHERWISE: Derivation = [
  ['process_name', afterSlash('Image')],
  ['process_exec', afterSlash('Image')],
  ['parent_process_name', afterSlash('ParentImage')],
  ['parent_process_exec', afterSlash('ParentImage')],
  ['file_name', afterSlash('TargetFilename')],
];

function afterSlash(path: string): (fields: EventFields) => string | undefined {
  return (fields) => {
    const text = fields.text(path);
    return text?.slice(text.lastIndexOf('/') + 1);
  };
}
