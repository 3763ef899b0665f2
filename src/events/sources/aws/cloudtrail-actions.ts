/** What the add-on's tables say of an event's name. */
export interface ActionRule {
  readonly action: string;
  /** Where the call failed. Default: the same. */
  readonly failed?: string;
  readonly objectCategory?: string;
  readonly changeType?: string;
}

const USER = { objectCategory: 'user', changeType: 'AAA' } as const;
const GROUP = { objectCategory: 'security_group', changeType: 'firewall' } as const;
const ACL = { objectCategory: 'ACL', changeType: 'firewall' } as const;
const BUCKET = { objectCategory: 'bucket', changeType: 'storage' } as const;
const VOLUME = { objectCategory: 'volume', changeType: 'storage' } as const;
const INSTANCE = { objectCategory: 'instance', changeType: 'virtual_server' } as const;
const SIGN_IN = { action: 'success', failed: 'failure' } as const;

/** By eventName. Source: Splunk Add-on for AWS 7.0, lookups of CloudTrail actions. */
const RULES: ReadonlyMap<string, ActionRule> = new Map<string, ActionRule>([
  ['AssumeRole', SIGN_IN],
  ['AssumeRoleWithSAML', SIGN_IN],
  ['AssumeRoleWithWebIdentity', SIGN_IN],
  ['ConsoleLogin', SIGN_IN],
  ['GetSessionToken', { ...SIGN_IN, changeType: 'AAA' }],
  ['AttachVolume', { action: 'modified', ...VOLUME }],
  ['AuthorizeSecurityGroupEgress', { action: 'modified', ...GROUP }],
  ['AuthorizeSecurityGroupIngress', { action: 'modified', ...GROUP }],
  ['CreateAccessKey', { action: 'modified', ...USER }],
  ['CreateBucket', { action: 'created', ...BUCKET }],
  ['CreateLoginProfile', { action: 'modified', failed: 'unknown', ...USER }],
  ['CreateNetworkAcl', { action: 'created', ...ACL }],
  ['CreateNetworkAclEntry', { action: 'modified', ...ACL }],
  ['CreatePolicyVersion', { action: 'created', failed: 'unknown' }],
  ['CreateSecurityGroup', { action: 'created', ...GROUP }],
  ['CreateUser', { action: 'created', ...USER }],
  ['CreateVirtualMFADevice', { action: 'modified', failed: 'unknown', ...USER }],
  ['CreateVolume', { action: 'created', ...VOLUME }],
  ['DeactivateMFADevice', { action: 'modified', failed: 'unknown' }],
  ['DeleteAccountPasswordPolicy', { action: 'deleted', failed: 'unknown' }],
  ['DeleteBucket', { action: 'deleted', ...BUCKET }],
  ['DeleteGroup', { action: 'deleted', failed: 'unknown' }],
  ['DeleteNetworkAcl', { action: 'deleted', ...ACL }],
  ['DeleteNetworkAclEntry', { action: 'modified', ...ACL }],
  ['DeletePolicy', { action: 'deleted', failed: 'unknown' }],
  ['DeleteSecurityGroup', { action: 'deleted', ...GROUP }],
  ['DeleteUser', { action: 'deleted', ...USER }],
  ['DeleteVirtualMFADevice', { action: 'deleted', failed: 'unknown' }],
  ['GetAccountPasswordPolicy', { action: 'read', failed: 'unknown' }],
  ['PutBucketAcl', { action: 'modified', ...BUCKET }],
  ['PutObject', { action: 'modified', ...BUCKET }],
  ['RebootInstances', { action: 'restarted', ...INSTANCE }],
  ['ReplaceNetworkAclAssociation', { action: 'modified', ...ACL }],
  ['ReplaceNetworkAclEntry', { action: 'modified', ...ACL }],
  ['RevokeSecurityGroupEgress', { action: 'deleted', ...GROUP }],
  ['RevokeSecurityGroupIngress', { action: 'deleted', ...GROUP }],
  ['RunInstances', { action: 'created', ...INSTANCE }],
  ['SetDefaultPolicyVersion', { action: 'modified', failed: 'unknown' }],
  ['StartInstances', { action: 'started', ...INSTANCE }],
  ['StopInstances', { action: 'stopped', ...INSTANCE }],
  ['TerminateInstances', { action: 'deleted', ...INSTANCE }],
  ['UpdateAccountPasswordPolicy', { action: 'modified', failed: 'unknown' }],
  ['UpdateLoginProfile', { action: 'modified', failed: 'unknown' }],
  ['UpdateSAMLProvider', { action: 'modified', failed: 'unknown' }],
]);

/** What later versions of the add-on say of names that the tables leave out. */
const VERBS: readonly (readonly [verb: RegExp, action: string])[] = [
  [/^Create/, 'created'],
  [/^(?:Delete|Remove|Terminate)/, 'deleted'],
  [/^(?:Put|Update|Modify|Set|Attach|Detach|Add|Replace|Change|Enable|Disable|Associate|Disassociate)/, 'modified'],
  [/^Start/, 'started'],
  [/^Stop/, 'stopped'],
];

/** The rule for an event's name; undefined where no version of the add-on has one. */
export function actionRule(eventName: string): ActionRule | undefined {
  const rule = RULES.get(eventName);
  if (rule !== undefined) return rule;
  const action = VERBS.find(([verb]) => verb.test(eventName))?.[1];
  return action === undefined ? undefined : { action };
}

/** Services of which every call changes one kind of thing. */
export const CHANGE_TYPES: Readonly<Record<string, string>> = { iam: 'AAA', ec2: 'EC2', sts: 'STS' };
