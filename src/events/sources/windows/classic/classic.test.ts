import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../../test/support/event-of.ts';
import { datasetRow, type LogEvent, type NormaliseOptions } from '../../../index.ts';

interface Told {
  readonly log?: string;
  readonly keywords?: string;
  readonly type?: string;
}

function classicText(eventCode: number, message: string, told: Told = {}): string {
  const { log = 'Security', keywords = 'Audit Success', type = 'Information' } = told;
  return [
    '04/26/2022 11:12:09 AM',
    `LogName=${log}`,
    `EventCode=${eventCode}`,
    'EventType=0',
    'ComputerName=dc.example.test',
    'SourceName=Microsoft Windows security auditing.',
    `Type=${type}`,
    'RecordNumber=77',
    `Keywords=${keywords}`,
    'TaskCategory=The Category',
    'OpCode=Info',
    `Message=${message}`,
  ].join('\n');
}

function classic(eventCode: number, message: string, told: Told = {}, options: NormaliseOptions = {}): LogEvent {
  return eventOf(classicText(eventCode, message, told), options);
}

function fields(event: LogEvent): Record<string, unknown> {
  return Object.fromEntries(event.fields);
}

const subject = (name: string): string =>
  `Subject:\n\tSecurity ID:\t\tS-1-5-18\n\tAccount Name:\t\t${name}\n\tAccount Domain:\t\tEXAMPLE\n\tLogon ID:\t\t0x3E7`;

describe('every event', () => {
  const event = classic(4985, 'The state of a transaction has changed.', { type: 'Warning' });

  test('is recognised by its lines and called after its log', () => {
    expect(event).toMatchObject({
      source: 'WinEventLog:Security',
      sourcetype: 'WinEventLog',
      host: 'dc.example.test',
      time: Date.UTC(2022, 3, 26, 11, 12, 9) / 1000,
      reason: 'lines of the Windows event log, log Security',
    });
  });

  test('has its keys as fields, and those that the add-on names after them', () => {
    expect(fields(event)).toMatchObject({
      LogName: 'Security',
      EventCode: '4985',
      signature_id: '4985',
      EventType: '0',
      severity_id: '0',
      severity: 'medium',
      RecordNumber: '77',
      event_id: '77',
      id: '77',
      TaskCategory: 'The Category',
      category: 'The Category',
      OpCode: 'Info',
      Message: 'The state of a transaction has changed.',
      body: 'The state of a transaction has changed.',
      dest: 'dc.example.test',
      dvc: 'dc.example.test',
      dvc_nt_host: 'dc.example.test',
      vendor_product: 'Microsoft Windows',
      date_hour: '11',
    });
  });

  test('is told its zone by the user', () => {
    const text = classicText(4985, 'x');
    expect(eventOf(text, { timezone: 'America/New_York' }).time).toBe(Date.UTC(2022, 3, 26, 15, 12, 9) / 1000);
  });

  test('may have line breaks of Windows, or no date', () => {
    const text = classicText(4625, `An account failed to log on.\n\n${subject('kim')}\n`);
    expect(fields(eventOf(text.replaceAll('\n', '\r\n')))).toMatchObject({ Account_Name: 'kim', OpCode: 'Info' });
    expect(eventOf(text.slice(text.indexOf('\n') + 1))).toMatchObject({
      sourcetype: 'WinEventLog',
      host: 'dc.example.test',
    });
  });

  test('keeps the source and sourcetype that are given', () => {
    const given = { source: 'XmlWinEventLog:Security', sourcetype: 'xmlwineventlog' };
    const told = classic(4688, 'A new process has been created.', { log: 'x' }, given);
    expect(told).toMatchObject(given);
    expect(told.datasets).toContain('Endpoint.Processes');
  });
});

