import { expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';

const LOGIN = {
  kind: 'admin#reports#activity',
  id: { time: '2024-10-17T09:12:44Z', applicationName: 'login', customerId: 'C1' },
  actor: { email: 'kim@x.com', profileId: '7' },
  ipAddress: '198.51.100.7',
  event: { type: 'login', name: 'login_failure', parameters: [{ name: 'login_type', value: 'unknown' }] },
};

test('a sign-in', () => {
  const event = eventOf(JSON.stringify(LOGIN));
  expect(event).toMatchObject({ time: 1729156364, sourcetype: 'gws:reports:login', source: 'gws:reports:login' });
  expect(event.datasets).toContain('Authentication.Failed_Authentication');
  expect(Object.fromEntries(event.fields)).toMatchObject({
    user: 'kim@x.com',
    src: '198.51.100.7',
    action: 'failure',
    app: 'login',
  });
});

test('a change', () => {
  const change = {
    ...LOGIN,
    id: { ...LOGIN.id, applicationName: 'admin' },
    event: { type: 'USER_SETTINGS', name: 'CREATE_USER' },
  };
  const event = eventOf(JSON.stringify(change));
  expect(event).toMatchObject({ sourcetype: 'gws:reports:admin' });
  expect(event.datasets).toContain('Change.All_Changes');
  expect(event.fields.get('action')).toBe('created');
});

test.each([
  [
    '{"protoPayload":{"methodName":"google.iam.admin.v1.CreateServiceAccount","authenticationInfo":{"principalEmail":"kim@x.com"}},"logName":"l","timestamp":"2024-10-17T09:12:44Z"}',
  ],
  [
    '{"data":{"protoPayload":{"methodName":"google.iam.admin.v1.CreateServiceAccount","authenticationInfo":{"principalEmail":"kim@x.com"}},"timestamp":"2024-10-17T09:12:44Z"}}',
  ],
])('an audit log, wrapped or not: %s', (text) => {
  const event = eventOf(text);
  expect(event).toMatchObject({ time: 1729156364, sourcetype: 'google:gcp:pubsub:message' });
  expect(Object.fromEntries(event.fields)).toMatchObject({ user: 'kim@x.com', status: 'success' });
});

test('an activity of Drive keeps its names', () => {
  const event = eventOf(
    '{"type":"acl_change","name":"change_user_access","parameters":{"owner":"kim"},"email":"e","unique_id":"1"}',
  );
  expect(event).toMatchObject({ sourcetype: 'gsuite:drive:json', source: 'http:gsuite' });
  expect([event.fields.get('parameters.owner'), event.fields.get('timestamp')]).toEqual(['kim', 'none']);
});
