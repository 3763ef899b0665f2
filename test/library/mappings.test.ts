import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hunt, type ParsedEvent, parse, type Row, search, validate } from '../../src/library/index.ts';
import type { Problem } from '../../src/shared/problem.ts';
import { useScratch } from '../support/scratch.ts';

const scratch = useScratch('mappings');
const { put } = scratch;

interface Reading {
  readonly logs: string;
  readonly name?: string;
  readonly sourcetype?: string;
  readonly source?: string;
}

/** The events of a log, read with the mapping; what cannot be used is thrown. */
async function eventsOf(mapping: string, { logs, name = 'a.log', ...given }: Reading): Promise<readonly ParsedEvent[]> {
  put('content/sources/a.yml', mapping);
  const onProblem = (problem: Problem): void => {
    throw problem;
  };
  const options = { logs: [put(`logs/${name}`, logs)], content: [path.join(scratch.folder(), 'content')], ...given };
  const events: ParsedEvent[] = [];
  for await (const event of parse({ ...options, explain: true, dataModels: true, onProblem })) events.push(event);
  return events;
}

const GATEWAY = `name: ACME gateway
sourcetype: acme:gateway
source: acme
host_field: device
recognise:
  text: '^\\d{4}-\\d\\d-\\d\\d \\S+ ACME-GW '
timestamp:
  format: '%Y-%m-%d %H:%M:%S'
  zone: Europe/Berlin
extract:
  - regex: 'ACME-GW (?<device>\\S+) (?<verdict>\\w+) (?<src>\\S+)->(?<dest>\\S+):(?<dest_port>\\d+)'
  - format: key_value
aliases:
  user: account
evals:
  bytes: bytes_in + bytes_out
  action: case(verdict=="PASS", "allowed", verdict=="DROP", "blocked")
  verdict: lower(verdict)
  bytes_in: null()
lookups:
  - ports port AS dest_port OUTPUT service AS app
event_types:
  - name: acme_traffic
    search: action=* NOT dest_port=0
    tags: [network, communicate]
`;

const LINES = [
  '2024-10-17 11:12:44 ACME-GW gw1 PASS 10.0.0.1->10.0.0.2:443 account=kim bytes_in=10 bytes_out=20',
  'Oct 17 09:00:00 web sshd[12]: Failed password for root from 10.0.0.9 port 22 ssh2',
  '2024-10-17 11:12:46 ACME-GW gw2 DROP 10.0.0.1->10.0.0.2:0',
  '',
].join('\n');

function putPorts(): void {
  put('content/lookups/ports.yml', 'name: ports\nfilename: ports.csv\n');
  put('content/lookups/ports.csv', 'port,service\n443,https\n22,ssh\n');
}

