import { describe, expect, test } from 'vitest';
import { readBytes } from '../../../inputs/index.ts';
import { createNormaliser, type LogEvent } from '../../index.ts';

/** An event as a forwarder sends it; what follows System is its body. */
async function event(channel: string, eventId: number, body: string): Promise<LogEvent> {
  const xml =
    `<Event xmlns='n'><System><Provider Name='P'/><EventID>${eventId}</EventID><Opcode>0</Opcode>` +
    `<TimeCreated SystemTime='2024-03-05T09:18:29Z'/><Channel>${channel}</Channel><Computer>dc</Computer>` +
    `<Security UserID='S-1-5-18'/></System>${body}</Event>`;
  for await (const { records } of readBytes(Buffer.from(xml), 'x.xml')) {
    const [record] = records;
    if (record !== undefined) return createNormaliser({})(record, 'x.xml');
  }
  throw new Error('no event');
}

function dataOf(values: Readonly<Record<string, string>>): string {
  const items = Object.entries(values).map(([name, value]) => `<Data Name='${name}'>${value}</Data>`);
  return `<EventData>${items.join('')}</EventData>`;
}

describe('channels without rules of their own have the fields of their events', () => {
  test.each<[string, number, Readonly<Record<string, string>>]>([
    [
      'Microsoft-Windows-NTLM/Operational',
      8004,
      { SChannelName: 'PC1', UserName: 'kim', DomainName: 'NULL', WorkstationName: '\\\\WS' },
    ],
    ['Microsoft-Windows-NTLM/Operational', 8005, { SChannelName: 'PC1', UserName: 'kim', DomainName: 'NULL' }],
    ['Microsoft-Windows-NTLM/Operational', 8006, { SChannelName: 'PC1', UserName: 'kim', DomainName: 'NULL' }],
    ['Microsoft-Windows-Bits-Client/Operational', 16403, { User: 'A\\kim', jobTitle: 'x', RemoteName: 'http://x/' }],
    ['Microsoft-Windows-TaskScheduler/Operational', 201, { TaskName: '\\x', ActionName: 'C:\\x.exe', ResultCode: '0' }],
    ['Microsoft-Windows-PowerShell/Operational', 4103, { ContextInfo: 'Host = x', Payload: 'CommandInvocation(x)' }],
    ['Directory Service', 2889, { param1: '10.0.0.7', param2: 'kim' }],
    ['DNS Server', 541, { param1: 'x' }],
  ])('%s %i', async (channel, eventId, values) => {
    const read = await event(channel, eventId, dataOf(values));
    expect(read).toMatchObject({ source: `XmlWinEventLog:${channel}`, sourcetype: 'XmlWinEventLog', host: 'dc' });
    expect(Object.fromEntries(read.fields)).toMatchObject({
      ...values,
      EventCode: String(eventId),
      signature_id: String(eventId),
      Computer: 'dc',
      dvc: 'dc',
      user_id: 'S-1-5-18',
    });
  });

  test.each([1121, 1122, 1125, 1126, 1129, 1131, 1132, 1133, 1134])(
    'Defender %i, whose names have blanks',
    async (eventId) => {
      const channel = 'Microsoft-Windows-Windows Defender/Operational';
      const values = {
        'Process Name': 'C:\\p.exe',
        'Target Commandline': 'x',
        'Parent Commandline': 'y',
        ID: 'i',
        Path: 'p',
      };
      const read = await event(channel, eventId, dataOf(values));
      expect(read.source).toBe(`WinEventLog:${channel}`);
      expect(Object.fromEntries(read.fields)).toMatchObject({
        Process_Name: 'C:\\p.exe',
        Target_Commandline: 'x',
        Parent_Commandline: 'y',
        ID: 'i',
        Path: 'p',
      });
    },
  );

  test('Defender 5007', async () => {
    const values = { 'New Value': 'HKLM\\x = 0x0', 'Old Value': 'HKLM\\x = 0x1' };
    const read = await event('Microsoft-Windows-Windows Defender/Operational', 5007, dataOf(values));
    expect(Object.fromEntries(read.fields)).toMatchObject({ New_Value: 'HKLM\\x = 0x0', Old_Value: 'HKLM\\x = 0x1' });
  });

  test.each([
    ['Microsoft-Windows-AppLocker/EXE and DLL', 8004, 'XmlWinEventLog'],
    ['Microsoft-Windows-CAPI2/Operational', 81, 'XmlWinEventLog'],
    ['Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational', 1007, 'XmlWinEventLog'],
    ['Microsoft-Windows-WMI-Activity/Operational', 5861, 'XmlWinEventLog'],
    ['Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational', 1149, 'WinEventLog'],
    ['Microsoft-Windows-PrintService/Admin', 316, 'WinEventLog'],
  ])('%s %i keeps its UserData as one field', async (channel, eventId, prefix) => {
    const inner = "<RuleAndFileData xmlns='x'><PolicyName>EXE</PolicyName><Param1>kim</Param1></RuleAndFileData>";
    const read = await event(channel, eventId, `<UserData>${inner}</UserData>`);
    expect(read.source).toBe(`${prefix}:${channel}`);
    expect(read.fields.get('UserData_Xml')).toBe(inner);
    expect(read.fields.has('PolicyName')).toBe(false);
  });

  test.each([
    ['System', 104],
    ['Security', 1102],
  ])('%s %i: who cleared the log', async (channel, eventId) => {
    const cleared = '<LogFileCleared xmlns="x"><SubjectUserName>kim</SubjectUserName></LogFileCleared>';
    const read = await event(channel, eventId, `<UserData>${cleared}</UserData>`);
    expect(Object.fromEntries(read.fields)).toMatchObject({ SubjectUserName: 'kim', dest: 'dc' });
  });

  test('an event whose XML is damaged has the fields that can be read', async () => {
    const read = await event('Security', 5141, `<Le>0</Level>${dataOf({ ObjectDN: 'CN=x', SubjectUserName: 'kim' })}`);
    expect(read.isCut).toBe(true);
    expect(Object.fromEntries(read.fields)).toMatchObject({
      ObjectDN: 'CN=x',
      src_user: 'kim',
      signature: 'A directory service object was deleted',
      dest: 'dc',
    });
  });
});
