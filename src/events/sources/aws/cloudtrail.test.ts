import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';
import { datasetRow } from '../../index.ts';

const CALL = {
  eventVersion: '1.08',
  eventTime: '2024-10-17T09:12:44Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli',
  requestParameters: null,
  userIdentity: {
    type: 'IAMUser',
    userName: 'kim',
    arn: 'arn:aws:iam::1:user/kim',
    accountId: '1',
    principalId: 'AIDA',
  },
  responseElements: { accessKey: { userName: 'lee' } },
};

function call(changes: object) {
  return eventOf(JSON.stringify({ ...CALL, ...changes }));
}

test('a call has its fields, those of the add-on, and its place in the data model', () => {
  const event = call({});
  expect(event).toMatchObject({ time: 1729156364, source: 'aws_cloudtrail', sourcetype: 'aws:cloudtrail' });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    'userIdentity.userName': 'kim',
    user: 'lee',
    src_user: 'kim',
    user_name: 'lee',
    userName: 'kim',
    action: 'modified',
    status: 'success',
    errorCode: 'success',
    change_type: 'AAA',
    object_category: 'user',
    object: 'lee',
    dest: 'iam.amazonaws.com',
    desc: 'null',
  });
  expect(event.datasets).toContain('Change.Account_Management');
});

describe('outcome', () => {
  test('of a call that failed', () => {
    const { fields } = call({ errorCode: 'AccessDenied', errorMessage: 'no' });
    expect(['errorCode', 'result_id', 'reason', 'status', 'action'].map((name) => fields.get(name))).toEqual([
      'AccessDenied',
      'AccessDenied',
      'no',
      'failure',
      'modified',
    ]);
  });

  test('of a sign-in', () => {
    const event = call({
      eventName: 'ConsoleLogin',
      eventSource: 'signin.amazonaws.com',
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { LoginTo: 'https://console', MFAUsed: 'No' },
    });
    expect(Object.fromEntries(event.fields)).toMatchObject({
      action: 'failure',
      errorCode: 'failure',
      msg: 'success',
      dest: 'https://console',
      authentication_method: 'SFA',
      user: 'kim',
    });
    expect(event.datasets).toContain('Authentication.Failed_Authentication');
    expect(datasetRow(event, 'Authentication.Authentication').get('src')).toBe('198.51.100.7');
  });
});

describe('the user', () => {
  const issuer = { sessionIssuer: { userName: 'deploy' } };
  const assumed = {
    type: 'AssumedRole',
    principalId: 'AROA:kim@x',
    arn: 'arn:aws:sts::1:assumed-role/deploy/s',
    sessionContext: issuer,
  };

  test.each([
    ['of a role is the role', { eventName: 'CreateKey', userIdentity: assumed }, 'deploy'],
    ['of a sign-in by a role is the one behind it', { eventName: 'ConsoleLogin', userIdentity: assumed }, 'kim@x'],
    [
      'of the root account',
      { eventName: 'CreateKey', userIdentity: { type: 'Root', arn: 'arn:aws:iam::1:root' } },
      'root',
    ],
    [
      'of a role that is taken',
      { eventName: 'AssumeRole', requestParameters: { roleArn: 'arn:aws:iam::1:role/admin' } },
      'admin',
    ],
    ['of a new user is that user', { eventName: 'CreateUser', responseElements: { user: { userName: 'new' } } }, 'new'],
    ['of a deleted user', { eventName: 'DeleteUser', requestParameters: { userName: 'old' } }, 'old'],
  ])('%s', (_, changes, user) => {
    expect(call(changes).fields.get('user')).toBe(user);
  });
});

test('an entry of an access list', () => {
  const { fields } = call({
    eventName: 'CreateNetworkAclEntry',
    eventSource: 'ec2.amazonaws.com',
    requestParameters: {
      networkAclId: 'acl-1',
      egress: false,
      ruleAction: 'allow',
      aclProtocol: '6',
      cidrBlock: '0.0.0.0/0',
    },
  });
  expect(Object.fromEntries(fields)).toMatchObject({
    direction: 'inbound',
    src_ip_range: '0.0.0.0/0',
    protocol: 'tcp',
    protocol_code: '6',
    rule_action: 'allow',
    object_id: 'acl-1',
  });
});

test('whatever stands in a call, nothing is thrown', () => {
  const keys = [...Object.keys(CALL), 'additionalEventData', 'errorCode'];
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
      call({ [key]: value });
    }),
  );
});
