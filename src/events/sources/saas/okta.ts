import { fieldOf } from '../../fields.ts';
import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { hasKeys } from '../recognise.ts';
import { listOf, objectsAt, textUnder } from '../values.ts';

const type = (event: EventReader): string => event.text('eventType') ?? '';

const SIGN_IN =
  /^(?:user\.session\.(?:start|impersonation)|user\.authentication\.|policy\.evaluate_sign_on|app\.oauth2\.|user\.mfa\.okta_verify)/;
/** What an event does to an account, an application, a group, a policy. */
const CHANGES: readonly (readonly [pattern: RegExp, action: string])[] = [
  [/user\.account\.lock(?:\.limit)?$/, 'lockout'],
  [/user\.account\.unlock/, 'unlocked'],
  [/(?:\.create|\.add|\.activate|\.enroll|\.enrollment\.create|\.generate|\.grant)(?:\.|$)/, 'created'],
  [/(?:\.delete|\.remove|\.revoke|\.clear)(?:\.|$)/, 'deleted'],
  [
    /(?:\.update|\.deactivate|\.reset_all|\.reset|\.suspend|\.unsuspend|\.change|\.rename|\.privilege|\.profile)(?:\.|$|_)/,
    'modified',
  ],
];

const SUCCESSES: ReadonlySet<string> = new Set(['SUCCESS', 'ALLOW']);
const FAILURES: ReadonlySet<string> = new Set(['FAILURE', 'DENY']);

const isSignIn = (event: EventReader): boolean => SIGN_IN.test(type(event));

const isChange = (event: EventReader): boolean => !isSignIn(event) && changeOf(event) !== undefined;

const changeOf = (event: EventReader): string | undefined =>
  CHANGES.find(([pattern]) => pattern.test(type(event)))?.[1];

const outcome: Calculation = (event) => {
  const result = event.text('outcome.result') ?? '';
  if (SUCCESSES.has(result)) return 'success';
  return FAILURES.has(result) ? 'failure' : undefined;
};

/** Values of the targets of one kind. */
function target(kind: string, field: string): Calculation {
  return (event) => {
    const ofKind = objectsAt(event, 'target').filter((one) => textUnder(one, 'type') === kind);
    return fieldOf(ofKind.flatMap((one) => textUnder(one, field) ?? []));
  };
}

const userTarget = target('User', 'alternateId');

/** Source: Splunk Add-on for Okta Identity Cloud 2.2, sourcetype OktaIM2:log; Okta, System Log API. */
export const okta = defineSource({
  name: 'okta',
  title: 'Okta',
  basis: 'Splunk Add-on for Okta Identity Cloud 2.2; Okta, System Log API',
  sourcetypes: ['OktaIM2:log'],
  source: 'Okta',
  recognise: (record) =>
    hasKeys(record, 'eventType', 'actor', 'outcome', 'published')
      ? { reason: 'an event of the System Log' }
      : undefined,
  timestamp: (event) => event.text('published'),
  aliases: [
    ['eventType', 'signature'],
    ['eventType', 'command'],
    ['client.ipAddress', 'src'],
    ['client.ipAddress', 'src_ip'],
    ['client.userAgent.rawUserAgent', 'user_agent'],
    ['client.userAgent.rawUserAgent', 'http_user_agent'],
    ['outcome.reason', 'reason'],
    ['outcome.result', 'result'],
    ['actor.id', 'src_user_id'],
    ['actor.displayName', 'src_user_name'],
    ['displayMessage', 'description'],
    ['uuid', 'event_id'],
    ['severity', 'severity_id'],
  ],
  calculated: {
    action: (event) => (isChange(event) ? changeOf(event) : outcome(event)),
    app: (event) => target('AppInstance', 'displayName')(event) ?? 'Okta',
    authentication_method: (event) =>
      event.text('debugContext.debugData.factor') ??
      event.text('authenticationContext.credentialType') ??
      event.text('authenticationContext.authenticationProvider'),
    change_type: (event) => (isChange(event) ? 'AAA' : undefined),
    dest: (event) => event.text('debugContext.debugData.targetEventHookIds') ?? event.host,
    dvc: (event) => event.host,
    object: (event) =>
      isChange(event)
        ? (userTarget(event) ?? event.get('target{}.alternateId') ?? event.get('target{}.displayName'))
        : undefined,
    object_category: (event) =>
      isChange(event)
        ? listOf(event, 'target{}.type').includes('User') || /^user\./.test(type(event))
          ? 'User'
          : listOf(event, 'target{}.type')[0]
        : undefined,
    object_id: (event) => (isChange(event) ? event.get('target{}.id') : undefined),
    src_user: (event) => event.text('actor.alternateId'),
    status: outcome,
    user: (event) =>
      isChange(event) ? (userTarget(event) ?? event.text('actor.alternateId')) : event.text('actor.alternateId'),
    user_id: (event) => event.text('actor.id'),
    user_name: (event) => event.text('actor.displayName'),
    user_type: (event) => event.text('actor.type'),
    vendor_product: () => 'Okta Identity Cloud',
  },
  eventTypes: [
    { name: 'okta_authentication', tags: ['authentication'], when: isSignIn },
    { name: 'okta_account_change', tags: ['change', 'account', 'management'], when: isChange },
  ],
});
