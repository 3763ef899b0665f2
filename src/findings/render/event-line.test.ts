import { expect, test } from 'vitest';
import type { Finding, FindingEvent } from '../finding.ts';
import { eventLine } from './event-line.ts';
import { FORMATS } from './formats.ts';
import { plainPalette } from './palette.ts';

function event(raw: string, file: string | null = '/logs/a.zip/b.log', record = 7): FindingEvent {
  return { file, record, time: 1, host: 'h', source: 's', sourcetype: 't', raw };
}

const SYSMON =
  "<Event xmlns='http://x'><System><EventID>1</EventID></System><EventData><Data Name='RuleName'>-</Data>" +
  "<Data Name='ProcessGuid'>{3AC10C20-F7D3-6710-F500-000000001200}</Data><Data Name='Image'>C:\\a.exe</Data>" +
  "<Data Name='CommandLine'>a &amp; b</Data></EventData></Event>";

test.each([
  [event('some text'), 'b.log:7  some text'],
  [event('x', 'C:\\logs\\c.evtx', 1), 'c.evtx:1  x'],
  [event('{"risk_object":"a"}', null, 2), 'this run:2  {"risk_object":"a"}'],
  [event(SYSMON), 'b.log:7  EventID=1 Image=C:\\a.exe CommandLine=a &amp; b'],
  [event('<Event xmlns="x"><System/></Event>'), 'b.log:7  <Event xmlns="x"><System/></Event>'],
])('an event in one line: %#', (given, line) => {
  expect(eventLine(given)).toBe(line);
});

test('a long event is cut', () => {
  expect(eventLine(event('x'.repeat(1e6))).length).toBeLessThan(1100);
});

const FINDING: Finding = {
  schema: 1,
  detection: { name: 'X', id: null, version: null, type: 'TTP', file: 'x.yml' },
  severity: 'low',
  risk_score: 1,
  risk_objects: [],
  threat_objects: [],
  message: 'Seen.',
  mitre_attack_id: [],
  analytic_story: [],
  first_time: null,
  last_time: null,
  result: {},
};

test('a table shows three events of a detection, each once and safe for a terminal', () => {
  const renderer = FORMATS.table.findings({ width: 60, palette: plainPalette });
  const some = (...raws: readonly string[]) => raws.map((raw, at) => event(raw, 'a.log', at + 1));
  renderer.write({ ...FINDING, events: some('one', 'two\u001b[31m') });
  renderer.write({ ...FINDING, events: some('one', 'two\u001b[31m', 'y'.repeat(99), 'four') });
  const lines = renderer.end().split('\n');
  expect(lines.map((line) => line.trim()).slice(2, 6)).toEqual([
    'Seen.',
    'a.log:1  one',
    expect.stringMatching(/^a\.log:2 {2}two\P{Cc}+$/u),
    expect.stringMatching(/^a\.log:3 {2}y+…$/),
  ]);
  expect(Math.max(...lines.map(({ length }) => length))).toBe(60);
});

test('CSV counts events where they were asked for, and has no number where they are not known', () => {
  const csv = FORMATS.csv.findings({ width: 60, palette: plainPalette, hasEvents: true });
  const text = csv.write({ ...FINDING, events_total: 1000, events: [event('x')] }) + csv.write(FINDING);
  expect(text.split('\r\n').map((line) => line.split(',').at(-1))).toEqual(['events', '1000', '', '']);
});