describe('Security', () => {
  test('4688 is a row of Endpoint.Processes', () => {
    const event = classic(
      4688,
      'A new process has been created.\n\nCreator Subject:\n\tSecurity ID:\t\tS-1-5-18\n\tAccount Name:\t\tDC$\n' +
        '\tAccount Domain:\t\tEXAMPLE\n\tLogon ID:\t\t0x3E7\n\nTarget Subject:\n\tSecurity ID:\t\tNULL SID\n' +
        '\tAccount Name:\t\t-\n\tAccount Domain:\t\t-\n\tLogon ID:\t\t0x0\n\nProcess Information:\n' +
        '\tNew Process ID:\t\t0x1a4\n\tNew Process Name:\tC:\\Windows\\System32\\cmd.exe\n' +
        '\tToken Elevation Type:\t%%1936\n\tMandatory Label:\t\tMandatory Label\\High Mandatory Level\n' +
        '\tCreator Process ID:\t0x2b0\n\tCreator Process Name:\tC:\\Windows\\explorer.exe\n' +
        '\tProcess Command Line:\tcmd.exe /c echo a > b: c\n\n' +
        'Token Elevation Type indicates the type of token that was assigned to the new process.',
    );
    expect(fields(event)).toMatchObject({
      New_Process_Name: 'C:\\Windows\\System32\\cmd.exe',
      New_Process_ID: '0x1a4',
      Process_Command_Line: 'cmd.exe /c echo a > b: c',
      Creator_Process_Name: 'C:\\Windows\\explorer.exe',
      Account_Name: ['DC$', '-'],
      Security_ID: ['S-1-5-18', 'NULL SID'],
      Logon_ID: ['0x3E7', '0x0'],
      Subject_Account_Name: 'DC$',
      Target_Account_Name: '-',
      user: 'DC$',
      src_user: 'DC$',
      action: 'allowed',
      signature: 'A new process has been created',
    });
    expect(Object.fromEntries(datasetRow(event, 'Endpoint.Processes'))).toMatchObject({
      process: 'C:\\Windows\\System32\\cmd.exe /c echo a > b: c',
      process_name: 'cmd.exe',
      process_id: '0x1a4',
      parent_process_name: 'explorer.exe',
      parent_process_path: 'C:\\Windows\\explorer.exe',
      parent_process_id: '0x2b0',
      dest: 'dc.example.test',
      user: 'DC$',
      action: 'allowed',
    });
    expect(event.fields.has('NewProcessName')).toBe(false);
  });

  const logon = (eventName: string, name: string, failure = ''): string =>
    `${eventName}\n\n${subject('DC$')}\n\nLogon Type:\t\t\t3\n\n${name}:\n\tSecurity ID:\t\tS-1-5-21-7\n` +
    `\tAccount Name:\t\tkim\n\tAccount Domain:\t\tSALES\n\n${failure}Process Information:\n\tCaller Process ID:\t0x0\n` +
    '\tCaller Process Name:\t-\n\nNetwork Information:\n\tWorkstation Name:\tPC1\n' +
    '\tSource Network Address:\t10.0.0.7\n\tSource Port:\t\t49832\n';

  test('4624 is a row of Authentication', () => {
    const event = classic(4624, logon('An account was successfully logged on.', 'New Logon'));
    expect(fields(event)).toMatchObject({ Logon_Type: '3', Source_Network_Address: '10.0.0.7', src_ip: '10.0.0.7' });
    expect(Object.fromEntries(datasetRow(event, 'Authentication.Authentication'))).toMatchObject({
      user: 'kim',
      src_user: 'DC$',
      src: 'PC1',
      dest: 'dc.example.test',
      action: 'success',
      app: 'win:remote',
    });
    expect(event.datasets).toContain('Authentication.Successful_Authentication');
  });

  test('4625 is a failed one, with the reason as its signature', () => {
    const failure =
      'Failure Information:\n\tFailure Reason:\t\t%%2313\n\tStatus:\t\t\t0xC000006D\n\tSub Status:\t\t0xC0000064\n\n';
    const message = logon('An account failed to log on.', 'Account For Which Logon Failed', failure);
    const event = classic(4625, message, { keywords: 'Audit Failure' });
    expect(fields(event)).toMatchObject({
      user: 'kim',
      Sub_Status: '0xC0000064',
      Error_Code: '0xC000006D',
      signature: 'User name does not exist',
      action: 'failure',
      status: 'failure',
    });
    expect(event.datasets).toContain('Authentication.Failed_Authentication');
  });

  test('4768 and 4769 name their account, their service and their client', () => {
    const message =
      'A Kerberos authentication ticket (TGT) was requested.\n\nAccount Information:\n\tAccount Name:\t\tkim\n' +
      '\tSupplied Realm Name:\tEXAMPLE\n\tUser ID:\t\t\tS-1-5-21-7\n\nService Information:\n' +
      '\tService Name:\t\tkrbtgt\n\tService ID:\t\tS-1-5-21-502\n\nNetwork Information:\n' +
      '\tClient Address:\t\t::ffff:10.0.0.7\n\tClient Port:\t\t50123\n\nAdditional Information:\n' +
      '\tTicket Options:\t\t0x40810010\n\tResult Code:\t\t0x0\n\tTicket Encryption Type:\t0x17\n';
    expect(fields(classic(4768, message))).toMatchObject({
      user: 'kim',
      service: 'krbtgt',
      service_id: 'S-1-5-21-502',
      src: '::ffff:10.0.0.7',
      src_port: '50123',
      Ticket_Encryption_Type: '0x17',
      Result_Code: '0x0',
      action: 'success',
    });
  });

  test('4732 tells the member from the group', () => {
    const event = classic(
      4732,
      `A member was added to a security-enabled local group.\n\n${subject('adm')}\n\nMember:\n` +
        '\tSecurity ID:\t\tS-1-5-21-7\n\tAccount Name:\t\tkim\n\nGroup:\n\tSecurity ID:\t\tS-1-5-32-544\n' +
        '\tGroup Name:\t\tAdministrators\n\tGroup Domain:\t\tBuiltin\n\nAdditional Information:\n\tPrivileges:\t\t-\n',
    );
    expect(fields(event)).toMatchObject({
      user: 'kim',
      src_user: 'adm',
      member_id: 'S-1-5-21-7',
      member_dn: 'kim',
      Group_Name: 'Administrators',
      user_group: 'Administrators',
      CategoryString: 'Account Management',
      action: 'success',
    });
    expect(event.datasets).toContain('Change.Account_Management');
  });

  test('4720 creates an account', () => {
    const event = classic(
      4720,
      `A user account was created.\n\n${subject('adm')}\n\nNew Account:\n\tSecurity ID:\t\tS-1-5-21-7\n` +
        '\tAccount Name:\t\tkim\n\tAccount Domain:\t\tEXAMPLE\n\nAttributes:\n\tSAM Account Name:\tkim\n' +
        '\tDisplay Name:\t\t<value not set>\n\tPrimary Group ID:\t513\n\tUser Account Control:\t\n' +
        "\t\tAccount Disabled\n\t\t'Password Not Required' - Enabled\n\nAdditional Information:\n\tPrivileges\t\t-\n",
    );
    expect(fields(event)).toMatchObject({
      user: 'kim',
      src_user: 'adm',
      SAM_Account_Name: 'kim',
      Display_Name: '<value not set>',
      user_group_id: '513',
      action: 'created',
      msad_action: 'created',
    });
    expect(event.fields.get('MSADChangedAttributes')).toMatch(/^SAM Account Name:\tkim\n/);
    expect(event.datasets).toContain('Change.Accounts_Created');
  });

  test('4672: a value goes on in lines that are indented further', () => {
    const message = `Special privileges assigned to new logon.\n\n${subject('adm')}\n\nPrivileges:\t\tSeDebugPrivilege\n\t\t\tSeBackupPrivilege\n`;
    expect(fields(classic(4672, message))).toMatchObject({
      Privileges: 'SeDebugPrivilege\nSeBackupPrivilege',
      user: 'adm',
    });
  });

  test('4698 keeps the whole document of the task', () => {
    const task =
      '<?xml version="1.0" encoding="UTF-16"?>\n<Task version="1.2">\n\n  <Actions>\n    <Exec>\n' +
      '      <Command>cmd.exe</Command>\n      <Arguments>/c x: y &gt; z</Arguments>\n    </Exec>\n  </Actions>\n</Task>';
    const event = classic(
      4698,
      `A scheduled task was created.\n\n${subject('adm')}\n\nTask Information:\n\tTask Name: \t\t\\evil\n\tTask Content: \t\t${task}\n\t\n`,
    );
    expect(fields(event)).toMatchObject({
      Task_Name: '\\evil',
      Task_Content: task,
      user: 'adm',
      signature: 'A scheduled task was created',
      action: 'success',
    });
    expect(event.fields.has('src_user')).toBe(false);
  });

  test('5158 opens a port', () => {
    const message =
      'The Windows Filtering Platform has permitted a bind to a local port.\n\nApplication Information:\n' +
      '\tProcess ID:\t\t716\n\tApplication Name:\t\\device\\x.exe\n\nNetwork Information:\n\tSource Address:\t\t0.0.0.0\n' +
      '\tSource Port:\t\t50\n\tProtocol:\t\t17\n';
    expect(Object.fromEntries(datasetRow(classic(5158, message), 'Endpoint.Ports'))).toMatchObject({
      src_port: '50',
      transport: 'udp',
    });
  });
});

