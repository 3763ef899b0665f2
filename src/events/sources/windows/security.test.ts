import { describe, expect, test } from 'vitest';
import { createNormaliser, datasetRow, type LogEvent, type NormaliseOptions } from '../../index.ts';
import { buildEvent, type DataItem } from './json/build.ts';

const COMPUTER = 'dc.example.test';

function windows(
  channel: string,
  eventId: number,
  data: Readonly<Record<string, string>>,
  options: NormaliseOptions = {},
  keywords = '0x8020000000000000',
): LogEvent {
  const items = Object.entries(data).map(([name, text]): DataItem => [name, text]);
  const event = buildEvent(
    {
      provider: 'P',
      eventId: String(eventId),
      keywords,
      systemTime: '2024-03-05T09:18:29Z',
      channel,
      computer: COMPUTER,
    },
    items,
  );
  const read = createNormaliser(options)({ kind: 'windows-event', event, offset: 0, isCut: false }, 'test.evtx');
  if (read === undefined) throw new Error('not recognised');
  return read;
}

function fields(event: LogEvent): Record<string, unknown> {
  return Object.fromEntries(event.fields);
}

function absent(event: LogEvent, ...names: readonly string[]): void {
  expect(names.filter((name) => event.fields.has(name))).toEqual([]);
}

describe('4688', () => {
  const created = {
    SubjectUserName: 'DC$',
    SubjectDomainName: 'EXAMPLE',
    NewProcessId: '0x1a4',
    NewProcessName: 'C:\\Windows\\System32\\cmd.exe',
    ProcessId: '0x2b0',
    CommandLine: 'cmd.exe /c whoami',
    TargetUserName: '-',
    ParentProcessName: 'C:\\Windows\\explorer.exe',
  };

  test('the row of Endpoint.Processes', () => {
    const event = windows('Security', 4688, created);
    expect(fields(event)).toMatchObject({
      Process_Command_Line: 'cmd.exe /c whoami',
      process_command_line_process: 'cmd.exe',
      process_command_line_arguments: '/c whoami',
      new_process_name: 'cmd.exe',
      action: 'allowed',
      user: 'DC$',
    });
    absent(event, 'process_guid', 'parent_process_exec', 'original_file_name', 'process_hash');
    expect(Object.fromEntries(datasetRow(event, 'Endpoint.Processes'))).toMatchObject({
      process: 'C:\\Windows\\System32\\cmd.exe /c whoami',
      process_path: 'C:\\Windows\\System32\\cmd.exe',
      process_name: 'cmd.exe',
      process_exec: 'cmd.exe',
      process_id: '0x1a4',
      parent_process: 'C:\\Windows\\explorer.exe',
      parent_process_path: 'C:\\Windows\\explorer.exe',
      parent_process_name: 'explorer.exe',
      parent_process_id: '0x2b0',
      original_file_name: 'unknown',
      vendor_product: 'Microsoft Windows',
    });
    expect(event.datasets).toEqual(['Endpoint.Processes', 'Endpoint.Filesystem', 'Event_Signatures.Signatures']);
  });

  test.each([
    ['"C:\\Program Files\\x\\a.exe" -b', 'C:\\Program Files\\x\\a.exe', '"C:\\Program Files\\x\\a.exe" -b'],
    ['a.exe  -b c', 'C:\\Program Files\\x\\a.exe', '"C:\\Program Files\\x\\a.exe" -b c'],
    ['a.exe', 'C:\\a.exe', 'C:\\a.exe'],
    ['', 'C:\\a.exe', 'C:\\a.exe'],
  ])('process of %s', (commandLine, path, expected) => {
    const event = windows('Security', 4688, { ...created, CommandLine: commandLine, NewProcessName: path });
    expect(event.fields.get('process')).toBe(expected);
  });

  test('Windows before 1607 names no parent', () => {
    const { ParentProcessName, ...old } = created;
    expect(datasetRow(windows('Security', 4688, old), 'Endpoint.Processes').get('parent_process')).toBe('unknown');
  });
});

