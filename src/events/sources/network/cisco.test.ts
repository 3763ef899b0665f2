import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';
import { datasetRow, type LogEvent } from '../../index.ts';

function fields(event: LogEvent): Record<string, unknown> {
  return Object.fromEntries(event.fields);
}

describe('IOS', () => {
  test('a port that a violation disabled', () => {
    const event = eventOf(
      'Mar  5 09:18:29 sw1 123: *Mar  5 09:18:28.123: %PM-4-ERR_DISABLE: psecure-violation error detected on Gi1/0/1, putting Gi1/0/1 in err-disable state',
    );
    expect(event).toMatchObject({ sourcetype: 'cisco:ios', host: 'sw1' });
    expect(fields(event)).toMatchObject({
      facility: 'PM',
      severity_id: '4',
      severity: 'warning',
      mnemonic: 'ERR_DISABLE',
      disable_cause: 'psecure-violation',
      src_int_prefix_long: 'GigabitEthernet',
      src_int_suffix: '1/0/1',
      src_interface: 'GigabitEthernet1/0/1',
      action: 'blocked',
    });
    expect(event.fields.get('eventtype')).toContain('cisco_ios');
  });

  test.each([
    [
      '<187>45: sw1: %PORT_SECURITY-2-PSECURE_VIOLATION: Security violation occurred, caused by MAC address 0011.2233.4455 on port GigabitEthernet1/0/2.',
      { facility: 'PORT_SECURITY', src_mac: '0011.2233.4455', src_int_suffix: '1/0/2', action: 'blocked' },
    ],
    [
      '%DHCP_SNOOPING-5-DHCP_SNOOPING_UNTRUSTED_PORT: DHCP_SNOOPING drop message on untrusted port, message type: DHCPOFFER, MAC sa: 0023.ebb1.c8c5',
      { facility: 'DHCP_SNOOPING', message_type: 'DHCPOFFER', src_mac: '0023.ebb1.c8c5' },
    ],
    [
      '%SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: kim] [Source: 10.0.0.7] [localport: 22] [Reason: x]',
      { user: 'kim', src: '10.0.0.7', action: 'failure' },
    ],
    ['%SYS-5-CONFIG_I: Configured from console by kim on vty0 (10.0.0.7)', { mnemonic: 'CONFIG_I', user: 'kim' }],
  ])('%s', (text, expected) => {
    expect(fields(eventOf(text))).toMatchObject(expected);
  });
});

describe('ASA', () => {
  const event = eventOf(
    'Mar  5 2024 09:18:29 fw1 : %ASA-6-302013: Built outbound TCP connection 17 for outside:203.0.113.9/443 (203.0.113.9/443) to inside:10.0.0.7/50123 (198.51.100.1/50123)',
  );

  test('a connection from the inside', () => {
    expect(event).toMatchObject({ sourcetype: 'cisco:asa', host: 'fw1', time: Date.UTC(2024, 2, 5, 9, 18, 29) / 1000 });
    expect(Object.fromEntries(datasetRow(event, 'Network_Traffic.All_Traffic'))).toMatchObject({
      src: '10.0.0.7',
      src_port: '50123',
      dest: '203.0.113.9',
      dest_port: '443',
      transport: 'tcp',
      action: 'allowed',
    });
  });

  test.each([
    [
      '%ASA-6-302014: Teardown TCP connection 17 for outside:203.0.113.9/443 to inside:10.0.0.7/50123 duration 0:01:05 bytes 2048 TCP FINs',
      { bytes: '2048', duration: '65', action: 'teardown', src: '203.0.113.9' },
    ],
    [
      '%ASA-4-106023: Deny tcp src outside:203.0.113.9/51000 dst inside:10.0.0.7/22 by access-group "acl" [0x0, 0x0]',
      { src: '203.0.113.9', dest: '10.0.0.7', dest_port: '22', action: 'blocked', transport: 'tcp' },
    ],
    [
      '%ASA-6-106100: access-list acl permitted tcp inside/10.0.0.7(50123) -> outside/203.0.113.9(443) hit-cnt 1 first hit [0x1, 0x0]',
      { rule: 'acl', src: '10.0.0.7', dest_port: '443', action: 'allowed' },
    ],
    [
      '%ASA-2-106001: Inbound TCP connection denied from 203.0.113.9/51000 to 10.0.0.7/22 flags SYN on interface outside',
      { src: '203.0.113.9', dest: '10.0.0.7', action: 'blocked' },
    ],
    [
      '%ASA-6-113004: AAA user authentication Successful : server =  10.0.0.2 : user = kim',
      { user: 'kim', action: 'success' },
    ],
    [
      '%ASA-6-605004: Login denied from 10.0.0.7/50123 to inside:10.0.0.1/ssh for user "kim"',
      { user: 'kim', src: '10.0.0.7', dest: '10.0.0.1', action: 'failure' },
    ],
    ["%ASA-5-111008: User 'kim' executed the 'no logging' command.", { user: 'kim', command: 'no logging' }],
  ])('%s', (text, expected) => {
    expect(fields(eventOf(text))).toMatchObject(expected);
  });

  test('a login is a row of Authentication', () => {
    const login = eventOf('%ASA-6-113005: AAA user authentication Rejected : reason = x : server = 1 : user = kim');
    expect(login.datasets).toContain('Authentication.Failed_Authentication');
  });
});

