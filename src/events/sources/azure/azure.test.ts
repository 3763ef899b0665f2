import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';

const O365 = {
  CreationTime: '2024-10-17T09:12:44',
  Operation: 'Add-MailboxPermission',
  Workload: 'Exchange',
  OrganizationId: 'o',
  RecordType: 1,
  ResultStatus: 'True',
  UserId: 'kim@x.com',
  UserType: 2,
  ClientIP: '198.51.100.7:30395',
  ObjectId: 'lee',
  Parameters: [
    { Name: 'AccessRights', Value: 'FullAccess' },
    { Name: 'UserId', Value: 'never' },
    { Name: 'Flag', Value: true },
    7,
  ],
};

describe('Microsoft 365', () => {
  test('an operation', () => {
    const event = eventOf(JSON.stringify(O365));
    expect(event).toMatchObject({ time: 1729156364, source: 'o365', sourcetype: 'o365:management:activity' });
    expect(event.datasets).toContain('Change.All_Changes');
    expect(Object.fromEntries(event.fields)).toMatchObject({
      AccessRights: 'FullAccess',
      UserId: 'kim@x.com',
      Flag: 'true',
      'Parameters{}.Name': ['AccessRights', 'UserId', 'Flag'],
      action: 'created',
      user: 'kim@x.com',
      src: '198.51.100.7',
      object: 'lee',
      record_type: 'ExchangeAdmin',
      user_type: 'Admin',
      status: 'success',
    });
  });

  test.each([
    ['UserLoginFailed', 'failure', 'Authentication.Failed_Authentication'],
    ['UserLoggedIn', 'success', 'Authentication.Successful_Authentication'],
  ])('%s', (Operation, action, dataset) => {
    const event = eventOf(
      JSON.stringify({ ...O365, Operation, Workload: 'AzureActiveDirectory', ClientIP: '[2001:db8::1]:443' }),
    );
    expect([event.fields.get('action'), event.fields.get('src')]).toEqual([action, '2001:db8::1']);
    expect(event.datasets).toContain(dataset);
  });

  test('the agent stands in details that are JSON', () => {
    const details = { Name: 'additionalDetails', Value: '{"User-Agent":"curl/8","AppId":"1"}' };
    const { fields } = eventOf(JSON.stringify({ ...O365, ExtendedProperties: [details] }));
    expect(fields.get('user_agent')).toBe('curl/8');
  });
});

const TENANT = {
  time: '2024-10-17T09:12:44.1234567Z',
  tenantId: 't',
  operationName: 'Sign-in activity',
  category: 'SignInLogs',
};

describe('Entra ID', () => {
  test('a sign-in', () => {
    const properties = {
      userPrincipalName: 'kim@x.com',
      status: { errorCode: 50126, failureReason: 'no' },
      userAgent: 'curl/8',
    };
    const event = eventOf(
      JSON.stringify({ ...TENANT, callerIpAddress: '198.51.100.7', resultType: '50126', properties }),
    );
    expect(event).toMatchObject({ time: 1729156364.123456, source: 'Azure AD', sourcetype: 'azure:monitor:aad' });
    expect(event.datasets).toContain('Authentication.Failed_Authentication');
    expect(Object.fromEntries(event.fields)).toMatchObject({
      user: 'kim@x.com',
      src: '198.51.100.7',
      action: 'failure',
      user_agent: 'curl/8',
      reason: 'no',
    });
  });

  test('a change by an application', () => {
    const properties = {
      result: 'success',
      initiatedBy: { app: { displayName: 'App' } },
      targetResources: [{ id: '1', type: 'User', userPrincipalName: 'lee@x.com', displayName: 'Lee' }],
    };
    const event = eventOf(
      JSON.stringify({ ...TENANT, operationName: 'Update user', category: 'AuditLogs', properties }),
    );
    expect(event.datasets).toContain('Change.All_Changes');
    expect(Object.fromEntries(event.fields)).toMatchObject({
      action: 'success',
      user: 'lee@x.com',
      src_user: 'App',
      src_user_type: 'servicePrincipal',
      object: 'lee@x.com',
      status: 'success',
    });
  });
});

test('an event of the activity log', () => {
  const uri = '/subscriptions/s/resourcegroups/G/providers/Microsoft.Automation/automationAccounts/A';
  const event = eventOf(
    JSON.stringify({
      authorization: { action: 'w' },
      caller: 'kim@x.com',
      eventTimestamp: '2024-10-17T09:12:44Z',
      operationName: { value: 'Microsoft.Automation/automationAccounts/write' },
      resourceUri: uri,
      status: { value: 'Succeeded' },
    }),
  );
  expect(event).toMatchObject({ time: 1729156364, sourcetype: 'mscs:azure:audit' });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    user: 'kim@x.com',
    object: 'A',
    object_path: uri,
    dest: 'G',
    status: 'Succeeded',
    action: 'modified',
  });
});

test('whatever stands in a record, nothing is thrown', () => {
  const keys = [
    ...Object.keys(O365),
    'ExtendedProperties',
    'properties',
    'category',
    'tenantId',
    'authorization',
    'eventTimestamp',
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (more) => {
      eventOf(JSON.stringify({ ...O365, ...more }));
      eventOf(JSON.stringify({ ...TENANT, properties: {}, ...more }));
    }),
  );
});

test('Entra ID: the user among the targets, whatever stands before it', () => {
  const audit = {
    time: '2024-10-17T09:12:44Z',
    tenantId: 't',
    operationName: 'Add member to role',
    category: 'AuditLogs',
    properties: {
      targetResources: [
        { type: 'ServicePrincipal', userPrincipalName: 'app' },
        { type: 'User', userPrincipalName: 'kim' },
      ],
    },
  };
  expect(eventOf(JSON.stringify(audit)).fields.get('user')).toBe('kim');
});

test('Microsoft 365: a file that is changed is no account', () => {
  const record = { Workload: 'SharePoint', CreationTime: '2024-10-17T09:12:44', ObjectId: 'https://x/a.docx' };
  const uploaded = eventOf(JSON.stringify({ ...record, Operation: 'FileUploaded' }));
  expect(uploaded.fields.get('tag')).not.toContain('account');
  const added = { ...record, Workload: 'AzureActiveDirectory', Operation: 'Add user.' };
  expect(eventOf(JSON.stringify(added)).datasets).toContain('Change.Accounts_Created');
});