describe('other logs', () => {
  const system: Told = { log: 'System', keywords: 'Classic' };

  test.each([
    [7036, 'The Print Spooler service entered the running state.', { service: 'Print Spooler', status: 'started' }],
    [
      7040,
      'The start type of the Spooler service was changed from auto start to demand start.',
      { service: 'Spooler', start_mode: 'manual' },
    ],
    [
      7045,
      'A service was installed in the system.\n\nService Name:  evil\nService File Name:  C:\\evil.exe\n' +
        'Service Type:  user mode service\nService Start Type:  auto start\nService Account:  LocalSystem',
      { Service_Name: 'evil', Service_File_Name: 'C:\\evil.exe', service: 'evil', start_mode: 'auto' },
    ],
  ])('System %i is a row of Endpoint.Services', (eventCode, message, expected) => {
    const event = classic(eventCode, message, system);
    expect(fields(event)).toMatchObject(expected);
    expect(event.datasets).toContain('Endpoint.Services');
  });

  test('Sysmon has the fields of its XML', () => {
    const message =
      'Process Create:\nRuleName: -\nUtcTime: 2022-04-26 11:12:09.123\nProcessGuid: {A}\nProcessId: 4\n' +
      'Image: C:\\Windows\\cmd.exe\nCommandLine: cmd /c whoami\nUser: EXAMPLE\\kim\nParentImage: C:\\explorer.exe';
    const event = classic(1, message, { log: 'Microsoft-Windows-Sysmon/Operational', keywords: 'None' });
    expect(event.datasets).toContain('Endpoint.Processes');
    expect(fields(event)).toMatchObject({
      Image: 'C:\\Windows\\cmd.exe',
      process: 'cmd /c whoami',
      process_name: 'cmd.exe',
      process_guid: '{A}',
      user: 'kim',
    });
  });

  test('PrintService', () => {
    const message = 'Printer driver x was added. Files: UNIDRV.DLL, kernelbase.dll, evil.DLL.';
    expect(classic(316, message, { log: 'Microsoft-Windows-PrintService/Admin' })).toMatchObject({
      source: 'WinEventLog:Microsoft-Windows-PrintService/Admin',
    });
    expect(fields(classic(316, message, { log: 'Microsoft-Windows-PrintService/Admin' }))).toMatchObject({
      Message: message,
      category: 'The Category',
      severity: 'informational',
    });
  });

  test.each([
    ['Microsoft-IIS-Configuration/Operational', 'IIS:Configuration:Operational'],
    ['MSExchange Management', 'MSExchange:management'],
    ['Microsoft-Windows-WMI-Activity/Operational', 'WinEventLog:Microsoft-Windows-WMI-Activity/Operational'],
  ])('%s has the sourcetype that content asks for', (log, sourcetype) => {
    expect(classic(29, 'x', { log })).toMatchObject({ sourcetype, source: sourcetype });
  });

  test('Defender: labels behind a blank', () => {
    const message =
      'Microsoft Defender Exploit Guard audited an operation.\n \tID: 26190899\n \tUser: EXAMPLE\\kim\n' +
      ' \tPath: C:\\x.docm\n \tProcess Name: C:\\winword.exe\n \tInvolved File: \n';
    const log = 'Microsoft-Windows-Windows Defender/Operational';
    expect(fields(classic(1122, message, { log }))).toMatchObject({
      ID: '26190899',
      Path: 'C:\\x.docm',
      Process_Name: 'C:\\winword.exe',
    });
  });

  test('PowerShell: the script block, from which no labels are read', () => {
    const message =
      'Creating Scriptblock text (1 of 2):\n$x = @{ a: b }\nName: not a field\n\nScriptBlock ID: b53f\nPath: C:\\a.ps1';
    const event = classic(4104, message, { log: 'Microsoft-Windows-PowerShell/Operational' });
    expect(fields(event)).toMatchObject({
      ScriptBlockText: '$x = @{ a: b }\nName: not a field',
      ScriptBlock_ID: 'b53f',
      MessageNumber: '1',
      MessageTotal: '2',
      Path: 'C:\\a.ps1',
    });
    expect(event.fields.has('Name')).toBe(false);
  });
});

