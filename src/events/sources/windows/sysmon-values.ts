import type { FieldValue } from '../../event.ts';
import type { EventFields } from '../../fields.ts';
import type { Origin } from './derive.ts';

/** The text in small letters. */
export function lowerCaseOf(field: string): Origin {
  return (fields) => fields.text(field)?.toLowerCase();
}

/** A value that Sysmon writes as ` "text"`, without the blanks and the quotation marks around it. */
export function withoutQuotes(field: string): Origin {
  return (fields) => fields.text(field)?.trim().replace(/^"|"$/g, '');
}

/** The event's own Name: the last value, since the provider's comes first. */
export function ownName(fields: EventFields): FieldValue | undefined {
  const names = fields.get('Name');
  const name = typeof names === 'object' ? names.at(-1) : undefined;
  return name?.trim().replace(/^"|"$/g, '');
}

/** Whether the process opened the connection itself. */
export function isOutbound(fields: EventFields): boolean {
  return fields.text('Initiated') === 'true';
}

/** `tcp/443`. */
export function transportPort(fields: EventFields): string | undefined {
  const transport = fields.text('Protocol');
  const port = fields.text('DestinationPort');
  return transport === undefined || port === undefined ? undefined : `${transport}/${port}`;
}

/** Whether Windows found the signature valid. */
export function signatureVerified(fields: EventFields): string | undefined {
  const status = fields.text('SignatureStatus');
  return status === undefined ? undefined : String(status === 'Valid');
}

/** Without an EventType (some exports lose it) there is no action, and the model says unknown. */
export function registryAction(fields: EventFields): string | undefined {
  const eventType = fields.text('EventType');
  if (eventType === 'CreateKey') return 'created';
  return eventType === 'DeleteKey' || eventType === 'DeleteValue' ? 'deleted' : undefined;
}

/** The three prefixes that the add-on knows. */
export function registryHive(fields: EventFields): string | undefined {
  const path = fields.text('TargetObject') ?? '';
  if (path.startsWith('HKLM\\System\\')) return 'HKEY_LOCAL_MACHINE\\System';
  if (path.startsWith('HKLM\\SOFTWARE\\')) return 'HKEY_LOCAL_MACHINE\\Software';
  return path.startsWith('HKU\\') ? 'HKEY_CURRENT_USER' : undefined;
}

/** The path without the name of the value. */
export function keyOfValue(fields: EventFields): string | undefined {
  const path = fields.text('TargetObject');
  const end = path?.lastIndexOf('\\') ?? -1;
  return end === -1 ? path : path?.slice(0, end);
}

/** Type and data of `DWORD (0x00000001)`; undefined where Details is text. */
export function typedValue(fields: EventFields): readonly [type: string, data: string] | undefined {
  const details = fields.text('Details');
  if (details === undefined || !details.endsWith(')')) return undefined;
  const open = details.indexOf(' (');
  const type = details.slice(0, Math.max(0, open));
  return /^\w+$/.test(type) ? [type, details.slice(open + 2, -1)] : undefined;
}

/** A text with something before it. */
export function withPrefix(prefix: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : prefix + text;
}

/** How many values there are, as text. */
export function countOf(value: FieldValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? '1' : String(value.length);
}
