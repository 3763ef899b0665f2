import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../test/support/event-of.ts';
import { readRecord } from '../../inputs/index.ts';
import { datasetRow } from '../cim/row.ts';
import { unwrapRecord } from '../envelopes.ts';
import type { LogEvent } from '../event.ts';
import { createNormaliser } from '../normalise.ts';
import { type RiskContext, riskRecords } from '../risk/risk-events.ts';
import type { WrittenFinding } from '../risk/written-finding.ts';

const FINDING: WrittenFinding = {
  detection: { name: 'Detect X', type: 'TTP' },
  severity: 'high',
  risk_objects: [
    { type: 'system', value: 'WS-07', score: 80, message: 'X on WS-07.' },
    { type: 'user', value: 'kim', score: 56, message: 'X by kim.' },
  ],
  threat_objects: [
    { type: 'process_name', value: 'x.exe' },
    { type: 'ip_address', value: '10.1.2.3' },
  ],
  mitre_attack_id: ['T1003.001', 'T1537'],
  analytic_story: ['Credential Dumping', 'Remcos'],
  first_time: '2024-10-17T09:12:44Z',
  last_time: '2024-10-17T09:12:46.5Z',
  result: { dest: 'WS-07', user: 'kim', count: 2, source: 'Sysmon', process: ['a', 'b'], _time: 7, EventID: '1' },
};

const TIME = Date.UTC(2024, 9, 17, 9, 12, 46, 500) / 1000;

function eventsOf(finding: WrittenFinding, context?: RiskContext): readonly LogEvent[] {
  const normalise = createNormaliser({ now: 0 });
  return [...riskRecords([finding], context)].map((record) => normalise(record, 'x'));
}

/** As a file of findings is read. */
function eventsOfFile(text: string): readonly LogEvent[] {
  const normalise = createNormaliser({ now: 0 });
  return unwrapRecord(readRecord(text, 0)).map((record) => normalise(record, 'findings.jsonl'));
}

function written(finding: object): string {
  return JSON.stringify({ schema: 1, ...finding });
}

describe('the risk of a finding', () => {
  test('is an event of the risk index for each risk object', () => {
    const [first, second, ...others] = eventsOf(FINDING);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      time: TIME,
      index: 'risk',
      source: 'ESCU - Detect X - Rule',
      sourcetype: 'stash',
      datasets: ['Risk.All_Risk'],
    });
    expect(first && Object.fromEntries(first.fields)).toMatchObject({
      search_name: 'ESCU - Detect X - Rule',
      risk_object: 'WS-07',
      risk_object_type: 'system',
      normalized_risk_object: 'ws-07',
      risk_score: '80',
      calculated_risk_score: '80',
      risk_factor_add: '0',
      risk_factor_mult: '1',
      risk_message: 'X on WS-07.',
      severity: 'high',
      eventtype: 'risk',
      tag: 'risk',
    });
    expect(second?.fields.get('risk_object')).toBe('kim');
    expect(second?.fields.get('risk_score')).toBe('56');
  });

  test('carries the annotations of its detection', () => {
    const [event] = eventsOf(FINDING, { securityDomain: 'endpoint' });
    expect(event && Object.fromEntries(event.fields)).toMatchObject({
      analyticstories: ['Credential Dumping', 'Remcos'],
      'annotations._all': [
        ...['Credential Dumping', 'Remcos', 'CIS 10', 'Actions on Objectives', 'Exploitation'],
        ...['T1003.001', 'T1537', 'DE.CM'],
      ],
      'annotations._frameworks': ['analytic_story', 'cis20', 'kill_chain_phases', 'mitre_attack', 'nist'],
      'annotations.analytic_story': ['Credential Dumping', 'Remcos'],
      'annotations.cis20': 'CIS 10',
      'annotations.kill_chain_phases': ['Actions on Objectives', 'Exploitation'],
      'annotations.mitre_attack': ['T1003.001', 'T1537'],
      'annotations.mitre_attack.mitre_technique_id': ['T1003.001', 'T1537'],
      'annotations.mitre_attack.mitre_technique': ['LSASS Memory', 'Transfer Data to Cloud Account'],
      'annotations.mitre_attack.mitre_tactic': ['credential-access', 'exfiltration'],
      'annotations.mitre_attack.mitre_tactic_id': ['TA0006', 'TA0010'],
      'annotations.nist': 'DE.CM',
      threat_object: ['x.exe', '10.1.2.3'],
      threat_object_type: ['process_name', 'ip_address'],
    });
  });

  test('carries the fields of the row, those of events under other names', () => {
    const [event] = eventsOf(FINDING);
    expect(event && Object.fromEntries(event.fields)).toMatchObject({
      dest: 'WS-07',
      count: '2',
      process: ['a', 'b'],
      orig_source: 'Sysmon',
      EventID: '1',
    });
    expect(event?.fields.has('_time')).toBe(false);
  });

  test('says what the search knows', () => {
    const search = { now: 1_729_200_000, earliest: 1_729_100_000.5 };
    const context = { description: 'Finds X.', securityDomain: 'network', search };
    const [event] = eventsOf({ ...FINDING, first_time: null, last_time: null }, context);
    expect(event?.time).toBe(1_729_200_000);
    expect(event && Object.fromEntries(event.fields)).toMatchObject({
      savedsearch_description: 'Finds X.',
      security_domain: 'network',
      'annotations.cis20': 'CIS 13',
      info_min_time: '1729100000.500',
      info_max_time: '+Infinity',
      info_search_time: '1729200000.000',
    });
  });

  test('is a row of the model, with fields of the row that the model has', () => {
    const [event] = eventsOf(FINDING);
    const row = event && Object.fromEntries(datasetRow(event, 'Risk.All_Risk'));
    expect(row).toMatchObject({ risk_object: 'WS-07', dest: 'WS-07', user: 'kim', calculated_risk_score: '80' });
    expect(row).not.toHaveProperty('process');
  });

  test('is that of each finding of its detection', () => {
    const later = { ...FINDING, last_time: '2024-10-17T10:00:00Z', risk_objects: FINDING.risk_objects.slice(1) };
    const records = [...riskRecords([FINDING, { ...FINDING, risk_objects: [] }, later])];
    expect(records.map(({ value }) => [value['risk_object'], value['orig_time']])).toEqual([
      ['WS-07', String(TIME)],
      ['kim', String(TIME)],
      ['kim', String(Date.UTC(2024, 9, 17, 10) / 1000)],
    ]);
  });

  test.each(['Hunting', 'Correlation', '', 'ttp'])('is none for the type %j', (type) => {
    expect([...riskRecords([{ ...FINDING, detection: { name: 'X', type } }])]).toEqual([]);
  });

  test('is the event of no other source, whatever the row holds', () => {
    const cloudtrail = { eventVersion: '1', eventSource: 'x.amazonaws.com', eventName: 'A', userIdentity: 'x' };
    const windows = { Event: { System: {} }, System: {}, winlog: {}, Channel: 'Security', EventID: 1 };
    for (const result of [cloudtrail, windows, { _raw: '{"Records":[{}]}' }, { risk_object: 'other', tag: 'x' }]) {
      const [event] = eventsOf({ ...FINDING, result });
      expect(event?.sourcetype).toBe('stash');
      expect(event?.fields.get('risk_object')).toBe('WS-07');
      expect(event?.fields.get('tag')).toBe('risk');
    }
  });
});

