import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNormaliser, type FieldValue, type LogEvent } from '../../../index.ts';
import { buildEvent, type DataItem } from './build.ts';

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';
const TIME = '2024-10-17T09:12:44.123Z';
const PROVIDER = '5770385F-C22A-43E0-BF4C-06F5698FFBD9';
const BARE_GUID = 'a158f72c-e9e0-5e02-0000-00104038e100';
const GUID = `{${BARE_GUID.toUpperCase()}}`;

/** The data of the event as Sysmon knows it: text, not XML. */
const DATA = {
  RuleName: '-',
  EventType: 'CreateKey',
  UtcTime: '2024-10-17 09:12:44.120',
  ProcessGuid: GUID,
  ProcessId: '716',
  Image: 'C:\\Windows\\System32\\reg.exe',
  TargetObject: 'HKLM\\SOFTWARE\\a & b\\<new>',
};

function read(value: Readonly<Record<string, unknown>>): LogEvent | undefined {
  const event = createNormaliser({})({ kind: 'json', value, text: '', offset: 0, isCut: false }, 'events.json');
  return event.sourcetype === '_json' ? undefined : event;
}

function fieldsOf(event: LogEvent | undefined): Record<string, FieldValue> {
  return Object.fromEntries([...(event?.fields ?? [])].filter(([name]) => name !== 'EventData_Xml'));
}

const EXPECTED = (() => {
  const items = Object.entries(DATA).map(([name, text]): DataItem => [name, text]);
  const event = buildEvent(
    {
      provider: 'Microsoft-Windows-Sysmon',
      providerGuid: PROVIDER,
      eventId: '12',
      version: '2',
      level: '4',
      task: '12',
      opcode: '0',
      keywords: '0x8000000000000000',
      systemTime: TIME,
      recordId: '418802',
      processId: '3168',
      threadId: '4760',
      channel: SYSMON,
      computer: 'IT001.shire.com',
      userId: 'S-1-5-18',
    },
    items,
  );
  return createNormaliser({})({ kind: 'windows-event', event, offset: 0, isCut: false }, 'events.xml');
})();

const evtxDump = {
  Event: {
    '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
    System: {
      Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon', Guid: PROVIDER } },
      EventID: 12,
      Version: 2,
      Level: 4,
      Task: 12,
      Opcode: 0,
      Keywords: '0x8000000000000000',
      TimeCreated: { '#attributes': { SystemTime: TIME } },
      EventRecordID: 418802,
      Correlation: null,
      Execution: { '#attributes': { ProcessID: 3168, ThreadID: 4760 } },
      Channel: SYSMON,
      Computer: 'IT001.shire.com',
      Security: { '#attributes': { UserID: 'S-1-5-18' } },
    },
    EventData: { ...DATA, ProcessGuid: BARE_GUID, ProcessId: 716 },
  },
};

const nxlogNew = {
  EventTime: '2024-10-17 05:12:44',
  '@timestamp': TIME,
  EventReceivedTime: '2024-10-17 05:12:46',
  SourceModuleName: 'eventlog',
  SourceModuleType: 'im_msvistalog',
  Hostname: 'IT001.shire.com',
  host: 'collector',
  port: 1,
  tags: ['set'],
  Channel: SYSMON,
  EventID: 12,
  SourceName: 'Microsoft-Windows-Sysmon',
  ProviderGuid: `{${PROVIDER}}`,
  Version: 2,
  Task: 12,
  OpcodeValue: 0,
  Opcode: 'Info',
  Keywords: Number('-9223372036854775808'),
  RecordNumber: 418802,
  ExecutionProcessID: 3168,
  ThreadID: 4760,
  UserID: 'S-1-5-18',
  AccountName: 'SYSTEM',
  AccountType: 'User',
  Domain: 'NT AUTHORITY',
  SeverityValue: 2,
  Severity: 'INFO',
  Category: 'Registry object added or deleted (rule: RegistryEvent)',
  EventTypeOrignal: 'INFO',
  Message: 'Registry object added or deleted:',
  ...DATA,
  ProcessGuid: `{${BARE_GUID}}`,
  // NXLog copies values out of the XML, entities and all.
  TargetObject: 'HKLM\\SOFTWARE\\a &amp; b\\&lt;new&gt;',
};

