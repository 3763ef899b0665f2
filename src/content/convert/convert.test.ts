import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import { type Converted, convertContent } from './convert.ts';

const V4 = `# kept above
name: An Example
id: 5a1f2f6e-6f0e-4c55-9a04-0f6a3a1f0a11
version: 2
date: '2024-10-17'
author: Someone
type: TTP
status: production
description: A text.
datamodel:
- Endpoint
search: '| tstats count from datamodel=Endpoint.Processes by Processes.dest Processes.user | \`an_example_filter\`' # kept beside
how_to_implement: Somehow.
known_false_positives: None.
references: []
tags:
  analytic_story:
  - One
  - One
  asset_type: Endpoint
  confidence: 25
  impact: 50
  message: $user$ on $dest$
  mitre_attack_id:
  - T1003
  - T1003.001
  observable:
  - name: user
    type: User
    role:
    - Victim
  - name: dest
    type: Hostname
    role:
    - Victim
  - name: path
    type: Registry Key
    role:
    - Attacker
  - name: blob
    type: Container
    role:
    - Attacker
  product:
  - Splunk Enterprise
  required_fields:
  - _time
  security_domain: endpoint
tests:
- name: True Positive Test
  attack_data:
  - data: https://example.org/datasets/x.log
    source: s
    sourcetype: t
    update_timestamp: true
`;

function convert(text: string, to: 'v5' | 'v6', file = 'detections/endpoint/an_example.yml'): Converted {
  const folders = file.split('/').slice(0, -1);
  return convertContent({ text, file, folders, to, today: '2026-11-24' });
}

const said = ({ decisions }: Converted): readonly string[] =>
  decisions.map(({ kind, key, message }) => `${kind} ${key}: ${message}`);

describe('a detection of ESCU 4', () => {
  test('gets the risk that its observables come to, and loses what ESCU 5 does not know', () => {
    const result = convert(V4, 'v5');
    expect(result.text).toContain(`rba:
  message: $user$ on $dest$
  risk_objects:
    - field: user
      type: user
      score: 12
    - field: dest
      type: system
      score: 12
  threat_objects:
    - field: path
      type: registry_path
`);
    expect(said(result)).toEqual([
      'chosen rba.threat_objects: "path" of type registry key became registry_path',
      'dropped rba.threat_objects: "blob" is of type container, which no threat object can be',
      'changed rba: victims became risk objects with the score 12 (confidence × impact / 100), attackers threat objects',
      'chosen drilldown_searches: the two that its risk objects give',
      'dropped datamodel: the format has no such key',
      'dropped tags.mitre_attack_id: T1003: a sub-technique of it is named too',
      'changed tags.analytic_story: what it named twice it names once',
      'dropped tests.attack_data.update_timestamp: the format has no such key',
    ]);
  });

  test('keeps its comments and the way its search is written', () => {
    const { text } = convert(V4, 'v5');
    expect(text.startsWith('# kept above\nname: An Example\n')).toBe(true);
    expect(text).toContain("by Processes.dest Processes.user | `an_example_filter`' # kept beside\n");
  });

  test('goes to ESCU 6 in one step: the user is its finding, the system an intermediate one', () => {
    const result = convert(V4, 'v6');
    expect(result.text).toContain(`finding:
  title: $user$ on $dest$
  entity:
    field: user
    type: user
    score: 12
intermediate_findings:
  entities:
    - field: dest
      type: system
      score: 12
      message: $user$ on $dest$
`);
    expect(result.text).toContain("creation_date: '2024-10-17'\nmodification_date: '2024-10-17'\n");
    expect(result.text).toContain('category: endpoint\nsecurity_domain: endpoint\ntests:\n');
    expect(result.text).not.toContain('tags:');
  });
});

test.each([
  [
    'a TTP without a user',
    'type: User\n',
    'type: Hostname\n',
    'chosen finding.entity: "user", which has the highest score: there is no user',
  ],
  [
    'a message without a token',
    'message: $user$ on $dest$',
    'message: someone',
    'open finding.title: the message has no token, and at least one is needed',
  ],
  [
    'a message that opens a token',
    'message: $user$ on $dest$',
    'message: $user$ on $dest',
    'open finding.title: the message has an odd number of "$"',
  ],
  [
    'a test by hand',
    '  security_domain: endpoint\n',
    '  security_domain: endpoint\n  manual_test: needs a cloud\n',
    'changed tests: tested by hand: its tests are experimental and carry the reason',
  ],
])('%s', (_, from, to, expected) => {
  expect(said(convert(V4.replace(from, to), 'v6'))).toContain(expected);
});

test('what has the form already stays byte for byte', () => {
  const { text } = convert(V4, 'v5');
  const again = convert(text, 'v5');
  expect(again.text).toBe(text);
  expect(again.decisions).toEqual([]);
});

test('no way leads back', () => {
  const { text } = convert(V4, 'v6');
  const thrown = ((): unknown => {
    try {
      return convert(text, 'v5');
    } catch (error) {
      return error;
    }
  })();
  expect(thrown).toBeInstanceOf(Problem);
  expect(thrown).toMatchObject({
    code: 'CT030',
    message: 'the detection is of the form v6 already',
    details: { file: 'detections/endpoint/an_example.yml', hint: 'only later forms can be made' },
  });
});

test('a lookup finds its rows by its own name', () => {
  const lookup =
    'name: x\ndescription: X.\nfilename: y.csv\nmatch_type: WILDCARD(a), CIDR(b)\nmin_matches: "1"\ncase_sensitive_match: "false"\n';
  const result = convert(lookup, 'v5', 'lookups/x.yml');
  expect(result.text).toBe(
    'name: x\ndescription: X.\nlookup_type: csv\nmatch_type:\n  - WILDCARD(a)\n  - CIDR(b)\nmin_matches: 1\ncase_sensitive_match: false\n',
  );
  expect(said(result)).toEqual(['open filename: rename y.csv to x.csv: the file has the name of the YAML file']);
});

test('a macro of ESCU 6 has an identifier that depends on its name alone', () => {
  const macro = 'name: x_filter\ndefinition: search *\ndescription: A filter.\n';
  const result = convert(macro, 'v6', 'macros/x_filter.yml');
  expect(result.text).toMatch(
    /^name: x_filter\nid: [0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}\nversion: 1\ncreation_date: '2026-11-24'\n/,
  );
  expect(convert(macro, 'v6', 'macros/other_place.yml').text).toBe(result.text);
});

test('other kinds cannot be converted', () => {
  expect(() => convert('name: x\nsourcetype: y\n', 'v6', 'data_sources/x.yml')).toThrow(
    'a data source cannot be converted',
  );
});