describe('a mapping', () => {
  test('gives an event its time, fields, event types, tags and datasets, in the order of Splunk', async () => {
    putPorts();
    const [first, second, third] = await eventsOf(GATEWAY, { logs: LINES });
    expect(first).toMatchObject({
      // 11:12:44 of summer in Berlin is 09:12:44 UTC.
      _time: Date.UTC(2024, 9, 17, 9, 12, 44) / 1000,
      _recognised: 'its text as the mapping "ACME gateway" says',
      host: 'gw1',
      source: 'acme',
      sourcetype: 'acme:gateway',
      user: 'kim',
      account: 'kim',
      bytes: '30',
      // No eval sees what another made.
      action: 'allowed',
      verdict: 'pass',
      app: 'https',
      eventtype: 'acme_traffic',
      tag: ['network', 'communicate'],
      date_hour: '11',
      _datasets: expect.arrayContaining(['Network_Traffic.All_Traffic', 'Network_Traffic.Allowed_Traffic']),
    });
    expect(first).not.toHaveProperty('bytes_in');
    expect(second).toMatchObject({ sourcetype: 'linux_secure' });
    expect(third).toMatchObject({ host: 'gw2', action: 'blocked', _datasets: [] });
    expect(third).not.toHaveProperty('eventtype');
  });

  test('serves searches and hunts', async () => {
    putPorts();
    put('content/sources/a.yml', GATEWAY);
    put(
      'content/detections/d.yml',
      'name: D\nid: 0b8a7c1e-0000-4000-8000-000000000001\ntype: Hunting\n' +
        'search: "| tstats count from datamodel=Network_Traffic by All_Traffic.app"\n',
    );
    const logs = [put('logs/a.log', LINES)];
    const content = [path.join(scratch.folder(), 'content')];
    const rows: Row[] = [];
    const spl = 'search sourcetype=acme:gateway | table user action app';
    for await (const row of search({ spl, logs, content })) rows.push(row);
    expect(rows).toEqual([{ action: 'blocked' }, { user: 'kim', action: 'allowed', app: 'https' }]);
    const { findings } = await hunt({ logs, content });
    expect(findings.map(({ result }) => result)).toEqual([{ 'All_Traffic.app': 'https', count: 1 }]);
  });

  test('keeps the order of the input over many batches', async () => {
    const mapping = `name: N\nsourcetype: n\nrecognise:\n  text: '^ours'\nevals:\n  m: n * 2\n`;
    const line = (n: number): string => `${n % 3 === 0 ? 'ours' : 'other'} 2024-10-17T00:00:00Z n=${n}\n`;
    const count = 7000;
    const events = await eventsOf(mapping, { logs: Array.from({ length: count }, (_, n) => line(n)).join('') });
    expect(events.map(({ n }) => Number(n))).toEqual(Array.from({ length: count }, (_, n) => n));
    const doubled = events.flatMap(({ m }) => (m === undefined ? [] : [Number(m)]));
    expect(doubled).toEqual(Array.from({ length: Math.ceil(count / 3) }, (_, at) => at * 6));
  });

  test('without rules in SPL opens no database', async () => {
    const [event] = await eventsOf("name: N\nsourcetype: n\nrecognise:\n  file: '*.LOG'\n", {
      logs: '2024-10-17T00:00:00Z a=1\n',
    });
    expect(event).toMatchObject({ sourcetype: 'n', a: '1', _recognised: 'its file as the mapping "N" says' });
  });
});

describe('rules in SPL', () => {
  const read = async (rules: string, logs: string) =>
    (await eventsOf(`name: N\nsourcetype: n\nsource: s\n${rules}`, { logs, sourcetype: 'n' }))[0] ?? {};

  test('event types by words of the text, by macros and by what every event has', async () => {
    put('content/macros/m.yml', 'name: tools\ndefinition: (mimikatz OR psexec)\n');
    const rules = `event_types:
  - {name: word, search: '"ran mimikatz"', tags: [a]}
  - {name: macro, search: '\`tools\` NOT user=system', tags: [a, b]}
  - {name: meta, search: 'source=s sourcetype=N index=main'}
  - {name: none, search: 'psexec', tags: [c]}
`;
    expect(await read(rules, '2024-10-17T00:00:00Z ran mimikatz user=kim\n')).toMatchObject({
      eventtype: ['word', 'macro', 'meta'],
      tag: ['a', 'b'],
    });
  });

  test('evals with several values, numbers, the time, and names that need quotes', async () => {
    const rules = `evals:
  parts: split(list, ",")
  ratio: round(a / b, 2)
  hour: strftime(_time, "%H")
  my.field: upper(list)
  list: null()
`;
    const event = await read(rules, '2024-10-17T09:00:00Z list="x,y" a=1 b=3\n');
    expect(event).toMatchObject({ parts: ['x', 'y'], ratio: '0.33', hour: '09', 'my.field': 'X,Y' });
    expect(event).not.toHaveProperty('list');
  });

  test('lookups: all columns, OUTPUTNEW, and one after the other', async () => {
    put('content/lookups/users.yml', 'name: users\nfilename: users.csv\n');
    put('content/lookups/users.csv', 'user,team,lead\nkim,red,ann\nann,blue,bob\n');
    const rules = 'lookups:\n  - users user\n  - users user AS lead OUTPUTNEW team AS lead_team, lead AS team\n';
    expect(await read(rules, '2024-10-17T09:00:00Z user=kim\n')).toMatchObject({
      team: 'red',
      lead: 'ann',
      lead_team: 'blue',
    });
  });

  test('regular expressions of evals do not hang', async () => {
    const rules = `evals:\n  x: if(match(_raw, "^(a+)+$"), 1, 0)\n`;
    expect(await read(rules, `2024-10-17T09:00:00Z ${'a'.repeat(60)}b\n`)).toMatchObject({ x: '0' });
  });
});