const { ExecutionProcessID, ProcessId, EventTypeOrignal, ...lossy } = nxlogNew;
const nxlogOld = {
  ...lossy,
  ProcessID: 3168,
  EventType: 'INFO',
  Message: `Registry object added or deleted:\r\nRuleName: -\r\nEventType: CreateKey\r\nProcessId: 716\r\nImage: x`,
};

const winlogbeat = {
  '@timestamp': TIME,
  log: { level: 'information' },
  event: { code: '12', provider: 'Microsoft-Windows-Sysmon' },
  winlog: {
    channel: SYSMON,
    event_id: '12',
    computer_name: 'IT001.shire.com',
    provider_name: 'Microsoft-Windows-Sysmon',
    provider_guid: `{${PROVIDER}}`,
    record_id: 418802,
    version: 2,
    opcode: 'Info',
    task: 'Registry object added or deleted (rule: RegistryEvent)',
    process: { pid: 3168, thread: { id: 4760 } },
    user: { identifier: 'S-1-5-18', name: 'SYSTEM' },
    event_data: { ...DATA, ProcessGuid: `{${BARE_GUID}}` },
  },
};

const flat = {
  SourceName: 'Microsoft-Windows-Sysmon',
  ProviderGuid: `{${PROVIDER.toLowerCase()}}`,
  Level: '4',
  Keywords: '0x8000000000000000',
  Channel: SYSMON,
  Hostname: 'IT001.shire.com',
  TimeCreated: TIME,
  '@timestamp': TIME,
  EventID: 12,
  Task: '12',
  Message: 'Registry object added or deleted:',
  ...DATA,
  Nothing: null,
};

const logAnalytics = {
  TenantId: 'x',
  TimeGenerated: TIME,
  Provider: 'Microsoft-Windows-Sysmon',
  Channel: SYSMON,
  Computer: 'IT001.shire.com',
  Task: 12,
  EventLevel: 4,
  EventData: JSON.stringify({ ...DATA, ProcessGuid: `{${BARE_GUID}}`, UtcTime: '2024-10-17T09:12:44.1200000Z' }),
  EventID: 12,
  Type: 'WindowsEvent',
};

describe('one event in every shape has the same fields', () => {
  test.each([
    ['evtx dump', evtxDump],
    ['evtx dump with attributes beside the elements', withAttributesBeside()],
    ['NXLog', nxlogNew],
    ['NXLog that lost two values to its own names', nxlogOld],
    ['Winlogbeat', winlogbeat],
    ['Winlogbeat out of Elasticsearch', { _index: 'winlogbeat', _source: winlogbeat }],
  ])('%s', (_, value) => {
    const event = read(value);
    expect(fieldsOf(event)).toEqual(fieldsOf(EXPECTED));
    expect(event?.datasets).toEqual(EXPECTED?.datasets);
    expect(event?.time).toBe(1729156364.123);
  });

  // These exports leave out parts of the System block.
  const lost = ['Version', 'Opcode', 'EventRecordID', 'RecordNumber', 'RecordID', 'event_id', 'id', 'ProcessID'];
  const lostToo = [...lost, 'ThreadID', 'UserID', 'user_id', 'SecurityID', 'System_Props_Xml', 'punct'];
  test.each([
    ['flat export', flat, lostToo],
    ['Log Analytics', logAnalytics, [...lostToo, 'Guid', 'Keywords']],
  ])('%s, but for what it leaves out', (_, value, missing) => {
    const event = read(value);
    const keep = (fields: Record<string, FieldValue>) =>
      Object.fromEntries(Object.entries(fields).filter(([name]) => !missing.includes(name)));
    expect(keep(fieldsOf(event))).toEqual(keep(fieldsOf(EXPECTED)));
    expect(event?.datasets).toEqual(EXPECTED?.datasets);
  });

  test('_raw is the XML that Splunk would hold', () => {
    expect(read(evtxDump)?.raw()).toBe(EXPECTED?.raw());
    expect(EXPECTED?.raw()).toBe(
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
        "<Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'/>" +
        '<EventID>12</EventID><Version>2</Version><Level>4</Level><Task>12</Task><Opcode>0</Opcode>' +
        "<Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='2024-10-17T09:12:44.123Z'/>" +
        "<EventRecordID>418802</EventRecordID><Execution ProcessID='3168' ThreadID='4760'/>" +
        '<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>IT001.shire.com</Computer>' +
        "<Security UserID='S-1-5-18'/></System><EventData><Data Name='RuleName'>-</Data>" +
        "<Data Name='EventType'>CreateKey</Data><Data Name='UtcTime'>2024-10-17 09:12:44.120</Data>" +
        "<Data Name='ProcessGuid'>{A158F72C-E9E0-5E02-0000-00104038E100}</Data><Data Name='ProcessId'>716</Data>" +
        "<Data Name='Image'>C:\\Windows\\System32\\reg.exe</Data>" +
        "<Data Name='TargetObject'>HKLM\\SOFTWARE\\a &amp; b\\&lt;new&gt;</Data></EventData></Event>",
    );
  });
});