describe('other Security events', () => {
  test('a logon with WorkstationName - has no src, though an address is there', () => {
    const event = windows('Security', 4624, {
      SubjectUserName: '-',
      TargetUserName: 'kim',
      WorkstationName: '-',
      IpAddress: '192.0.2.7',
      LogonType: '3',
      ProcessName: '-',
    });
    expect(fields(event)).toMatchObject({
      Source_Workstation: '-',
      src_ip: '192.0.2.7',
      user: 'kim',
      app: 'win:remote',
      process_name: '-',
      action: 'success',
      status: 'success',
      ta_windows_action: 'failure',
      'tag::app': 'remote',
    });
    absent(event, 'src', 'src_nt_host', 'src_user');
    expect(datasetRow(event, 'Authentication.Authentication').get('src')).toBe('unknown');
    expect(event.datasets).toContain('Authentication.Successful_Authentication');
  });

  test.each([
    ['0xc000006d', '0xc000006a', 'failure', 'User name is correct but the password is wrong', true],
    ['0xC0000064', '0x0', 'unknown', 'An account failed to log on', true],
    ['0xc0000133', '0x0', 'error', 'An account failed to log on', false],
  ])('4625 with %s', (status, subStatus, action, signature, isLogon) => {
    const event = windows('Security', 4625, { TargetUserName: 'kim', Status: status, SubStatus: subStatus });
    expect(fields(event)).toMatchObject({ action, signature, Error_Code: status });
    expect(event.datasets.includes('Authentication.Authentication')).toBe(isLogon);
  });

  test('Kerberos has the address for src', () => {
    const event = windows('Security', 4768, { IpAddress: '::ffff:192.0.2.7', ServiceName: 'krbtgt', Status: '0x6' });
    expect(fields(event)).toMatchObject({ src: '::ffff:192.0.2.7', service: 'krbtgt', action: 'failure' });
  });

  test('4648: the target server is the destination', () => {
    const event = windows('Security', 4648, { TargetServerName: '\\\\fs01', TargetUserName: 'kim' });
    expect(fields(event)).toMatchObject({ dest: 'fs01', dest_nt_host: '\\\\fs01', app: 'win:remote' });
    expect(event.datasets).toContain('Authentication.Successful_Privileged_Authentication');
  });

  test('4657 is a row of Endpoint.Registry', () => {
    const event = windows('Security', 4657, {
      ObjectName: '\\REGISTRY\\M',
      ObjectValueName: 'v',
      NewValueType: '%%1873',
    });
    expect(Object.fromEntries(datasetRow(event, 'Endpoint.Registry'))).toMatchObject({
      registry_path: '\\REGISTRY\\M',
      registry_value_name: 'v',
      registry_value_type: '%%1873',
    });
    expect(event.datasets).toContain('Endpoint.Registry');
  });

  test('4670 only on a registry key', () => {
    expect(windows('Security', 4670, { ObjectType: 'Key' }).datasets).toContain('Endpoint.Registry');
    expect(windows('Security', 4670, { ObjectType: 'File' }).datasets).not.toContain('Endpoint.Registry');
  });

  test.each([4673, 4674, 4689, 4696])('%i is a row of Endpoint.Processes', (eventId) => {
    const event = windows('Security', eventId, { ProcessName: 'C:\\a\\b.exe', SubjectUserName: 'kim' });
    expect(fields(event)).toMatchObject({ process_name: 'b.exe', process_exec: 'b.exe', process: 'C:\\a\\b.exe' });
    expect(event.datasets).toContain('Endpoint.Processes');
  });

  test('4697 is a row of Endpoint.Services', () => {
    const event = windows('Security', 4697, { ServiceName: 'x', ServiceStartType: '2', SubjectUserName: 'kim' });
    expect(Object.fromEntries(datasetRow(event, 'Endpoint.Services'))).toMatchObject({
      service: 'x',
      service_name: 'x',
      start_mode: 'auto',
      status: 'success',
      user: 'kim',
    });
    expect(event.datasets).toContain('Endpoint.Services');
  });

  test('5158 is a row of Endpoint.Ports', () => {
    const event = windows('Security', 5158, { SourcePort: '50', Protocol: '17' });
    expect(Object.fromEntries(datasetRow(event, 'Endpoint.Ports'))).toMatchObject({ src_port: '50', transport: 'udp' });
    expect(event.datasets).toContain('Endpoint.Ports');
  });

  test('5145: the share is the file', () => {
    const event = windows('Security', 5145, {
      ObjectType: 'File',
      ShareName: '\\\\*\\IPC$',
      ShareLocalPath: '\\??\\C:\\x',
      RelativeTargetName: 'svcctl',
    });
    expect(fields(event)).toMatchObject({ file_name: '\\\\*\\IPC$', file_path: '\\??\\C:\\x' });
  });

  test('4663: the object is the file', () => {
    const event = windows('Security', 4663, { ObjectType: 'File', ObjectName: 'C:\\x\\y.txt' });
    expect(fields(event)).toMatchObject({ file_name: 'y.txt', file_path: 'C:\\x\\y.txt', object_file_name: 'y.txt' });
  });

  test.each([
    [4720, 'created', 'Change.Accounts_Created'],
    [4726, 'deleted', 'Change.Accounts_Deleted'],
    [4724, 'modified', 'Change.Accounts_Updated'],
    [4740, 'modified', 'Change.Account_Lockouts'],
  ])('%i changes an account', (eventId, action, dataset) => {
    const event = windows('Security', eventId, { TargetUserName: 'kim', SubjectUserName: 'adm', TargetSid: 'S-1' });
    expect(fields(event)).toMatchObject({
      action,
      object: 'kim',
      object_id: 'S-1',
      src_user_name: 'adm',
      status: 'success',
    });
    expect(event.datasets).toContain(dataset);
  });

  test('account changes are no rows of Filesystem, nearly everything else is', () => {
    expect(windows('Security', 4724, {}).datasets).not.toContain('Endpoint.Filesystem');
    expect(windows('Security', 4798, {}).datasets).toContain('Endpoint.Filesystem');
    expect(windows('System', 1, {}).datasets).toContain('Endpoint.Filesystem');
    expect(windows('Microsoft-Windows-PowerShell/Operational', 4104, {}).datasets).not.toContain('Endpoint.Filesystem');
  });
});