describe('Secure Firewall', () => {
  test('a connection in named values', () => {
    const event = eventOf(
      '2024-03-05T09:18:29Z fw2 : %FTD-6-430003: EventPriority: Low, SrcIP: 10.0.0.7, DstIP: 203.0.113.9, SrcPort: 50123, DstPort: 443, Protocol: tcp, AccessControlRuleAction: Allow, AccessControlRuleName: web, all, InitiatorBytes: 10, ResponderBytes: 20, URL: https://x.example/a: b',
    );
    expect(event).toMatchObject({ sourcetype: 'cisco:ftd', host: 'fw2' });
    expect(Object.fromEntries(datasetRow(event, 'Network_Traffic.All_Traffic'))).toMatchObject({
      src: '10.0.0.7',
      dest: '203.0.113.9',
      dest_port: '443',
      transport: 'tcp',
      action: 'allowed',
      rule: 'web, all',
      bytes_in: '20',
      bytes_out: '10',
    });
    expect(event.fields.get('url')).toBe('https://x.example/a: b');
  });

  test('an intrusion, also from the streamer', () => {
    const text =
      '%FTD-1-430001: SrcIP: 10.0.0.7, DstIP: 10.0.0.8, DstPort: 80, Protocol: tcp, InlineResult: Blocked, Message: "MALWARE x", SID: 7, Classification: Trojan';
    expect(Object.fromEntries(datasetRow(eventOf(text), 'Intrusion_Detection.IDS_Attacks'))).toMatchObject({
      signature: 'MALWARE x',
      action: 'blocked',
      src: '10.0.0.7',
      dest: '10.0.0.8',
    });
    const streamed = eventOf('EventType=IntrusionEvent InitiatorIP=10.0.0.7 ResponderIP=10.0.0.8 SignatureID=7', {
      sourcetype: 'cisco:sfw:estreamer',
    });
    expect(fields(streamed)).toMatchObject({ src: '10.0.0.7', dest: '10.0.0.8', signature_id: '7' });
    expect(streamed.datasets).toContain('Intrusion_Detection.IDS_Attacks');
  });
});

describe('Umbrella', () => {
  test('a query that was blocked', () => {
    const event = eventOf(
      '"2024-03-05 09:18:29","kim","kim,office","10.0.0.7","198.51.100.1","Blocked","1 (A)","NOERROR","evil.example.","Malware","AD Users","AD Users,Networks","Malware"',
    );
    expect(event).toMatchObject({ sourcetype: 'cisco:umbrella:dns', time: Date.UTC(2024, 2, 5, 9, 18, 29) / 1000 });
    expect(Object.fromEntries(datasetRow(event, 'Network_Resolution.DNS'))).toMatchObject({
      query: 'evil.example',
      record_type: 'A',
      src: '10.0.0.7',
    });
    expect(fields(event)).toMatchObject({ action: 'blocked', user: 'kim', category: 'Malware' });
  });

  test('a request through the proxy', () => {
    const event = eventOf(
      '"2024-03-05 09:18:29","kim","10.0.0.7","198.51.100.1","203.0.113.9","text/html","ALLOWED","https://x.example/a","","curl/8","200","10","20"',
    );
    expect(Object.fromEntries(datasetRow(event, 'Web.Web'))).toMatchObject({
      url: 'https://x.example/a',
      src: '10.0.0.7',
      dest: '203.0.113.9',
      status: '200',
      http_user_agent: 'curl/8',
      action: 'allowed',
    });
  });
});