describe('details of the shapes', () => {
  test('an EventID with Qualifiers gives EventCode alone', () => {
    const value = {
      Event: {
        System: {
          Provider: { '#attributes': { Name: 'Service Control Manager' } },
          EventID: { '#attributes': { Qualifiers: 16384 }, '#text': 7036 },
          Channel: 'system',
          Computer: 'dc',
        },
        EventData: { param1: 'sppsvc', param2: 'running', Binary: '7300' },
      },
    };
    const event = read(value);
    expect(event?.source).toBe('XmlWinEventLog:System');
    expect(event?.fields.has('EventID')).toBe(false);
    expect(event?.fields.has('Binary')).toBe(false);
    expect(event?.fields.get('EventCode')).toBe('7036');
    expect(event?.fields.get('status')).toBe('started');
    expect(event?.fields.get('service')).toBe('sppsvc');
    expect(event?.datasets).toContain('Endpoint.Services');
  });

  test('the table SecurityEvent of Log Analytics tells its time and its provider', () => {
    const event = read({
      TimeGenerated: '2024-10-17T09:12:44.5Z',
      Channel: 'Security',
      EventID: '4624',
      EventSourceName: 'Microsoft-Windows-Security-Auditing',
      Computer: 'dc',
      TargetUserName: 'kim',
    });
    expect(event).toMatchObject({ time: 1729156364.5, host: 'dc', source: 'XmlWinEventLog:Security' });
    expect(event?.fields.get('Name')).toBe('Microsoft-Windows-Security-Auditing');
    expect(event?.fields.get('user')).toBe('kim');
    expect(event?.fields.has('TimeGenerated')).toBe(false);
  });

  test('UserData is put together again', () => {
    const cleared = { '#attributes': { xmlns: "a'b" }, SubjectUserName: 'A & B', SubjectLogonId: '0x1' };
    const event = read({
      Event: { System: { EventID: 1102, Channel: 'Security' }, UserData: { LogFileCleared: cleared } },
    });
    expect(event?.fields.get('UserData_Xml')).toBe(
      "<LogFileCleared xmlns='a&apos;b'><SubjectUserName>A &amp; B</SubjectUserName>" +
        '<SubjectLogonId>0x1</SubjectLogonId></LogFileCleared>',
    );
    expect(event?.fields.get('SubjectUserName')).toBe('A &amp; B');
    expect(event?.fields.get('src_user')).toBe('A &amp; B');
  });

  test('unnamed items are no fields, a list is multivalue', () => {
    const event = read({
      Event: {
        System: { EventID: 800, Channel: 'Windows PowerShell' },
        EventData: { Data: { '#text': ['a', 'b'] }, x: ['1', '2'] },
      },
    });
    expect(event?.raw()).toContain("<Data>a</Data><Data>b</Data><Data Name='x'>1</Data><Data Name='x'>2</Data>");
    expect(event?.fields.get('x')).toEqual(['1', '2']);
  });

  test.each([
    [Number('-9223372036854775808'), '0x8000000000000000'],
    [Number('-9214364837600034816'), '0x8020000000000000'],
    [Number('-9218868437227405312'), '0x8010000000000000'],
    [Number('36028797018963968'), '0x80000000000000'],
    ['0x8020000000000000', '0x8020000000000000'],
    ['-9223372036854775808', '0x8000000000000000'],
  ])('Keywords %s', (keywords, expected) => {
    expect(read({ ...nxlogNew, Keywords: keywords })?.fields.get('Keywords')).toBe(expected);
  });

  test.each([['many'], [1.5], [null], [{}]])('Keywords that are no bits: %j', (keywords) => {
    expect(read({ ...nxlogNew, Keywords: keywords })?.fields.has('Keywords')).toBe(false);
  });

  test("NXLog's audits have level 0, and its EventType is not the event's", () => {
    const event = read({
      ...nxlogNew,
      Channel: 'security',
      EventID: 4624,
      SourceName: 'x',
      EventTypeOrignal: undefined,
      EventType: 'AUDIT_SUCCESS',
    });
    expect(event?.source).toBe('XmlWinEventLog:Security');
    expect(event?.fields.get('Level')).toBe('0');
    expect(event?.fields.has('EventType')).toBe(false);
  });

  test('a GUID gets braces where its name says that it is one', () => {
    const event = read({ ...flat, ScriptBlockId: BARE_GUID, LogonGuid: BARE_GUID });
    expect(event?.fields.get('LogonGuid')).toBe(GUID);
    expect(event?.fields.get('ScriptBlockId')).toBe(BARE_GUID);
  });

  test.each([
    [{}],
    [{ Event: 1 }],
    [{ Event: { System: {} } }],
    [{ winlog: null }],
    [{ Channel: 'x' }],
    [{ TimeGenerated: TIME, EventData: '{', EventID: 1 }],
    [{ eventVersion: '1.08', eventSource: 's3.amazonaws.com' }],
  ])('no Windows event: %j', (value) => {
    expect(read(value)).toBeUndefined();
  });
});

