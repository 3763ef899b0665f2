import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

/** The SFTP server of MOVEit Transfer. Source: Progress, MOVEit Transfer logs; ESCU, sourcetype sftp_server_logs. */
export const moveit = defineSource({
  name: 'moveit-sftp',
  title: 'MOVEit Transfer, SFTP',
  basis: 'Progress, MOVEit Transfer: SFTP server log',
  sourcetypes: ['sftp_server_logs'],
  recognise: (record) =>
    matches(record, /\b(?:UserAuthRequestHandler|IpWorksKeyService|SftpPublicKeyAuthenticator|SILSSHServer):/)
      ? { reason: 'a line of the SFTP server of MOVEit' }
      : undefined,
});
