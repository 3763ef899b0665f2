import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { hasKeys } from '../recognise.ts';

/** Entries are wrapped where they come by way of Pub/Sub. */
const at = (event: EventReader, name: string) => event.get(`data.${name}`) ?? event.get(name);

const text = (event: EventReader, name: string): string | undefined => event.text(`data.${name}`) ?? event.text(name);

const method = (event: EventReader): string => text(event, 'protoPayload.methodName') ?? '';

const action: Calculation = (event) => {
  if (/(?:^|\.)(?:create|insert|add)/i.test(method(event))) return 'created';
  if (/(?:^|\.)(?:delete|remove)/i.test(method(event))) return 'deleted';
  return /(?:^|\.)(?:update|patch|set|modify|enable|disable)/i.test(method(event)) ? 'modified' : undefined;
};

/** Audit logs of Google Cloud. Sources: Splunk Add-on for Google Cloud Platform 4.4; Google Cloud, AuditLog. */
export const googleCloudAudit = defineSource({
  name: 'google-cloud-audit',
  title: 'Google Cloud audit logs',
  basis: 'Splunk Add-on for Google Cloud Platform 4.4; Google Cloud, AuditLog',
  sourcetypes: [
    'google:gcp:pubsub:message',
    'google:gcp:pubsub:audit:admin_activity',
    'google:gcp:pubsub:audit:data_access',
  ],
  source: 'google:gcp:pubsub:message',
  recognise: (record) => {
    if (record.kind !== 'json') return undefined;
    const data = record.value['data'];
    const isWrapped = typeof data === 'object' && data !== null && 'protoPayload' in data;
    return isWrapped || hasKeys(record, 'protoPayload', 'logName')
      ? { reason: 'an entry with the payload of an audit log' }
      : undefined;
  },
  timestamp: (event) => text(event, 'timestamp'),
  calculated: {
    action,
    app: (event) => text(event, 'protoPayload.serviceName'),
    command: (event) => method(event) || undefined,
    dest: (event) => text(event, 'resource.labels.project_id'),
    object: (event) => at(event, 'protoPayload.resourceName'),
    object_category: (event) => text(event, 'resource.type'),
    result: (event) => text(event, 'protoPayload.status.message'),
    src: (event) => text(event, 'protoPayload.requestMetadata.callerIp'),
    src_ip: (event) => text(event, 'protoPayload.requestMetadata.callerIp'),
    status: (event) => ((text(event, 'protoPayload.status.code') ?? '0') === '0' ? 'success' : 'failure'),
    user: (event) => text(event, 'protoPayload.authenticationInfo.principalEmail'),
    user_agent: (event) => text(event, 'protoPayload.requestMetadata.callerSuppliedUserAgent'),
    vendor_account: (event) => text(event, 'resource.labels.project_id'),
    vendor_product: () => 'Google Cloud Platform',
    vendor_region: (event) => text(event, 'resource.labels.location') ?? text(event, 'resource.labels.zone'),
  },
  eventTypes: [{ name: 'google_gcp_change', tags: ['change', 'cloud'], when: (event) => action(event) !== undefined }],
});
