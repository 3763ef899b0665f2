import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { hasKeys } from '../recognise.ts';

/** The log as the REST API gives it, and as diagnostic settings send it. */
const path = (event: EventReader): string | undefined => event.text('resourceUri') ?? event.text('resourceId');

const operation = (event: EventReader): string | undefined =>
  event.text('operationName.value') ?? event.text('operationName');

const action: Calculation = (event) => {
  const verb = operation(event)?.toLowerCase() ?? '';
  if (verb.endsWith('/write')) return 'modified';
  if (verb.endsWith('/delete')) return 'deleted';
  return verb.endsWith('/action') ? 'modified' : undefined;
};

const caller: Calculation = (event) =>
  event.text('caller') ??
  event.text('identity.claims.http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn') ??
  event.text('identity.claims.appid');

/** Source: Splunk Add-on for Microsoft Cloud Services 5.4, sourcetype mscs:azure:audit. */
export const azureActivity = defineSource({
  name: 'azure-activity',
  title: 'Azure activity log',
  basis: 'Splunk Add-on for Microsoft Cloud Services 5.4; Azure Monitor, activity log event schema',
  sourcetypes: ['mscs:azure:audit', 'azure:monitor:activity'],
  source: 'mscs:azure:audit',
  recognise: (record) => {
    if (hasKeys(record, 'authorization', 'operationName', 'eventTimestamp'))
      return { reason: 'an event of the activity log with its authorization' };
    const isSent = hasKeys(record, 'operationName', 'resourceId', 'identity', 'category');
    return isSent
      ? { sourcetype: 'azure:monitor:activity', reason: 'an event of the activity log with its identity' }
      : undefined;
  },
  timestamp: (event) => event.text('eventTimestamp') ?? event.text('time'),
  aliases: [
    ['operationName.value', 'command'],
    ['operationName.localizedValue', 'signature'],
    ['httpRequest.clientIpAddress', 'src'],
    ['httpRequest.clientIpAddress', 'src_ip'],
    ['callerIpAddress', 'src'],
    ['callerIpAddress', 'src_ip'],
    ['subscriptionId', 'vendor_account'],
    ['resourceGroupName', 'dest'],
  ],
  calculated: {
    action,
    change_type: (event) =>
      event.text('resourceProviderName.value') ?? /\/providers\/([^/]+)/i.exec(path(event) ?? '')?.[1],
    dest: (event) => event.text('resourceGroupName') ?? /\/resourcegroups\/([^/]+)/i.exec(path(event) ?? '')?.[1],
    dvc: (event) => event.text('resourceProviderName.value') ?? /\/providers\/([^/]+)/i.exec(path(event) ?? '')?.[1],
    object: (event) => path(event)?.split('/').at(-1),
    object_category: (event) => event.text('resourceType.value') ?? operation(event)?.split('/').slice(0, -1).join('/'),
    object_id: path,
    object_path: path,
    product: () => 'Azure',
    status: (event) => event.text('status.value') ?? event.text('resultType'),
    user: caller,
    user_name: caller,
    vendor: () => 'Microsoft',
    vendor_product: () => 'Microsoft Azure',
    vendor_res_code: (event) =>
      event.text('subStatus.value') ?? event.text('status.value') ?? event.text('resultSignature'),
  },
  eventTypes: [
    { name: 'mscs_azure_audit_change', tags: ['change', 'cloud'], when: (event) => action(event) !== undefined },
  ],
});
