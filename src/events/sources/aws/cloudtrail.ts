import { type Calculation, defineSource, type EventReader, type EventTypeRule } from '../define.ts';
import { hasKeys } from '../recognise.ts';
import { entryOf } from '../values.ts';
import { actionRule, CHANGE_TYPES } from './cloudtrail-actions.ts';
import { callerOf, isUserManagement, userNameOf, userOf } from './cloudtrail-users.ts';

const SUCCESS = 'success';

/** `errorCode` exists on every event: searches ask for `errorCode=success`. */
const errorCode: Calculation = (event) =>
  event.text('errorCode') ?? (event.text('responseElements.ConsoleLogin') === 'Failure' ? 'failure' : SUCCESS);

const hasSucceeded = (event: EventReader): boolean => errorCode(event) === SUCCESS;

const ruleOf = (event: EventReader) => actionRule(nameOf(event));

const action: Calculation = (event) => {
  const rule = ruleOf(event);
  return hasSucceeded(event) ? rule?.action : (rule?.failed ?? rule?.action);
};

const status: Calculation = (event) =>
  ruleOf(event) === undefined ? undefined : hasSucceeded(event) ? SUCCESS : 'failure';

const changeType: Calculation = (event) => {
  const service = (event.text('eventSource') ?? '').split('.')[0] ?? '';
  return ruleOf(event)?.changeType ?? entryOf(CHANGE_TYPES, service);
};

/** What is changed, by what its parameters call it. */
const OBJECT_IDS = [
  'requestParameters.bucketName',
  'requestParameters.instanceId',
  'requestParameters.instancesSet.items{}.instanceId',
  'responseElements.instancesSet.items{}.instanceId',
  'requestParameters.groupId',
  'requestParameters.networkAclId',
  'requestParameters.volumeId',
  'requestParameters.snapshotId',
  'requestParameters.alarmNames{}',
];

const object: Calculation = (event) =>
  isUserManagement(event) && ruleOf(event)?.objectCategory === 'user' ? userOf(event) : objectId(event);

const objectId: Calculation = (event) => OBJECT_IDS.map((name) => event.get(name)).find((value) => value !== undefined);

/** The number of a protocol by name. Source: IANA, Protocol Numbers; -1 is EC2's word for all. */
const PROTOCOLS: Readonly<Record<string, string>> = { '-1': 'all', '1': 'icmp', '6': 'tcp', '17': 'udp' };

const ofAclEntry =
  (name: string): Calculation =>
  (event) =>
    /NetworkAclEntry$/.test(nameOf(event)) ? event.text(`requestParameters.${name}`) : undefined;

const isEgress: Calculation = ofAclEntry('egress');

const authenticationMethod: Calculation = (event) => {
  const used = event.text('additionalEventData.MFAUsed');
  if (used !== undefined) return used === 'Yes' ? 'MFA' : 'SFA';
  const session = event.text('userIdentity.sessionContext.attributes.mfaAuthenticated');
  return session === undefined ? undefined : session === 'true' ? 'MFA' : 'SFA';
};

const ACCOUNT_OF_RECIPIENT: ReadonlySet<string | undefined> = new Set(['AWSAccount', 'AWSService']);

const accountId: Calculation = (event) =>
  ACCOUNT_OF_RECIPIENT.has(event.text('userIdentity.type'))
    ? event.text('recipientAccountId')
    : (event.text('userIdentity.accountId') ?? event.text('recipientAccountId'));

const dest: Calculation = (event) => {
  switch (nameOf(event)) {
    case 'ConsoleLogin':
      return event.text('additionalEventData.LoginTo') ?? event.text('eventSource');
    case 'RunInstances':
    case 'StartInstances':
    case 'StopInstances':
    case 'RebootInstances':
    case 'TerminateInstances':
      return objectId(event) ?? event.text('eventSource');
    case 'PutBucketAcl':
    case 'CreateBucket':
    case 'DeleteBucket':
      return (
        event.text('requestParameters.Host') ?? event.text('requestParameters.host{}') ?? event.text('eventSource')
      );
    default:
      return event.text('eventSource');
  }
};

/** Of calls that change an account or take something away, the one who calls is told beside the one who is meant. */
const ofManagement =
  (rule: Calculation): Calculation =>
  (event) =>
    isUserManagement(event) || isAssumeRole(event) || nameOf(event).startsWith('Delete') ? rule(event) : undefined;