describe('hostile JSON', () => {
  test('nesting without end is not recognised, and does no harm', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 200_000; depth++) deep = { a: [deep] };
    expect(read({ ...flat, deep })).toBeUndefined();
    expect(read({ Event: { System: { EventID: 1, Channel: 'x' }, UserData: { deep } } })).toBeUndefined();
  });

  test('whatever stands at the known places, nothing is thrown', () => {
    const names = ['Event', 'System', 'EventID', 'EventData', 'winlog', 'channel', 'event_id', 'Channel', 'Keywords'];
    const more = ['#attributes', '#text', 'TimeGenerated', 'SourceModuleName', '__proto__', 'constructor', 'UserData'];
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.dictionary(fc.constantFrom(...names, ...more), tie('tree'), { maxKeys: 6 }),
      ),
    }));
    const value = fc.dictionary(fc.constantFrom(...names, ...more), tree, { minKeys: 2 });
    fc.assert(
      fc.property(value, (object) => {
        const event = read(object);
        if (event !== undefined) expect([...event.fields.values()].every((one) => one.length > 0)).toBe(true);
        return true;
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

function withAttributesBeside() {
  const { System: system, ...rest } = evtxDump.Event;
  return {
    Event: {
      ...rest,
      System: {
        ...system,
        Provider: undefined,
        Provider_attributes: system.Provider['#attributes'],
        TimeCreated: null,
        TimeCreated_attributes: system.TimeCreated['#attributes'],
      },
    },
  };
}
