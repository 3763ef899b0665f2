import type { EventFields } from '../../fields.ts';
import type { SystemBlock } from './extract.ts';

/**
 * The fields that every channel gets, after those that stand in the event.
 * Source: Splunk Add-on for Microsoft Windows 8.9, XmlWinEventLog.
 */
export function addCommonFields(fields: EventFields, system: SystemBlock, host: string): void {
  fields.set('EventCode', system.eventCode);
  fields.set('signature_id', system.eventCode);
  fields.set('RecordNumber', system.recordId);
  fields.set('event_id', system.recordId);
  fields.set('id', system.recordId);
  fields.set('dvc', system.computer);
  fields.set('dvc_nt_host', host);
  fields.set('user_id', system.userId);
  fields.set('vendor_product', 'Microsoft Windows');
  fields.set('severity_id', fields.get('EventType'));
  fields.set('service', fields.get('ServiceName'));
  fields.set('service_name', fields.get('ServiceName'));
  fields.set('service_id', fields.get('ServiceSid'));
  fields.set('process_name', fields.get('ProcessName'));
  fields.set('parent_process', fields.get('ParentProcessName'));
}