describe('other channels', () => {
  test('PowerShell has no dest', () => {
    const event = windows('Microsoft-Windows-PowerShell/Operational', 4104, { ScriptBlockText: 'a > b' });
    expect(fields(event)).toMatchObject({ ScriptBlockText: 'a &gt; b', dvc: COMPUTER });
    absent(event, 'dest', 'user', 'process', 'signature');
  });

  test('Defender: blanks in names become underscores', () => {
    const event = windows('Microsoft-Windows-Windows Defender/Operational', 1122, { 'Process Name': 'C:\\p.exe' });
    expect(event.source).toBe('WinEventLog:Microsoft-Windows-Windows Defender/Operational');
    expect(event.fields.get('Process_Name')).toBe('C:\\p.exe');
    absent(event, 'process_name');
  });

  test.each([
    [7040, { param1: 'Spooler', param3: 'demand start' }, { service: 'Spooler', start_mode: 'manual' }],
    [7045, { ServiceName: 'x', StartType: 'auto start' }, { service: 'x', start_mode: 'auto' }],
    [7036, { param1: 'x', param2: 'stopped' }, { service: 'x', status: 'stopped' }],
  ])('System %i', (eventId, data, expected) => {
    const event = windows('System', eventId, data as Record<string, string>);
    expect(fields(event)).toMatchObject(expected);
    expect(event.datasets).toContain('Endpoint.Services');
  });
});

test('a trace without a channel', () => {
  expect(windows('', 6, {})).toMatchObject({ source: 'XmlWinEventLog', sourcetype: 'XmlWinEventLog' });
});

describe('what the user says wins', () => {
  test('source, sourcetype, index and host are taken as they are given', () => {
    const given = { source: 'xmlwineventlog:SECURITY', sourcetype: 'xmlwineventlog', index: 'win', host: 'given' };
    const event = windows('Microsoft-Windows-TaskScheduler/Operational', 200, {}, given);
    expect(event).toMatchObject(given);
    expect(event.fields.get('dvc_nt_host')).toBe('given');
    // The rules follow the source, as in Splunk.
    expect(event.fields.get('dest')).toBe(COMPUTER);
    expect(event.fields.get('ta_windows_action')).toBe('failure');
  });

  test('a source that names no channel leaves the rules to the channel of the event', () => {
    const event = windows('Security', 4688, { NewProcessName: 'C:\\a.exe' }, { source: '/logs/a.evtx' });
    expect(event.source).toBe('/logs/a.evtx');
    expect(event.datasets).toContain('Endpoint.Processes');
  });

  test('names of the event do not take the place of those that are set beside the fields', () => {
    const event = windows('Application', 1, { host: 'evil', _time: '0', '9': 'x', source: 'evil', index: 'evil' });
    expect(event).toMatchObject({ host: COMPUTER, index: 'main', source: 'XmlWinEventLog:Application' });
    expect(fields(event)).toMatchObject({
      extracted_host: 'evil',
      extracted_source: 'evil',
      extracted_index: 'evil',
      time: '0',
      extracted_: 'x',
    });
  });
});
