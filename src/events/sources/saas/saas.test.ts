import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';

const OKTA = {
  eventType: 'user.session.start',
  actor: { id: '00u', type: 'User', alternateId: 'kim@x.com', displayName: 'Kim' },
  client: { ipAddress: '198.51.100.7', userAgent: { rawUserAgent: 'curl/8' } },
  outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
  published: '2024-10-17T09:12:44.500Z',
  target: [
    { id: '1', type: 'AppInstance', displayName: 'Mail' },
    { id: '2', type: 'User', alternateId: 'lee@x.com' },
  ],
};

describe('Okta', () => {
  test('a sign-in', () => {
    const event = eventOf(JSON.stringify(OKTA));
    expect(event).toMatchObject({ time: 1729156364.5, source: 'Okta', sourcetype: 'OktaIM2:log' });
    expect(event.datasets).toContain('Authentication.Failed_Authentication');
    expect(Object.fromEntries(event.fields)).toMatchObject({
      action: 'failure',
      signature: 'user.session.start',
      user: 'kim@x.com',
      src: '198.51.100.7',
      reason: 'INVALID_CREDENTIALS',
      user_agent: 'curl/8',
      'target{}.id': ['1', '2'],
    });
  });

  test.each([
    ['user.mfa.factor.deactivate', 'modified'],
    ['user.account.lock', 'lockout'],
    ['system.api_token.create', 'created'],
    ['device.enrollment.create', 'created'],
    ['user.lifecycle.delete.initiated', 'deleted'],
  ])('%s is a change: %s', (eventType, action) => {
    const event = eventOf(JSON.stringify({ ...OKTA, eventType, outcome: { result: 'SUCCESS' } }));
    expect(event.datasets).toContain('Change.All_Changes');
    expect(Object.fromEntries(event.fields)).toMatchObject({
      action,
      command: eventType,
      change_type: 'AAA',
      object_category: 'User',
      status: 'success',
      src_user: 'kim@x.com',
    });
  });
});

test.each([
  ['{"action":"repo.create","actor":"kim","@timestamp":1729156364500}', 'github:cloud:audit', 1729156364.5],
  ['{"action":"requested","workflow_run":{"created_at":"2024-10-17T09:12:44Z"}}', 'aws:firehose:json', 1729156364],
  [
    '{"kind":"Event","apiVersion":"audit.k8s.io/v1","stageTimestamp":"2024-10-17T09:12:44Z","verb":"get"}',
    '_json',
    1729156364,
  ],
  ['{"source":"PINGID","recorded":"2024-10-17T09:12:44Z"}', '_json', 1729156364],
])('%s', (text, sourcetype, time) => {
  expect(eventOf(text)).toMatchObject({ sourcetype, time });
});

test('PingID under the sourcetype of Windows events keeps the source that its event names', () => {
  const event = eventOf('{"source":"PINGID","recorded":"2024-10-17T09:12:44Z"}', {
    sourcetype: 'XmlWinEventLog',
    source: 'XmlWinEventLog:Security',
  });
  expect(event).toMatchObject({ source: 'XmlWinEventLog:Security', time: 1729156364 });
  expect(event.fields.get('extracted_source')).toBe('PINGID');
});

test('whatever stands in an event, nothing is thrown', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(OKTA)), fc.jsonValue(), (key, value) => {
      eventOf(JSON.stringify({ ...OKTA, [key]: value }));
    }),
  );
});

test('what is given as a Windows event and is none is not taken for PingID', () => {
  const given = { sourcetype: 'XmlWinEventLog' };
  expect(eventOf('{"a":1}', given)).toMatchObject({ source: 'example.log', sourcetype: 'XmlWinEventLog' });
  expect(eventOf('{"source":"PINGID","recorded":"2024-10-17T09:12:44Z"}', given).source).toBe('PINGID');
});

test('Okta: a target that lacks a name shifts none of the others', () => {
  const { fields } = eventOf(
    JSON.stringify({
      eventType: 'user.account.lock',
      actor: { alternateId: 'admin' },
      outcome: { result: 'SUCCESS' },
      published: '2024-10-17T09:12:44Z',
      target: [{ type: 'AppInstance' }, { type: 'User', alternateId: 'kim' }, { type: 'User', alternateId: null }],
    }),
  );
  expect(fields.get('user')).toBe('kim');
});
