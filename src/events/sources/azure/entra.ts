import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { hasKeys, textAt } from '../recognise.ts';
import { firstOf, objectsAt, textUnder } from '../values.ts';

const isAudit = (event: EventReader): boolean => event.text('category') === 'AuditLogs';

const isSignIn = (event: EventReader): boolean => /SignInLogs$/.test(event.text('category') ?? '');

/** For sign-ins one rule, for audit events another. */
function by(signIn: Calculation, audit: Calculation): Calculation {
  return (event) => (isAudit(event) ? audit(event) : isSignIn(event) ? signIn(event) : undefined);
}

const TARGET = 'properties.targetResources{}';

/** The name by which the first user among the targets signs in, else the first target's name. */
const targetName: Calculation = (event) => {
  const targets = objectsAt(event, 'properties', 'targetResources');
  const users = targets.filter((one) => textUnder(one, 'type') === 'User');
  const named = (users.length > 0 ? users : targets).flatMap((one) => textUnder(one, 'userPrincipalName') ?? []);
  return named[0] ?? event.text(`${TARGET}.displayName`);
};

const code: Calculation = (event) => event.text('properties.status.errorCode') ?? event.text('resultType');

const outcome: Calculation = (event) => {
  const result = code(event);
  return result === undefined ? undefined : result === '0' ? 'success' : 'failure';
};

/** Source: Splunk Add-on for Microsoft Cloud Services 5.4, sourcetype azure:monitor:aad. */
export const entra = defineSource({
  name: 'azure-entra-id',
  title: 'Entra ID (Azure AD)',
  basis: 'Splunk Add-on for Microsoft Cloud Services 5.4; Microsoft Graph, audit and sign-in logs',
  sourcetypes: ['azure:monitor:aad', 'ms:aad:signin', 'ms:aad:audit', 'azure:aad:signin', 'azure:aad:audit'],
  source: 'Azure AD',
  recognise: (record) => {
    if (!hasKeys(record, 'operationName', 'category', 'properties')) return undefined;
    const isTenant = hasKeys(record, 'tenantId') || textAt(record, 'resourceId')?.includes('/tenants/') === true;
    return isTenant ? { reason: 'a log of a tenant with its operation and category' } : undefined;
  },
  timestamp: (event) =>
    event.text('time') ?? event.text('properties.createdDateTime') ?? event.text('properties.activityDateTime'),
  aliases: [
    ['operationName', 'signature'],
    ['operationName', 'command'],
    ['tenantId', 'vendor_account'],
    ['properties.id', 'id'],
    ['properties.loggedByService', 'dvc'],
  ],
  calculated: {
    action: by(outcome, firstOf('properties.result')),
    additional_details: by(
      () => undefined,
      (event) => event.get('properties.additionalDetails{}.value'),
    ),
    additional_details_name: by(
      () => undefined,
      (event) => event.get('properties.additionalDetails{}.key'),
    ),
    additional_details_value: by(
      () => undefined,
      (event) => event.get('properties.additionalDetails{}.value'),
    ),
    app: by(firstOf('properties.appDisplayName'), firstOf('properties.loggedByService')),
    authentication_method: by(
      (event) => event.get('properties.authenticationDetails{}.authenticationMethod'),
      () => undefined,
    ),
    change_type: by(
      () => undefined,
      () => 'AAA',
    ),
    dest: by(firstOf('properties.resourceDisplayName'), (event) => event.get(`${TARGET}.displayName`)),
    dest_type: by(
      () => undefined,
      (event) => event.get(`${TARGET}.type`),
    ),
    object: by(() => undefined, targetName),
    object_attrs: by(
      () => undefined,
      (event) => event.get(`${TARGET}.modifiedProperties{}.displayName`),
    ),
    object_category: by(
      () => undefined,
      (event) => event.text(`${TARGET}.type`)?.toLowerCase(),
    ),
    object_id: by(
      () => undefined,
      (event) => event.get(`${TARGET}.id`),
    ),
    reason: by(firstOf('properties.status.failureReason', 'resultDescription'), firstOf('properties.resultReason')),
    result: by(firstOf('resultDescription', 'properties.status.failureReason'), firstOf('properties.result')),
    result_id: by(code, firstOf('resultType', 'resultSignature')),
    signature_id: by(firstOf('resultType'), () => undefined),
    src: by(
      firstOf('callerIpAddress', 'properties.ipAddress'),
      firstOf('properties.initiatedBy.user.ipAddress', 'callerIpAddress'),
    ),
    src_ip: by(
      firstOf('callerIpAddress', 'properties.ipAddress'),
      firstOf('properties.initiatedBy.user.ipAddress', 'callerIpAddress'),
    ),
    src_user: by(
      () => undefined,
      firstOf('properties.initiatedBy.user.userPrincipalName', 'properties.initiatedBy.app.displayName'),
    ),
    src_user_type: by(
      () => undefined,
      (event) =>
        firstOf('properties.initiatedBy.user.userPrincipalName', 'properties.initiatedBy.user.id')(event) === undefined
          ? 'servicePrincipal'
          : 'user',
    ),
    status: by(outcome, firstOf('properties.result')),
    user: by(firstOf('properties.userPrincipalName', 'properties.servicePrincipalName'), targetName),
    user_agent: (event) => event.text('properties.userAgent'),
    user_id: by(firstOf('properties.userId', 'properties.servicePrincipalId'), (event) => event.get(`${TARGET}.id`)),
    user_type: by(firstOf('properties.userType'), (event) => event.get(`${TARGET}.type`)),
    vendor_product: () => 'Microsoft Azure Active Directory',
  },
  eventTypes: [
    { name: 'azure_aad_authentication', tags: ['authentication', 'cloud'], when: isSignIn },
    { name: 'azure_aad_audit', tags: ['change', 'cloud'], when: isAudit },
    {
      name: 'azure_aad_account',
      tags: ['account'],
      when: (event) =>
        isAudit(event) && /^(?:User|Group|Role)Management$/.test(event.text('properties.category') ?? ''),
    },
  ],
});
