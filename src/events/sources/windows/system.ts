import type { EventFields } from '../../fields.ts';
import { constant, type Derivation, derive, type Origin } from './derive.ts';
import type { SystemBlock } from './extract.ts';

/**
 * What the Windows add-on adds in the channel System: the service control manager's events, and a destination.
 * Source: Splunk Add-on for Microsoft Windows 8.9.
 */
export function addSystemFields(fields: EventFields, { eventCode }: SystemBlock): void {
  derive(fields, SYSTEM);
  const ofEvent = SERVICE_EVENTS.get(eventCode);
  if (ofEvent !== undefined) derive(fields, ofEvent);
}

/** What the Windows add-on adds in the channel Application. */
export function addApplicationFields(fields: EventFields): void {
  derive(fields, APPLICATION);
}

const APPLICATION: Derivation = [
  ['dest', 'Computer'],
  ['Error_Code', constant('-')],
];

const SYSTEM: Derivation = [...APPLICATION, ['vendor', constant('Microsoft')], ['product', constant('Windows')]];

/** These events name the service in the first of their numbered values. */
const NAMED_BY_NUMBER: Derivation = [
  ['ServiceName', 'param1'],
  ['service', 'param1'],
  ['service_name', 'param1'],
];

const SERVICE_EVENTS: ReadonlyMap<string, Derivation> = new Map<string, Derivation>([
  ['7036', [...NAMED_BY_NUMBER, ['status', serviceStatus]]],
  ['7040', [...NAMED_BY_NUMBER, ['start_mode', startMode('param3')]]],
  ['7045', [['start_mode', startMode('StartType')]]],
]);

function serviceStatus(fields: EventFields): string | undefined {
  const status = fields.text('param2');
  return status === 'running' ? 'started' : status;
}

/** Windows' ways to start a service, in words or as the number that 4697 gives, in the words of the data model. */
const START_MODES: ReadonlyMap<string, string> = new Map([
  ['boot start', 'boot'],
  ['0', 'boot'],
  ['system start', 'system'],
  ['1', 'system'],
  ['auto start', 'auto'],
  ['2', 'auto'],
  ['demand start', 'manual'],
  ['3', 'manual'],
  ['disabled', 'disabled'],
  ['4', 'disabled'],
]);

/** How a service is started, in the data model's words; others stay as they are. */
export function startMode(field: string): Origin {
  return (fields) => {
    const mode = fields.text(field);
    return mode === undefined ? undefined : (START_MODES.get(mode.toLowerCase()) ?? mode);
  };
}
