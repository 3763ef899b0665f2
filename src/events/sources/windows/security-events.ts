/** What the add-on knows of one Security event by its number. */
export interface SecurityEvent {
  readonly signature: string;
  readonly isAccountManagement?: boolean;
  readonly severity?: string;
  /** Action of an event without a status; default success. */
  readonly action?: string;
  /** Statuses, in small letters, that mean something else than a failure. */
  readonly actionByStatus?: Readonly<Record<string, readonly string[]>>;
  /** What an event that changes something does, and to what. */
  readonly change?: { readonly action: string; readonly object: string };
}

/** By event number. Source: Splunk Add-on for Microsoft Windows 8.9, tables of signatures, actions and audit changes. */
export const SECURITY_EVENTS: ReadonlyMap<string, SecurityEvent> = new Map<string, SecurityEvent>([
  ['1100', { signature: 'The event logging service has shut down', change: { action: 'stopped', object: 'audit' } }],
  ['1102', { signature: 'The audit log was cleared', change: { action: 'cleared', object: 'audit' } }],
  ['4624', { signature: 'An account was successfully logged on' }],
  [
    '4625',
    {
      signature: 'An account failed to log on',
      actionByStatus: {
        unknown: ['0xc0000064'],
        denied: ['0xc000006f', '0xc0000070', '0xc000015b', '0xc0000234'],
        error: ['0xc0000133', '0xc0000225'],
      },
    },
  ],
  ['4634', { signature: 'An account was logged off' }],
  ['4647', { signature: 'User initiated logoff' }],
  ['4648', { signature: 'A logon was attempted using explicit credentials' }],
  ['4656', { signature: 'A handle to an object was requested', action: 'failure' }],
  ['4657', { signature: 'A registry value was modified' }],
  ['4658', { signature: 'The handle to an object was closed' }],
  ['4660', { signature: 'An object was deleted' }],
  ['4662', { signature: 'An operation was performed on an object' }],
  ['4663', { signature: 'An attempt was made to access an object' }],
  ['4670', { signature: 'Permissions on an object were changed' }],
  ['4672', { signature: 'Special privileges assigned to new logon' }],
  ['4673', { signature: 'A privileged service was called', action: 'failure' }],
  ['4674', { signature: 'An operation was attempted on a privileged object' }],
  ['4688', { signature: 'A new process has been created' }],
  ['4689', { signature: 'A process has exited' }],
  ['4696', { signature: 'A primary token was assigned to process' }],
  ['4697', { signature: 'A service was installed in the system' }],
  ['4698', { signature: 'A scheduled task was created' }],
  ['4699', { signature: 'A scheduled task was deleted' }],
  ['4700', { signature: 'A scheduled task was enabled' }],
  ['4701', { signature: 'A scheduled task was disabled' }],
  ['4702', { signature: 'A scheduled task was updated' }],
  ['4704', { signature: 'A user right was assigned' }],
  ['4705', { signature: 'A user right was removed' }],
  ['4717', { signature: 'System security access was granted to an account' }],
  ['4718', { signature: 'System security access was removed from an account' }],
  ['4719', { signature: 'System audit policy was changed' }],
  [
    '4720',
    {
      signature: 'A user account was created',
      isAccountManagement: true,
      change: { action: 'created', object: 'user' },
    },
  ],
  [
    '4722',
    {
      signature: 'A user account was enabled',
      isAccountManagement: true,
      change: { action: 'modified', object: 'user' },
    },
  ],
  [
    '4723',
    {
      signature: "An attempt was made to change an account's password",
      isAccountManagement: true,
      change: { action: 'modified', object: 'user' },
    },
  ],
  [
    '4724',
    {
      signature: 'An attempt was made to reset an accounts password',
      isAccountManagement: true,
      change: { action: 'modified', object: 'user' },
    },
  ],
  [
    '4725',
    {
      signature: 'A user account was disabled',
      isAccountManagement: true,
      change: { action: 'modified', object: 'user' },
    },
  ],
  [
    '4726',
    {
      signature: 'A user account was deleted',
      isAccountManagement: true,
      change: { action: 'deleted', object: 'user' },
    },
  ],
  ['4727', { signature: 'A security-enabled global group was created', isAccountManagement: true }],
  ['4728', { signature: 'A member was added to a security-enabled global group', isAccountManagement: true }],
  ['4729', { signature: 'A member was removed from a security-enabled global group', isAccountManagement: true }],
  ['4730', { signature: 'A security-enabled global group was deleted', isAccountManagement: true }],
  ['4731', { signature: 'A security-enabled local group was created', isAccountManagement: true }],
  ['4732', { signature: 'A member was added to a security-enabled local group', isAccountManagement: true }],
  ['4733', { signature: 'A member was removed from a security-enabled local group', isAccountManagement: true }],
  ['4734', { signature: 'A security-enabled local group was deleted', isAccountManagement: true }],
  ['4735', { signature: 'A security-enabled local group was changed', isAccountManagement: true }],
  ['4737', { signature: 'A security-enabled global group was changed', isAccountManagement: true }],
  [
    '4738',
    {
      signature: 'A user account was changed',
      isAccountManagement: true,
      change: { action: 'modified', object: 'user' },
    },
  ],
  ['4739', { signature: 'Domain Policy was changed', severity: 'high', isAccountManagement: true }],
  [
    '4740',
    {
      signature: 'A user account was locked out',
      isAccountManagement: true,
      change: { action: 'modified', object: 'user' },
    },
  ],
  [
    '4741',
    {
      signature: 'A computer account was created',
      isAccountManagement: true,
      change: { action: 'created', object: 'user' },
    },
  ],
  [
    '4742',
    {
      signature: 'A computer account was changed',
      isAccountManagement: true,
      change: { action: 'modified', object: 'user' },
    },
  ],
  [
    '4743',
    {
      signature: 'A computer account was deleted',
      isAccountManagement: true,
      change: { action: 'deleted', object: 'user' },
    },
  ],
  ['4744', { signature: 'A security-disabled local group was created', isAccountManagement: true }],
  ['4749', { signature: 'A security-disabled global group was created', isAccountManagement: true }],
  ['4754', { signature: 'A security-enabled universal group was created', isAccountManagement: true }],
  ['4756', { signature: 'A member was added to a security-enabled universal group', isAccountManagement: true }],
  ['4757', { signature: 'A member was removed from a security-enabled universal group', isAccountManagement: true }],
  ['4759', { signature: 'A security-disabled universal group was created', isAccountManagement: true }],
  ['4764', { signature: 'A groups type was changed', isAccountManagement: true }],
  [
    '4767',
    {
      signature: 'A user account was unlocked',
      isAccountManagement: true,
      change: { action: 'modified', object: 'user' },
    },
  ],
  ['4768', { signature: 'A Kerberos authentication ticket (TGT) was requested', actionByStatus: { success: ['0x0'] } }],
  ['4769', { signature: 'A Kerberos service ticket was requested', actionByStatus: { success: ['0x0'] } }],
  ['4770', { signature: 'A Kerberos service ticket was renewed' }],
  ['4771', { signature: 'Kerberos pre-authentication failed', actionByStatus: {} }],
  ['4772', { signature: 'A Kerberos authentication ticket request failed' }],
  [
    '4776',
    {
      signature: 'The domain controller attempted to validate the credentials for an account',
      actionByStatus: { denied: ['0xc000006f', '0xc0000070'], success: ['0x0'] },
    },
  ],
  ['4778', { signature: 'A session was reconnected to a Window Station' }],
  ['4779', { signature: 'A session was disconnected from a Window Station' }],
  [
    '4780',
    { signature: 'The ACL was set on accounts which are members of administrators groups', isAccountManagement: true },
  ],
  ['4781', { signature: 'The name of an account was changed', isAccountManagement: true }],
  ['4783', { signature: 'A basic application group was created', isAccountManagement: true }],
  ['4790', { signature: 'An LDAP query group was created', isAccountManagement: true }],
  [
    '4794',
    {
      signature: 'An attempt was made to set the Directory Services Restore Mode administrator password',
      isAccountManagement: true,
    },
  ],
  ['4800', { signature: 'The workstation was locked' }],
  ['4801', { signature: 'The workstation was unlocked' }],
  ['4876', { signature: 'Certificate Services backup started' }],
  ['4886', { signature: 'Certificate Services received a certificate request' }],
  ['4887', { signature: 'Certificate Services approved a certificate request and issued a certificate' }],
  ['4909', { signature: 'The local policy settings for the TBS were changed' }],
  ['5136', { signature: 'A directory service object was modified' }],
  ['5137', { signature: 'A directory service object was created' }],
  ['5140', { signature: 'A network share object was accessed', action: 'failure' }],
  ['5141', { signature: 'A directory service object was deleted' }],
  ['5142', { signature: 'A network share object was added.' }],
  ['5143', { signature: 'A network share object was modified' }],
  ['5144', { signature: 'A network share object was deleted.' }],
  ['5145', { signature: 'A network share object was checked to see whether client can be granted desired access' }],
  ['5156', { signature: 'The Windows Filtering Platform has allowed a connection' }],
  ['5158', { signature: 'The Windows Filtering Platform has permitted a bind to a local port' }],
]);

/** The signature of a failed logon (4625), by its SubStatus in small letters. */
export const LOGON_FAILURES: ReadonlyMap<string, string> = new Map([
  ['0xc0000064', 'User name does not exist'],
  ['0xc000006a', 'User name is correct but the password is wrong'],
  ['0xc0000234', 'User is currently locked out'],
  ['0xc0000072', 'Account is currently disabled'],
  ['0xc000006f', 'User tried to logon outside his day of week or time of day restrictions'],
  ['0xc0000070', 'Workstation restriction'],
  ['0xc0000193', 'Account expiration'],
  ['0xc0000071', 'Expired password'],
  ['0xc0000133', 'Clocks between DC and other computer too far out of sync'],
  ['0xc0000224', 'User is required to change password at next logon'],
  ['0xc0000225', 'Evidently a bug in Windows and not a risk'],
]);
