import { expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';

const SESSION =
  'SESSION|05/14/2024 17:36:21.859|[HTTPS:169_52326_sMa:anonymous:10.0.1.30] READ: *POST /WebInterface/function/?c2f=CmF1&command=zip HTTP/1.1*';

test('CrushFTP: a session', () => {
  expect(eventOf(SESSION)).toMatchObject({
    source: 'crushftp',
    sourcetype: 'crushftp:sessionlogs',
    time: Date.UTC(2024, 4, 14, 17, 36, 21, 859) / 1000,
  });
  for (let end = 0; end < SESSION.length; end += 9)
    eventOf(SESSION.slice(0, end), { sourcetype: 'crushftp:sessionlogs' });
});

test('MOVEit: the SFTP server', () => {
  const line =
    '2024-06-26 08:33:14.001 #07 z10 UserAuthRequestHandler: SftpPublicKeyAuthenticator: Attempted to authenticate empty public key fingerprint';
  expect(eventOf(line)).toMatchObject({
    sourcetype: 'sftp_server_logs',
    time: Date.UTC(2024, 5, 26, 8, 33, 14, 1) / 1000,
  });
});
