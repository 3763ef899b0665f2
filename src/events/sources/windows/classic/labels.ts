/** Whom a section of a message is about. */
type Role = 'Subject' | 'Target' | 'Member';

/** Sections by role. The wording is Windows' own. */
const ROLES: ReadonlyMap<string, Role> = new Map([
  ['Subject', 'Subject'],
  ['Creator Subject', 'Subject'],
  ['Member', 'Member'],
  ...[
    'Account For Which Logon Failed',
    'Account Information',
    'Account That Was Locked Out',
    'Account Whose Credentials Were Used',
    'Computer Account That Was Changed',
    'Created Computer Account',
    'Deleted Group',
    'Group',
    'New Account',
    'New Computer Account',
    'New Group',
    'New Logon',
    'Target',
    'Target Account',
    'Target Computer',
    'Target Subject',
    'User',
  ].map((name): [string, Role] => [name, 'Target']),
]);

/** Labels that mean the same wherever they stand, with the names that their values have in XML. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  (
    [
      'Application Name=Application',
      'Attributes=Attributes',
      'Authentication Package=AuthenticationPackageName',
      'Caller Process ID=ProcessId',
      'Caller Process Name=ProcessName',
      'Class=ObjectClass',
      'Client Address=IpAddress',
      'Client Port=IpPort',
      'Creator Process ID=ProcessId',
      'Creator Process Name=ParentProcessName',
      'DN=ObjectDN',
      'Destination Address=DestAddress',
      'Destination Port=DestPort',
      'Error Code=Status',
      'Exit Status=Status',
      'Failure Code=Status',
      'Group Domain=TargetDomainName',
      'Group Name=TargetUserName',
      'LDAP Display Name=AttributeLDAPDisplayName',
      'Logon Account=TargetUserName',
      'Logon Type=LogonType',
      'Mandatory Label=MandatoryLabel',
      'Network Address=IpAddress',
      'New Account Name=NewTargetUserName',
      'New Process ID=NewProcessId',
      'New Process Name=NewProcessName',
      'New Value Type=NewValueType',
      'Object Name=ObjectName',
      'Object Type=ObjectType',
      'Object Value Name=ObjectValueName',
      'Old Account Name=OldTargetUserName',
      'Port=IpPort',
      'Privileges=PrivilegeList',
      'Process Command Line=CommandLine',
      'Process ID=ProcessId',
      'Process Name=ProcessName',
      'Protocol=Protocol',
      'Relative Target Name=RelativeTargetName',
      'Result Code=Status',
      'SAM Account Name=SamAccountName',
      'Service Account=AccountName',
      'Service File Name=ServiceFileName ImagePath',
      'Service ID=ServiceSid',
      'Service Name=ServiceName',
      'Service Start Type=ServiceStartType StartType',
      'Service Type=ServiceType',
      'Share Name=ShareName',
      'Share Path=ShareLocalPath',
      'Source Address=IpAddress SourceAddress',
      'Source Network Address=IpAddress',
      'Source Port=IpPort SourcePort',
      'Source Workstation=Workstation',
      'Status=Status',
      'Sub Status=SubStatus',
      'Supplied Realm Name=TargetDomainName',
      'Target Server Name=TargetServerName',
      'Task Content=TaskContent',
      'Task Name=TaskName',
      'Token Elevation Type=TokenElevationType',
      'User ID=TargetSid',
      'Workstation Name=WorkstationName',
    ] as const
  ).map((entry): [string, readonly string[]] => {
    const [label = '', names = ''] = entry.split('=');
    return [label, names.split(' ')];
  }),
);

/** Labels that mean what their section says. */
const OF_ROLE: ReadonlyMap<string, string> = new Map([
  ['Account Name', 'UserName'],
  ['Account Domain', 'DomainName'],
  ['Logon ID', 'LogonId'],
]);

const NONE: readonly string[] = [];

/** The names that the value of a label has in XML, where it is one of the main logs. */
export function dataNamesOf(section: string | undefined, label: string, isMain: boolean): readonly string[] {
  if (!isMain) return ownName(label);
  const role = ROLES.get(section ?? '');
  if (role !== undefined) {
    if (label === 'Security ID') return role === 'Subject' ? SUBJECT_SID : role === 'Target' ? TARGET_SID : MEMBER_SID;
    const ofRole = OF_ROLE.get(label);
    if (ofRole !== undefined) return role === 'Member' ? MEMBER_NAME : [`${role}${ofRole}`];
  }
  return NAMES.get(label) ?? ownName(label);
}

/** Providers whose messages list their data write its names as they are, with capitals. */
function ownName(label: string): readonly string[] {
  return /^[A-Z]\w*$/.test(label) ? [label] : NONE;
}

const SUBJECT_SID = ['SubjectUserSid'];
const TARGET_SID = ['TargetSid', 'TargetUserSid'];
const MEMBER_SID = ['MemberSid'];
const MEMBER_NAME = ['MemberName'];

/** What is put before the labels of a section, for the fields that tell one account from the other. */
export function prefixOf(section: string | undefined): string | undefined {
  return section === undefined ? undefined : PREFIXES.get(section);
}

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['Subject', 'Subject'],
  ['Creator Subject', 'Subject'],
  ['Target Account', 'Target'],
  ['Target Computer', 'Target'],
  ['Target Subject', 'Target'],
  ['Target', 'Target'],
]);
