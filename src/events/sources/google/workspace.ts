import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { hasKeys } from '../recognise.ts';
import { entryOf } from '../values.ts';

const LOGINS: Readonly<Record<string, string>> = {
  login_success: 'success',
  login_failure: 'failure',
  login_verification: 'success',
  suspicious_login: 'success',
  suspicious_login_less_secure_app: 'success',
  suspicious_programmatic_login: 'success',
};

const name = (event: EventReader): string => event.text('event.name') ?? '';

const action: Calculation = (event) => {
  const login = entryOf(LOGINS, name(event));
  if (login !== undefined) return login;
  if (/^(?:CREATE|ADD|UPLOAD)_|create/.test(name(event))) return 'created';
  if (/^(?:DELETE|REMOVE|REVOKE)_|delete/.test(name(event))) return 'deleted';
  return /^(?:CHANGE|UPDATE|TOGGLE|ASSIGN|SUSPEND|UNSUSPEND|RENAME|ENFORCE)_|change|edit/.test(name(event))
    ? 'modified'
    : undefined;
};

const isLogin = (event: EventReader): boolean => entryOf(LOGINS, name(event)) !== undefined;

/** Activities of Google Workspace. Sources: Splunk Add-on for Google Workspace 2.8; Google, Reports API. */
export const googleWorkspace = defineSource({
  name: 'google-workspace',
  title: 'Google Workspace',
  basis: 'Splunk Add-on for Google Workspace 2.8; Google, Reports API',
  sourcetypes: [
    'gws:reports:admin',
    'gws:reports:login',
    'gws:reports:token',
    'gws:reports:drive',
    'gws:reports:groups_enterprise',
    'gws:reports:saml',
    'gws:reports:context_aware_access',
  ],
  source: 'gws:reports:admin',
  recognise: (record) => {
    if (
      !hasKeys(record, 'kind', 'id', 'actor') ||
      record.kind !== 'json' ||
      record.value['kind'] !== 'admin#reports#activity'
    )
      return undefined;
    const id = record.value['id'];
    const application =
      typeof id === 'object' && id !== null && 'applicationName' in id ? id.applicationName : undefined;
    const sourcetype =
      typeof application === 'string' && application !== 'admin' ? `gws:reports:${application}` : 'gws:reports:admin';
    return { sourcetype, source: sourcetype, reason: 'an activity of the Reports API' };
  },
  timestamp: (event) => event.text('id.time'),
  aliases: [
    ['ipAddress', 'src'],
    ['ipAddress', 'src_ip'],
    ['actor.email', 'user'],
    ['actor.email', 'src_user'],
    ['actor.profileId', 'user_id'],
    ['event.name', 'signature'],
    ['event.name', 'command'],
    ['id.applicationName', 'app'],
    ['id.customerId', 'vendor_account'],
  ],
  calculated: {
    action,
    authentication_method: (event) => event.get('event.parameters{}.multiValue{}'),
    change_type: (event) => (isLogin(event) ? undefined : event.text('event.type')),
    dest: (event) => event.text('id.applicationName') ?? 'Google Workspace',
    object: (event) => (isLogin(event) ? undefined : event.get('event.parameters{}.value')),
    status: (event) => (isLogin(event) ? action(event) : 'success'),
    vendor_product: () => 'Google Workspace',
  },
  eventTypes: [
    { name: 'gws_authentication', tags: ['authentication', 'cloud'], when: isLogin },
    { name: 'gws_change', tags: ['change', 'cloud'], when: (event) => !isLogin(event) && action(event) !== undefined },
  ],
});