describe('recognition', () => {
  const KEYS = 'name: K\nsourcetype: k\nsource: kay\nrecognise:\n  keys: [device.id, verdict]\n';

  test('by the keys of JSON, dots lead into objects', async () => {
    const logs = '{"device":{"id":7},"verdict":"x"}\n{"device":7,"verdict":"x"}\n{"verdict":"x"}\n';
    const events = await eventsOf(KEYS, { logs });
    expect(events.map(({ sourcetype }) => sourcetype)).toEqual(['k', '_json', '_json']);
    expect(events[0]).toMatchObject({ 'device.id': '7', source: 'kay' });
  });

  test('by the name of the file, without folders and compression', async () => {
    const mapping = "name: N\nsourcetype: n\nrecognise:\n  file: 'acme-?.l*'\nevents:\n  begins: '^B'\n";
    for (const name of ['ACME-1.log', 'deep/acme-2.log.gz']) {
      const logs = 'B a=1\n c\nB a=2\n';
      const events = await eventsOf(mapping, { logs, name });
      expect(events.map(({ sourcetype, a }) => [sourcetype, a])).toEqual([
        ['n', '1'],
        ['n', '2'],
      ]);
      rmSync(path.join(scratch.folder(), 'logs'), { recursive: true });
    }
    expect(await eventsOf(mapping, { logs: '2024-10-17T00:00:00Z x\n', name: 'acme-10.log' })).toMatchObject([
      { sourcetype: 'generic_single_line' },
    ]);
  });

  test('not by the text of an <Event> of Windows, which is known', async () => {
    const logs =
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/>" +
      '<EventID>1</EventID><Channel>Security</Channel></System></Event>\n';
    const events = await eventsOf("name: N\nsourcetype: n\nrecognise:\n  text: 'Event'\n", { logs });
    expect(events).toMatchObject([{ sourcetype: 'XmlWinEventLog' }]);
  });

  test('the sourcetype that is given chooses the mapping, in any case of letters, and so does the source', async () => {
    for (const given of [{ sourcetype: 'K' }, { source: 'KAY' }]) {
      const [event] = await eventsOf(KEYS, { logs: 'x=1\n', ...given });
      expect(event?._recognised).toMatch(/^the source(type)? that was given$/);
    }
    const [event] = await eventsOf(KEYS, { logs: '{"device":{"id":7},"verdict":"x"}\n', sourcetype: 'other' });
    expect(event).toMatchObject({ sourcetype: 'other' });
  });
});

describe('extraction', () => {
  const withSteps = (steps: string): string => `name: N\nsourcetype: n\nextract:\n${steps}`;
  const read = async (steps: string, logs: string) =>
    (await eventsOf(withSteps(steps), { logs, sourcetype: 'n' }))[0] ?? {};

  test('regular expressions; a field that is there is kept', async () => {
    const steps = "  - regex: 'a=(?<x>\\d+)'\n  - regex: '(?<y>[a-z])=(?<x>\\d+)'\n    repeat: true\n";
    expect(await read(steps, 'a=1 b=2\n')).toMatchObject({ x: '1', y: ['a', 'b'] });
  });

  test('JSON inside a field', async () => {
    const steps = "  - regex: '(?<payload>\\{.*\\})'\n  - format: json\n    from: payload\n";
    expect(await read(steps, 'x {"a":{"b":[1,2]},"e":""}\n')).toMatchObject({ 'a.b{}': ['1', '2'], e: '' });
    expect(await read(steps, 'x {"a":}\n')).not.toHaveProperty('a');
    expect(await read(steps, `x {"a":${'['.repeat(600)}${']'.repeat(600)}}\n`)).toHaveProperty('payload');
  });

  test('pairs with delimiters of their own', async () => {
    const steps = "  - format: key_value\n    delimiter: '|'\n    assign: ':'\n";
    expect(await read(steps, 'user: kim b |path:"C:\\x"|none|:\n')).toMatchObject({ user: 'kim b', path: 'C:\\x' });
  });

  test('columns of a table without a header', async () => {
    const steps = "  - format: csv\n    delimiter: ';'\n    columns: [user, '', note]\n";
    const event = await read(steps, 'kim;x;"a;""b"""\n');
    expect(event).toMatchObject({ user: 'kim', note: 'a;"b"' });
  });

  test('columns that the first line names, with a delimiter that karst does not guess', async () => {
    const events = await eventsOf(
      "name: N\nsourcetype: n\nrecognise:\n  file: '*.tbl'\nextract:\n  - format: csv\n    delimiter: '~'\n",
      {
        logs: 'user~n\nkim~1\nann~2\n',
        name: 'x.tbl',
      },
    );
    expect(events).toMatchObject([
      { user: 'kim', n: '1' },
      { user: 'ann', n: '2' },
    ]);
  });
});