/** Source: Splunk Add-on for AWS 7, sourcetype aws:cloudtrail. */
export const cloudtrail = defineSource({
  name: 'aws-cloudtrail',
  title: 'AWS CloudTrail',
  basis: 'Splunk Add-on for AWS 7.7',
  sourcetypes: ['aws:cloudtrail'],
  source: 'aws_cloudtrail',
  recognise: (record) =>
    hasKeys(record, 'eventVersion', 'eventSource', 'eventName') ? { reason: 'a record of CloudTrail' } : undefined,
  timestamp: (event) => event.text('eventTime'),
  aliases: [
    ['eventSource', 'dvc'],
    ['eventName', 'signature'],
    ['eventName', 'command'],
    ['eventType', 'app'],
    ['awsRegion', 'region'],
    ['awsRegion', 'vendor_region'],
    ['eventTime', 'start_time'],
    ['userAgent', 'user_agent'],
    ['errorMessage', 'reason'],
    ['errorMessage', 'result'],
    ['errorCode', 'result_id'],
    ['requestParameters', 'desc'],
    ['sourceIPAddress', 'src'],
    ['sourceIPAddress', 'src_ip'],
    ['userIdentity.accessKeyId', 'user_access_key'],
    ['userIdentity.accountId', 'user_group_id'],
    ['userIdentity.principalId', 'user_id'],
    ['responseElements.credentials.accessKeyId', 'temp_access_key'],
    ['requestParameters.imageId', 'image_id'],
    ['requestParameters.instanceType', 'instance_type'],
  ],
  calculated: {
    action,
    authentication_method: authenticationMethod,
    aws_account_id: accountId,
    change_type: changeType,
    dest,
    direction: (event) =>
      isEgress(event) === undefined ? undefined : isEgress(event) === 'true' ? 'outbound' : 'inbound',
    dest_ip_range: (event) => (isEgress(event) === 'true' ? ofAclEntry('cidrBlock')(event) : undefined),
    errorCode,
    msg: (event) => event.text('errorCode') ?? SUCCESS,
    object,
    object_attrs: (event) =>
      event.get('requestParameters.policyName') ?? event.get('requestParameters.attributeType') ?? objectId(event),
    object_category: (event) => ruleOf(event)?.objectCategory ?? 'unknown',
    object_id: objectId,
    product: () => 'CloudTrail',
    protocol: (event) => {
      const code = event.text('requestParameters.aclProtocol');
      return code === undefined ? undefined : (entryOf(PROTOCOLS, code) ?? code);
    },
    protocol_code: ofAclEntry('aclProtocol'),
    rule_action: ofAclEntry('ruleAction'),
    src_ip_range: (event) => (isEgress(event) === 'false' ? ofAclEntry('cidrBlock')(event) : undefined),
    src_user: ofManagement(callerOf),
    src_user_id: ofManagement((event) => event.text('userIdentity.principalId')),
    src_user_name: ofManagement(callerOf),
    src_user_type: ofManagement((event) => event.text('userIdentity.type')),
    status,
    user: userOf,
    userName: userNameOf,
    user_arn: (event) => event.text('userIdentity.arn') ?? event.text('requestParameters.roleArn'),
    user_name: (event) => userOf(event) ?? userNameOf(event),
    user_role: (event) => (isAssumeRole(event) ? event.text('requestParameters.roleArn') : undefined),
    user_type: (event) => event.text('userIdentity.type'),
    vendor: () => 'Amazon Web Services',
    vendor_account: (event) => event.text('userIdentity.accountId') ?? event.text('recipientAccountId'),
    vendor_product: () => 'AWS CloudTrail',
  },
  eventTypes: eventTypes(),
});

/** Which calls stand for a sign-in, a change, an error. */
function eventTypes(): readonly EventTypeRule[] {
  const isSignIn = (event: EventReader): boolean => nameOf(event) === 'ConsoleLogin';
  const hasLoginTo = (event: EventReader): boolean => event.text('additionalEventData.LoginTo') !== undefined;
  const named =
    (pattern: RegExp) =>
    (event: EventReader): boolean =>
      pattern.test(nameOf(event));
  return [
    type('aws_cloudtrail', [], () => true),
    type('aws_cloudtrail_auth', ['authentication', 'default'], (event) => isSignIn(event) && hasLoginTo(event)),
    type(
      'aws_cloudtrail_auth_privileged',
      ['authentication', 'privileged'],
      (event) => isSignIn(event) && !hasLoginTo(event),
    ),
    type('aws_cloudtrail_assume_role', ['assume_role', 'authentication'], isAssumeRole),
    type(
      'aws_cloudtrail_change',
      ['change'],
      named(/^(?:Create|ListRoles$|ListAliases$|PutBucketAcl$|GetBucketEncryption$)/),
    ),
    type(
      'aws_cloudtrail_iam_change',
      ['change', 'account', 'management'],
      (event) => isOfIam(event) && !READS.test(nameOf(event)),
    ),
    type('aws_cloudtrail_delete', ['change'], named(/Delete|Remove|Reboot/)),
    type(
      'aws_cloudtrail_network',
      ['change', 'network'],
      named(/address|gateway|acl|interface|security|route|subnet|vpc/i),
    ),
    type('aws_cloudtrail_endpoint', ['change', 'endpoint'], named(/volume|bucket|object/i)),
    type('aws_cloudtrail_instance', ['change', 'instance'], (event) => event.text('object_category') === 'instance'),
    type('aws_cloudtrail_error', ['error'], (event) => event.text('errorCode') !== SUCCESS),
  ];
}

const READS = /^(?:Get|List|Describe)/;

/** All of the source's add the tag of the cloud. */
function type(name: string, tags: readonly string[], when: (event: EventReader) => boolean): EventTypeRule {
  return { name, tags: [...tags, 'cloud'], when };
}

function nameOf(event: EventReader): string {
  return event.text('eventName') ?? '';
}

function isAssumeRole(event: EventReader): boolean {
  return nameOf(event).startsWith('AssumeRole');
}

function isOfIam(event: EventReader): boolean {
  return event.text('eventSource') === 'iam.amazonaws.com';
}