describe('Duo', () => {
  test('a sign-in that was refused', () => {
    const event = eventOf(
      '{"access_device":{"ip":"10.0.0.7"},"application":{"name":"VPN"},"factor":"duo_push","result":"denied","reason":"user_marked_fraud","txid":"t","user":{"name":"kim"},"timestamp":1709630309}',
    );
    expect(event).toMatchObject({ sourcetype: 'cisco:duo:authentication', time: 1709630309 });
    expect(Object.fromEntries(datasetRow(event, 'Authentication.Authentication'))).toMatchObject({
      user: 'kim',
      src: '10.0.0.7',
      app: 'VPN',
      action: 'failure',
      reason: 'user_marked_fraud',
    });
  });

  test('what an administrator did', () => {
    const event = eventOf(
      '{"action":"user_delete","username":"adm","object":"kim","description":"{}","isotimestamp":"2024-03-05T09:18:29+00:00"}',
    );
    expect(fields(event)).toMatchObject({
      action: 'deleted',
      vendor_action: 'user_delete',
      user: 'adm',
      object: 'kim',
    });
    expect(event.datasets).toContain('Change.All_Changes');
  });
});

test('Isovalent: a process is a row of Endpoint.Processes', () => {
  const process = { exec_id: 'e1', pid: 42, binary: '/usr/bin/curl', arguments: '-s x', pod: { name: 'cart-1' } };
  const parent = { exec_id: 'e0', pid: 1, binary: '/bin/sh' };
  const event = eventOf(
    JSON.stringify({ process_exec: { process, parent }, node_name: 'n1', time: '2024-03-05T09:18:29Z' }),
  );
  expect(event).toMatchObject({ sourcetype: 'cisco:isovalent:processExec', host: 'n1', time: 1709630309 });
  expect(Object.fromEntries(datasetRow(event, 'Endpoint.Processes'))).toMatchObject({
    process: '/usr/bin/curl -s x',
    process_name: 'curl',
    process_id: '42',
    process_guid: 'e1',
    parent_process: '/bin/sh',
    parent_process_name: 'sh',
    dest: 'n1',
  });
});

test('SD-WAN: a message of a device', () => {
  const text = 'Mar  5 09:18:29 e1 V[1]: %Viptela-e1-v-6-INFO-1: control-connection-state-change new-state:up';
  expect(eventOf(text)).toMatchObject({ sourcetype: 'cisco:sdwan:syslog', source: '/var/log/vsyslog' });
});

test('damaged messages: nothing is thrown', () => {
  const pieces = fc.constantFrom(
    '%ASA-6-302013: ',
    'Built inbound TCP connection 1 for a:1/2 (',
    '%PM-4-ERR_DISABLE: ',
    'Gi1/0',
    '\u0000',
    'SrcIP: ',
    ', ',
    '%FTD-1-430001: ',
    '"',
    '-1',
    '99999999999999999999',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 10 }), (parts) => {
      expect(eventOf(`x${parts.join('')}`, { sourcetype: 'cisco:asa' }).sourcetype).toBe('cisco:asa');
      expect(eventOf(`x${parts.join('')}`, { sourcetype: 'cisco:ios' }).sourcetype).toBe('cisco:ios');
    }),
  );
});

test.each([
  ['%ASA-6-302013: ', 'Built outbound TCP connection 1 for outside:1/2 ('],
  ['%FTD-6-430003: ', 'A: b, '],
  ['%ASA-6-113039: ', 'Group <a> User '],
  ['', '%ASA-6-'],
  ['%PM-4-ERR_DISABLE: ', 'GigabitEthernet'],
])('a megabyte of %s%s takes no time', (head, piece) => {
  const start = performance.now();
  eventOf(head + piece.repeat(2 ** 20 / piece.length));
  expect(performance.now() - start).toBeLessThan(3000);
});