describe('events of lines', () => {
  const LOGS = 'BEGIN 1\n more\nBEGIN 2\n';
  const withBreaking = (events: string): string => `name: N\nsourcetype: n\nevents:\n  ${events}\n`;

  test.each([
    ["begins: '^BEGIN'", ['BEGIN 1\n more', 'BEGIN 2']],
    ['break: lines', ['BEGIN 1', ' more', 'BEGIN 2']],
    ['break: dated', ['BEGIN 1\n more\nBEGIN 2']],
  ])('%s', async (breaking, expected) => {
    const events = await eventsOf(withBreaking(breaking), { logs: LOGS, sourcetype: 'n' });
    expect(events.map(({ _raw }) => _raw)).toEqual(expected);
  });

  test('a file that looks like no log is read where its first event is recognised', async () => {
    const mapping = "name: N\nsourcetype: n\nrecognise:\n  text: '^BEGIN'\nevents:\n  begins: '^BEGIN'\n";
    const events = await eventsOf(mapping, { logs: LOGS });
    expect(events.map(({ sourcetype }) => sourcetype)).toEqual(['n', 'n']);
  });
});

describe('the time', () => {
  const TIME = Date.UTC(2024, 9, 17, 9, 12, 44) / 1000;
  const timeOf = async (rule: string, logs: string, more = '') => {
    const mapping = `name: N\nsourcetype: n\n${more}timestamp: {${rule}}\n`;
    return (await eventsOf(mapping, { logs, sourcetype: 'n' }))[0]?._time;
  };

  test.each([
    ['field: when', '{"at":"2020-01-01T00:00:00Z","when":"1729156364"}\n', ''],
    ["field: when, format: '%d.%m.%Y %H:%M:%S'", '{"when":"17.10.2024 09:12:44"}\n', ''],
    ["regex: 'end='", 'start=2020-01-01T00:00:00Z end=2024-10-17T09:12:44Z\n', ''],
    ["regex: 'end=(\\S+)', format: '%s'", 'start=2020-01-01T00:00:00Z end=1729156364\n', ''],
    ['zone: Asia/Kolkata', '2024-10-17 14:42:44 x\n', ''],
  ])('%s', async (rule, logs, more) => {
    expect(await timeOf(rule, logs, more)).toBe(TIME);
  });
});