describe('a file of findings', () => {
  test('is the risk that they wrote', () => {
    const facts = (event: LogEvent) => [event.time, event.index, event.source, [...event.fields]];
    const fromFile = eventsOfFile(written(FINDING));
    expect(fromFile.map(facts)).toEqual(eventsOf(FINDING).map(facts));
    expect(fromFile[0]?.reason).toBe('an event of the risk index');
  });

  test('a finding that writes no risk is an event of its own', () => {
    const [event, ...others] = eventsOfFile(written({ ...FINDING, detection: { name: 'Hunt', type: 'Hunting' } }));
    expect(others).toEqual([]);
    expect(event).toMatchObject({ time: TIME, index: 'main', sourcetype: 'karst:finding', source: 'findings.jsonl' });
    expect(event?.datasets).toEqual([]);
    expect(event?.fields.get('detection.name')).toBe('Hunt');
    expect(event?.fields.get('result.dest')).toBe('WS-07');
  });

  test('is told from an export of Splunk, whose results have the text of an event', () => {
    const [event] = eventsOfFile(written({ ...FINDING, result: { _raw: 'a text', dest: 'WS-07' } }));
    expect(event?.source).toBe('ESCU - Detect X - Rule');
  });

  const X = '{"schema":1,"detection":{"name":"X","type":"TTP"},"risk_objects":[';
  const OBJECT = '{"type":"t","value":"v","score":1,"message":"m"}';
  test.each([
    `${X}null,{"value":{}}],"result":{"a":[[[]]]}}`,
    `${X}],"result":{}}`,
    `${X}{"type":"","value":"","score":-1e308,"message":""}],"result":{"__proto__":1,"":2},"last_time":"+30000-01-01T00:00:00Z"}`,
    `${X}${OBJECT}],"result":{"a":${'['.repeat(100)}${']'.repeat(100)},"\\u0000":"\\u0000"},"last_time":"1601-01-01T00:00:00Z"}`,
    '{"search_name":7,"risk_object":{"a":1},"risk_object_type":null,"risk_score":[1e400,{}],"result":"x"}',
  ])('malformed: %s', (text) => {
    for (const event of eventsOfFile(text)) expect(event.raw().length).toBeGreaterThan(0);
  });
});

describe('an event of the risk index of Splunk', () => {
  // The format of summary indexes: Splunk, collect, and the risk adaptive response action.
  const STASH =
    '1729156366, search_name="Access - Brute Force - Rule", orig_time="1729156000", risk_object="kim", ' +
    'risk_object_type="user", risk_score="60.0", risk_message="a \\"b\\" c\\\\d", ' +
    'annotations.mitre_attack.mitre_tactic="collection", annotations.mitre_attack.mitre_tactic="exfiltration"';

  test('has the same fields', () => {
    const event = eventOf(STASH);
    expect(event).toMatchObject({
      time: 1_729_156_366,
      index: 'risk',
      source: 'Access - Brute Force - Rule',
      sourcetype: 'stash',
      datasets: ['Risk.All_Risk'],
    });
    expect(Object.fromEntries(event.fields)).toMatchObject({
      risk_object: 'kim',
      risk_message: 'a "b" c\\d',
      'annotations.mitre_attack.mitre_tactic': ['collection', 'exfiltration'],
    });
  });

  test.each([
    STASH.slice(0, 90),
    '1729156366, risk_object="',
    `1729156366, risk_object="${'\\'.repeat(10_000)}`,
    `1729156366, risk_object="x"${', a="'.repeat(10_000)}`,
    `1729156366, risk_object="x"${'a.'.repeat(50_000)}`,
    '99999999999.9, risk_object="\u0000", a=""',
  ])('malformed %#', (text) => {
    expect(() => [...eventOf(text).fields]).not.toThrow();
  });

  test('what the user says wins', () => {
    const given = { index: 'main', source: 'a', sourcetype: 'stash' };
    expect(eventOf(STASH, given)).toMatchObject({ ...given, datasets: ['Risk.All_Risk'] });
  });
});
