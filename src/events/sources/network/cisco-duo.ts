import { type Calculation, defineSource, type EventReader } from '../define.ts';
import { hasKeys } from '../recognise.ts';

const isSignIn = (event: EventReader): boolean =>
  event.text('factor') !== undefined || event.text('eventtype') !== undefined;
const isAdministration = (event: EventReader): boolean => !isSignIn(event) && event.text('action') !== undefined;

const outcome: Calculation = (event) => {
  if (!isSignIn(event)) return /delete/.test(event.text('action') ?? '') ? 'deleted' : administrative(event);
  const result = event.text('result')?.toLowerCase();
  return result === 'success' ? 'success' : result === undefined ? undefined : 'failure';
};

function administrative(event: EventReader): string {
  return /create|add|enroll/.test(event.text('action') ?? '') ? 'created' : 'modified';
}

/** Sign-ins with a second factor, and what administrators do. Source: Duo, Admin API, logs; Cisco Security Cloud app. */
export const ciscoDuo = defineSource({
  name: 'cisco-duo',
  title: 'Cisco Duo',
  basis: 'Duo, Admin API: authentication and administrator logs',
  sourcetypes: ['cisco:duo:authentication', 'cisco:duo:administrator', 'cisco:duo', 'duo'],
  recognise: (record) => {
    if (hasKeys(record, 'access_device', 'factor', 'txid')) {
      return { reason: 'an authentication with a second factor', sourcetype: 'cisco:duo:authentication' };
    }
    return hasKeys(record, 'action', 'username', 'object', 'description', 'isotimestamp')
      ? { reason: 'an action of an administrator', sourcetype: 'cisco:duo:administrator' }
      : undefined;
  },
  timestamp: (event) => event.text('isotimestamp') ?? event.text('timestamp'),
  aliases: [
    ['access_device.ip', 'src'],
    ['access_device.ip', 'src_ip'],
    ['application.name', 'app'],
    ['factor', 'authentication_method'],
    ['application.name', 'dest'],
  ],
  calculated: {
    action: outcome,
    vendor_action: (event) => event.text('action'),
    object_category: (event) => (isAdministration(event) ? 'user' : undefined),
    user: (event) => event.text('user.name') ?? event.text('username'),
    vendor_product: () => 'Cisco Duo',
  },
  eventTypes: [
    { name: 'cisco_duo_authentication', tags: ['authentication'], when: isSignIn },
    { name: 'cisco_duo_administration', tags: ['change', 'account', 'management'], when: isAdministration },
  ],
});