describe('validate', () => {
  async function errorsOf(mapping: string) {
    putPorts();
    put('content/sources/a.yml', mapping);
    const { files } = await validate({ paths: [path.join(scratch.folder(), 'content')] });
    const found = files.find(({ kind }) => kind === 'source');
    return (found?.errors ?? []).map(({ code, line, column, message }) => [code, line, column, message]);
  }
  const HEAD = 'name: N\nsourcetype: n\n';

  test('a mapping that is right', async () => {
    expect(await errorsOf(GATEWAY)).toEqual([]);
  });

  test.each([
    ['an unknown key', 'evalz:\n  a: 1\n', ['CT003', 3, 1, 'a source has no key "evalz"']],
    [
      'an unknown key of a step',
      'extract:\n  - regexp: a\n',
      ['CT003', 4, 5, '"extract[0]" of a source has no key "regexp"'],
    ],
    [
      'keys that exclude each other',
      'host: a\nhost_field: b\n',
      ['CT003', 4, 1, '"host_field" excludes "host", in a source'],
    ],
    [
      'a key of another kind of step',
      "extract:\n  - format: json\n    delimiter: ','\n",
      ['CT003', 5, 5, '"delimiter" does not go with json, in a source'],
    ],
    ['a pattern', "extract:\n  - regex: 'a(b'\n", ['SPL115', 4, 14, expect.any(String)]],
    [
      'a pattern that takes for ever',
      "recognise:\n  text: '^(a+)+$'\n",
      ['SPL304', 4, expect.any(Number), expect.stringMatching(/^a pattern that may take for ever/)],
    ],
    ['a zone', 'timestamp:\n  zone: Mars/Olympus\n', ['EV001', 4, 9, 'there is no time zone "Mars/Olympus"']],
    ['an eval', 'evals:\n  a: lowr(b)\n', ['SPL107', 4, 6, expect.any(String)]],
    ['an eval that is more', 'evals:\n  a: 1 | delete\n', ['SPL105', 4, 8, expect.any(String)]],
    ['a lookup', 'lookups:\n  - portz port AS dest_port\n', ['SPL203', 4, 5, expect.any(String)]],
    [
      'a lookup that is more',
      'lookups:\n  - ports port | delete\n',
      ['SPL113', 4, expect.any(Number), expect.any(String)],
    ],
    ['a search', 'event_types:\n  - name: t\n    search: (a=1\n', ['SPL102', 5, 13, expect.any(String)]],
    ['a macro', 'event_types:\n  - name: t\n    search: "`gone` a=1"\n', ['SPL111', 5, 14, expect.any(String)]],
  ])('%s', async (_, rest, expected) => {
    expect(await errorsOf(HEAD + rest)).toEqual([expected]);
  });

  test('all of them', async () => {
    const errors = await errorsOf(`${HEAD}extract:\n  - regex: '('\nevals:\n  a: b(\n  c: d(\n`);
    expect(errors.map(([, line]) => line)).toEqual([4, 6, 7]);
  });
});

describe('what cannot be used', () => {
  test('costs itself alone, and is counted', async () => {
    put('content/sources/a.yml', 'name: A\nsourcetype: a\nevals:\n  x: b(\n');
    put('content/sources/b.yml', 'name: B\nsourcetype: b\nnope: 1\n');
    put('content/sources/c.yml', "name: C\nsourcetype: c\nrecognise:\n  text: 'c='\n");
    const reading = parse({
      logs: [put('a.log', '2024-10-17T00:00:00Z c=1\n')],
      content: [path.join(scratch.folder(), 'content')],
    });
    expect((await reading.next()).value).toMatchObject({ sourcetype: 'c' });
    expect((await reading.next()).value).toMatchObject({ brokenMappings: 2 });
  });

  test('is among the errors of a hunt', async () => {
    put('content/sources/a.yml', 'name: A\nsourcetype: a\nevals:\n  x: b(\n');
    const logs = [put('a.log', '2024-10-17T00:00:00Z c=1\n')];
    const { summary } = await hunt({ logs, content: [path.join(scratch.folder(), 'content')] });
    expect(summary.detections.errors).toMatchObject([{ file: expect.stringMatching(/a\.yml$/), code: 'SPL107' }]);
  });

  test('hostile events: no failure', async () => {
    const hostile = [
      'x',
      '{"a":',
      '{"a":1,"a":{"b":[]}}',
      '\0\0x=\0',
      'x="',
      '9'.repeat(5000),
      '=1 ,,,',
      '{}',
      '\ud800',
    ];
    const steps =
      "extract:\n  - regex: '(?<v>x=.*)'\n  - format: json\n  - format: key_value\n  - format: csv\n    columns: [p, q]\n";
    const mapping = `name: N\nsourcetype: n\n${steps}evals:\n  w: v . p\nevent_types:\n  - {name: t, search: 'w=* OR x'}\n`;
    const events = await eventsOf(mapping, { logs: `${hostile.join('\n')}\n`, sourcetype: 'n' });
    expect(events.length).toBeGreaterThanOrEqual(6);
  });
});
