import { expect, test } from 'vitest';
import type { FieldValue, LogEvent } from '../../events/index.ts';
import { keyEventOf } from './key-events.ts';

function event(fields: Readonly<Record<string, FieldValue>>, datasets: readonly string[] = []): LogEvent {
  return {
    time: 0,
    timeFrom: 'event',
    isCut: false,
    index: 'main',
    host: 'ws-07',
    source: 's',
    sourcetype: 'st',
    fields: new Map(Object.entries(fields)),
    datasets,
    reason: '',
    raw: () => '',
  };
}

const KIND_OF = (one: LogEvent) => keyEventOf(one)?.kind;

test('a cleared log says which, and by whom', () => {
  const cleared = event({
    Channel: ['System', 'Application'],
    EventCode: '104',
    Name: 'Microsoft-Windows-Eventlog',
    SubjectUserName: 'kim',
    SubjectDomainName: '-',
  });
  expect(keyEventOf(cleared)).toEqual({
    kind: 'log cleared',
    severity: 'high',
    title: 'Event log cleared',
    user: 'kim',
    details: ['Channel: Application', 'SubjectUserName: kim'],
  });
});

test.each([
  ['the number of another channel', { Channel: 'Application', EventCode: '1102' }, undefined],
  ['the number of another provider', { Channel: 'System', EventCode: '104', Name: 'disk' }, undefined],
  ['a sign-in by remote desktop', { Channel: 'Security', EventCode: '4624', LogonType: '10' }, 'logon'],
  ['a sign-in of another type', { Channel: 'Security', EventCode: '4624', LogonType: '3' }, undefined],
  [
    'Sysmon that stops',
    { Channel: 'Microsoft-Windows-Sysmon/Operational', EventCode: '4', State: 'Stopped' },
    'logging stopped',
  ],
  [
    'Sysmon that starts',
    { Channel: 'Microsoft-Windows-Sysmon/Operational', EventCode: '4', State: 'Started' },
    undefined,
  ],
  ['an event of no channel', { EventCode: '1102' }, undefined],
])('%s', (_, fields, kind) => {
  expect(KIND_OF(event(fields))).toBe(kind);
});

test.each([
  ['wevtutil cl Security', 'log cleared'],
  ['"C:\\Windows\\System32\\wevtutil.exe" clear-log Application', 'log cleared'],
  ['powershell -c "Clear-EventLog -LogName System"', 'log cleared'],
  ['wevtutil sl Security /e:false', 'logging stopped'],
  ['auditpol /clear /y', 'policy changed'],
  ['net stop EventLog', 'logging stopped'],
  ['systemctl stop auditd', 'logging stopped'],
  ['wevtutil qe Security', undefined],
  ['net stop spooler', undefined],
])('the command %s: %s', (process, kind) => {
  const start = event({ process, process_name: 'x.exe' }, ['Endpoint.Processes']);
  expect(KIND_OF(start)).toBe(kind);
});