test('a message does not set what its event is', () => {
  const message = `A scheduled task was deleted.\n\n${subject('adm')}\n\nuser: evil\nsignature: evil\nEventCode: 1\nhost: evil\n`;
  const event = classic(4699, message);
  expect(event.host).toBe('dc.example.test');
  expect(fields(event)).toMatchObject({
    user: 'adm',
    signature: 'A scheduled task was deleted',
    EventCode: '4699',
    extracted_host: 'evil',
  });
});

describe('damaged events', () => {
  const whole = classicText(4688, `A new process has been created.\n\n${subject('kim')}\n\tProcess Name:\tx\u0000y\n`);

  test('every cut of one: what is whole is read', () => {
    for (let end = 30; end < whole.length; end += 7) eventOf(whole.slice(0, end));
    expect(fields(eventOf(whole.slice(0, whole.indexOf('Type='))))).toMatchObject({ EventCode: '4688' });
  });

  test('any lines below the keys', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('Subject:', '\tAccount Name:\t\t-', '\t\t\t', 'host: evil', 'Task Content: <', '-1: 1e999'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        expect(classic(4720, lines.join('\n'))).toMatchObject({ host: 'dc.example.test', index: 'main' });
      }),
    );
  });

  test.each([
    ['labels', 'Label: x\n'],
    ['blanks', ' '],
    ['words without a colon', 'word '],
    ['lines that are indented', '\t\t\t\n'],
    ['tasks that never end', 'Task Content: <Task>\n'],
  ])('a megabyte of %s takes no time', (_, piece) => {
    const start = performance.now();
    classic(4698, piece.repeat(2 ** 20 / piece.length));
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
