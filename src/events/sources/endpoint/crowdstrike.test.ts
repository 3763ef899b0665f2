import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';
import { datasetRow } from '../../index.ts';

const SENSOR = { aid: 'a1', cid: 'c1', timestamp: '1729156364500', event_platform: 'Win', ComputerName: 'ws-07' };

const PROCESS = {
  ...SENSOR,
  event_simpleName: 'ProcessRollup2',
  CommandLine: 'cmd.exe /c whoami',
  ImageFileName: '\\Device\\HarddiskVolume1\\Windows\\System32\\cmd.exe',
  ParentBaseFileName: 'explorer.exe',
  RawProcessId: '5012',
  ParentProcessId: '5459598860',
  IntegrityLevel: '12288',
  UserSid: 'S-1-5-18',
  SHA256HashData: 'ab',
  WindowFlags: '3073',
  ProcessEndTime: '',
};

test('a process is a row of Endpoint.Processes', () => {
  const event = eventOf(JSON.stringify(PROCESS));
  expect(event).toMatchObject({
    time: 1729156364.5,
    host: 'ws-07',
    source: 'crowdstrike',
    datasets: ['Endpoint.Processes'],
  });
  expect(Object.fromEntries(datasetRow(event, 'Endpoint.Processes'))).toMatchObject({
    process: 'cmd.exe /c whoami',
    process_name: 'cmd.exe',
    process_path: PROCESS.ImageFileName,
    process_id: '5012',
    parent_process_name: 'explorer.exe',
    parent_process_id: '5459598860',
    parent_process: 'unknown',
    original_file_name: 'unknown',
    process_integrity_level: 'high',
    process_hash: 'ab',
    user: 'SYSTEM',
    dest: 'ws-07',
    action: 'allowed',
    os: 'Windows',
  });
  expect(event.fields.get('WindowFlags_meaning')).toEqual(['USESHOWWINDOW', 'HASSHELLDATA', 'TITLEISLINKNAME']);
  expect(event.fields.get('ProcessEndTime')).toBe('');
});

describe('other events', () => {
  test.each([
    [
      'NetworkConnectIP4',
      { RemoteAddressIP4: '192.0.2.1', RemotePort: '443', LocalAddressIP4: '10.0.0.1', LocalPort: '5', Protocol: '6' },
      'Network_Traffic.All_Traffic',
      { dest: '192.0.2.1', dest_port: '443', src: '10.0.0.1', transport: 'tcp', direction: 'outbound' },
    ],
    [
      'DnsRequest',
      { DomainName: 'x.com', IP4Records: '192.0.2.1;' },
      'Network_Resolution.DNS',
      { query: 'x.com', answer: '192.0.2.1', src: 'ws-07' },
    ],
    [
      'NewExecutableWritten',
      { TargetFileName: '\\Device\\x\\a.exe' },
      'Endpoint.Filesystem',
      { file_name: 'a.exe', action: 'created', dest: 'ws-07' },
    ],
    [
      'AsepValueUpdate',
      { RegObjectName: '\\REGISTRY\\MACHINE\\Run', RegValueName: 'x', RegStringValue: 'y' },
      'Endpoint.Registry',
      { registry_value_name: 'x', registry_value_data: 'y', action: 'modified' },
    ],
    ['UserLogon', { UserName: 'kim' }, 'Authentication.Authentication', { user: 'kim', action: 'success' }],
  ])('%s', (event_simpleName, more, dataset, expected) => {
    const event = eventOf(JSON.stringify({ ...SENSOR, event_simpleName, ...more }));
    expect(event.datasets).toContain(dataset);
    expect(Object.fromEntries(datasetRow(event, dataset))).toMatchObject(expected);
  });
});

test('whatever stands in an event, nothing is thrown', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(PROCESS)), fc.jsonValue(), (key, value) => {
      eventOf(JSON.stringify({ ...PROCESS, [key]: value }));
    }),
  );
});
