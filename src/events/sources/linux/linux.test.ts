import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';

function fieldsOf(text: string) {
  return Object.fromEntries(eventOf(text).fields);
}

describe('auditd', () => {
  test('a record has its values as they stand, those in words too', () => {
    const event = eventOf(
      `node=web01 type=USER_CMD msg=audit(1722950859.266:6994): pid=17 uid=0 old-auid=5 msg='op=x exe="/bin/ls" res=success'\x1dUID="root"`,
    );
    expect(event).toMatchObject({ time: 1722950859.266, host: 'web01', sourcetype: 'linux:audit' });
    expect(Object.fromEntries(event.fields)).toMatchObject({
      type: 'USER_CMD',
      op: 'x',
      exe: '/bin/ls',
      res: 'success',
      UID: 'root',
      old_auid: '5',
      msg: ['audit(1722950859.266:6994):', 'op=x exe="/bin/ls" res=success'],
    });
  });

  test.each([
    ['type=EXECVE msg=audit(1.1:1): argc=3 a0="ls" a1="-l" a2=2F746D702F6120', 'ls -l /tmp/a'],
    ['type=PROCTITLE msg=audit(1.1:1): proctitle=63686D6F640037373700312E7368', 'chmod 777 1.sh'],
    ['type=PROCTITLE msg=audit(1.1:1): proctitle="lsmod"', 'lsmod'],
    ['type=PROCTITLE msg=audit(10/17/2024 09:12:44.266:7) : proctitle=ls -l /tmp', 'ls -l /tmp'],
    ['type=CWD msg=audit(1.1:1): cwd="/"', undefined],
  ])('the command of %s', (text, command) => {
    expect(fieldsOf(text)['command_line']).toBe(command);
  });

  test('a record that is interpreted tells its time as a date', () => {
    expect(eventOf('type=CWD msg=audit(10/17/2024 09:12:44.266:7) : cwd=/').time).toBe(1729156364.266);
  });
});

describe('sign-ins', () => {
  test.each([
    [
      'sshd[5617]: Failed password for invalid user bob from 198.51.100.7 port 63487 ssh2',
      { action: 'failure', user: 'bob', src: '198.51.100.7', src_port: '63487', app: 'sshd', dest: 'web01' },
    ],
    ['sshd[1]: Invalid user bob from 198.51.100.7 port 22', { action: 'failure', user: 'bob' }],
    [
      'sudo:     kim : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls -l',
      { action: 'success', src_user: 'kim', user: 'root', command: '/bin/ls -l', app: 'sudo' },
    ],
    [
      'sudo: kim : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls',
      { action: 'failure' },
    ],
    ['su: pam_unix(su:session): session opened for user root by kim(uid=1000)', { action: 'success', user: 'root' }],
    [
      'useradd[7]: new user: name=eve, UID=1002, GID=1002, home=/home/eve',
      { action: 'created', user: 'eve', UID: '1002' },
    ],
  ])('%s', (message, expected) => {
    expect(fieldsOf(`Oct 17 09:12:44 web01 ${message}`)).toMatchObject(expected);
  });

  test('are rows of the data model', () => {
    const event = eventOf('Oct 17 09:12:44 web01 sshd[5617]: Accepted password for kim from ::1 port 6 ssh2');
    expect(event.datasets).toContain('Authentication.Successful_Authentication');
    expect(event).toMatchObject({ host: 'web01', sourcetype: 'linux_secure' });
  });
});

test.each([
  ['Oct 17 09:12:44 web01 cron[7]: job=daily done', { process: 'cron', pid: '7', job: 'daily' }],
  ['<34>1 2024-10-17T09:12:44.5Z web01 app 77 ID47 - x=1', { process: 'app', pid: '77', x: '1' }],
])('any other program: %s', (text, expected) => {
  const event = eventOf(text);
  expect(event).toMatchObject({ host: 'web01', sourcetype: 'syslog' });
  expect(Object.fromEntries(event.fields)).toMatchObject(expected);
});

test('an alert of Falco has values with blanks, and the time of its day', () => {
  const text =
    '09:12:44.123: Notice A shell was spawned (user=root command=bash -il container_image=x/y terminal=34816)';
  const event = eventOf(text, { now: 1729156400 });
  expect(event).toMatchObject({ time: 1729156364.123, sourcetype: 'kube:container:falco' });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    command: 'bash -il',
    container_image: 'x/y',
    terminal: '34816',
  });
});

test('a result of osquery', () => {
  const result = {
    name: 'process_events',
    hostIdentifier: 'web01',
    unixTime: 1729156364,
    columns: { path: '/bin/ls', pid: '7', parent: '1' },
  };
  const event = eventOf(JSON.stringify(result));
  expect(event).toMatchObject({ host: 'web01', time: 1729156364, datasets: ['Endpoint.Processes'] });
  expect(Object.fromEntries(event.fields)).toMatchObject({ process_name: 'ls', process_id: '7', dest: 'web01' });
});

test('whatever follows the beginning of a line, nothing is thrown', () => {
  const starts = [
    'type=EXECVE msg=audit(',
    'Oct 17 09:12:44 h sshd[1]: ',
    '09:12:44.1: Notice (',
    'Oct 17 09:12:44 h sudo: ',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.string({ maxLength: 300, unit: 'binary' }), (start, rest) => {
      eventOf(start + rest);
    }),
  );
});
