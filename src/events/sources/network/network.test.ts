import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';
import { datasetRow } from '../../index.ts';

const EVE = {
  timestamp: '2024-10-17T09:12:44.500000+0000',
  flow_id: 1,
  src_ip: '198.51.100.7',
  src_port: 5,
  dest_ip: '192.0.2.1',
  dest_port: 80,
  proto: 'TCP',
};

describe('Suricata', () => {
  test('a request', () => {
    const http = {
      hostname: 'x.com',
      url: '/a?b=1',
      http_method: 'GET',
      http_user_agent: 'curl/8',
      status: 200,
      length: 7,
    };
    const event = eventOf(JSON.stringify({ ...EVE, event_type: 'http', http }));
    expect(event).toMatchObject({ time: 1729156364.5, sourcetype: 'suricata', datasets: ['Web.Web'] });
    expect(Object.fromEntries(datasetRow(event, 'Web.Web'))).toMatchObject({
      url: 'http://x.com/a?b=1',
      uri_path: '/a',
      uri_query: 'b=1',
      http_user_agent_length: '6',
      status: '200',
      src: '198.51.100.7',
      dest: '192.0.2.1',
    });
  });

  test.each([
    [
      'dns',
      { dns: { type: 'query', rrname: 'x.com', rrtype: 'A' } },
      'Network_Resolution.DNS',
      { query: 'x.com', record_type: 'A', message_type: 'Query' },
    ],
    [
      'tls',
      { tls: { subject: 'CN=x.com', issuerdn: 'CN=CA', version: 'TLS 1.2' } },
      'Certificates.SSL',
      { ssl_subject: 'CN=x.com', ssl_issuer_common_name: 'CA' },
    ],
    [
      'flow',
      { flow: { bytes_toserver: 3, bytes_toclient: 4, age: 9 }, app_proto: 'failed' },
      'Network_Traffic.All_Traffic',
      { bytes_out: '3', bytes_in: '4', app: 'unknown', transport: 'tcp' },
    ],
    [
      'alert',
      { alert: { signature: 'S', severity: 1, category: 'c', action: 'allowed' } },
      'Intrusion_Detection.IDS_Attacks',
      { signature: 'S', severity: 'high', category: 'c', action: 'allowed' },
    ],
  ])('%s', (type, more, dataset, expected) => {
    const event = eventOf(JSON.stringify({ ...EVE, event_type: type, ...more }));
    expect(event.datasets).toContain(dataset);
    expect(Object.fromEntries(datasetRow(event, dataset))).toMatchObject(expected);
  });
});

describe('Zeek', () => {
  test('a connection in JSON', () => {
    const conn = {
      ts: 1729156364.5,
      uid: 'C1',
      'id.orig_h': '198.51.100.7',
      'id.orig_p': 5,
      'id.resp_h': '192.0.2.1',
      'id.resp_p': 443,
      proto: 'tcp',
      conn_state: 'REJ',
      orig_bytes: 3,
      resp_bytes: 4,
    };
    const event = eventOf(JSON.stringify(conn));
    expect(event).toMatchObject({ time: 1729156364.5, sourcetype: 'zeek:conn:json' });
    expect(Object.fromEntries(datasetRow(event, 'Network_Traffic.All_Traffic'))).toMatchObject({
      src: '198.51.100.7',
      dest_port: '443',
      action: 'blocked',
      bytes: '7',
    });
  });

  test('a request for a name in a table', () => {
    const names = ['ts', 'uid', 'id.orig_h', 'query', 'qtype_name', 'rcode_name', 'answers'];
    const header = { kind: 'zeek', separator: '\t', names, log: 'dns' } as const;
    const event = eventOf('1729156364.5\tC1\t::1\tx.com\tA\tNOERROR\t192.0.2.1', {}, header);
    expect(event).toMatchObject({ time: 1729156364.5, sourcetype: 'zeek:dns', datasets: ['Network_Resolution.DNS'] });
    expect(event.fields.get('answer')).toBe('192.0.2.1');
  });

  test('a log that is named is not guessed', () => {
    const event = eventOf('{"ts":1,"x":2}', { sourcetype: 'bro:http:json' });
    expect(event.datasets).toEqual(['Web.Web']);
  });
});

test('Stream', () => {
  const flow = {
    endtime: '2024-10-17T09:12:45Z',
    timestamp: '2024-10-17T09:12:44Z',
    protocol_stack: 'ip:tcp:http',
    site: 'x.com:8080',
    uri: '/a',
    src_ip: '::1',
    dest_ip: '::2',
  };
  const event = eventOf(JSON.stringify(flow));
  expect(event).toMatchObject({ time: 1729156364, source: 'stream:http', sourcetype: 'stream:http' });
  expect(event.datasets).toEqual(['Web.Web']);
  const tcp = eventOf(JSON.stringify({ ...flow, protocol_stack: 'ip:tcp' }));
  expect(tcp.datasets).toContain('Network_Traffic.All_Traffic');
  expect([event.fields.get('url'), event.fields.get('url_domain')]).toEqual(['http://x.com:8080/a', 'x.com']);
});

test('whatever stands in an event, nothing is thrown', () => {
  const keys = [
    'event_type',
    'http',
    'dns',
    'tls',
    'alert',
    'flow',
    'ts',
    'uid',
    'endtime',
    'protocol_stack',
    '_path',
    'conn_state',
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (more) => {
      eventOf(JSON.stringify({ ...EVE, ...more }));
    }),
  );
});
