import type { Detection } from '../../../src/content/index.ts';
import type { DetectionOutcome, Finding, RunReport } from '../../../src/findings/index.ts';

const WRAPPER = {
  name: 'Process Writing DynamicWrapperX',
  id: 'b0a078e4-2601-11ec-9aec-acde48001122',
  version: 4,
  type: 'Hunting',
  file: 'detections/endpoint/process_writing_dynamicwrapperx.yml',
  security_domain: 'endpoint',
} as const satisfies Finding['detection'];

const HOSTILE = {
  name: 'A <b>bold</b> | `name` [x](http://evil.example) {0}',
  id: 'a',
  version: null,
  type: 'TTP',
  file: 'C:\\content\\a b#1.yml',
} as const satisfies Finding['detection'];

const PLAIN: Finding = {
  schema: 1,
  detection: WRAPPER,
  severity: 'high',
  risk_score: 80,
  risk_objects: [
    { field: 'user', type: 'user', value: 'kim', score: 80, message: 'm' },
    { field: 'dest', type: 'system', value: 'ws-07.corp.example', score: 80, message: 'm' },
  ],
  threat_objects: [{ field: 'process_name', type: 'process', value: 'wscript.exe' }],
  message: 'An instance of wscript.exe was identified on endpoint ws-07.corp.example.',
  mitre_attack_id: ['T1059', 'T1559.001'],
  analytic_story: ['Remcos'],
  first_time: '2024-10-17T09:12:44Z',
  last_time: '2024-10-17T09:12:46.5Z',
  result: { dest: 'ws-07.corp.example', user: 'kim', process_name: 'wscript.exe', count: 2 },
  events_total: 2,
  events: [
    {
      file: 'logs/a b.zip/ws-07#1.evtx',
      record: 148,
      time: 1729156364,
      host: 'ws-07.corp.example',
      source: 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational',
      sourcetype: 'XmlWinEventLog',
      raw: "<Event xmlns='x'>`a`</Event>",
    },
    { file: null, record: 1, time: 1729156366, host: 'h', source: 's', sourcetype: 'stash', raw: 'risk' },
  ],
};

/** Markup, quotes, control characters, a lone surrogate, formulas, links, mentions, multivalues, names of notables. */
const MARKUP: Finding = {
  schema: 1,
  detection: HOSTILE,
  severity: 'critical',
  risk_score: 100,
  risk_objects: [
    { field: 'user', type: 'user', value: "=cmd|' /C calc'!A0", score: 100, message: '' },
    { field: 'user', type: 'user', value: '</script><img src=x onerror=alert(1)>', score: 100, message: '' },
    { field: 'dest', type: 'system', value: '10.0.0.7', score: 50, message: '' },
    { field: 'dest', type: 'system', value: 'not a host | name', score: 50, message: '' },
  ],
  threat_objects: [
    { field: 'url', type: 'url', value: 'http://evil.example/a?b=1&c=<x>' },
    { field: 'file_path', type: 'file_path', value: 'C:\\Temp\\``x``.exe' },
    { field: 'file_hash', type: 'file_hash', value: 'd41d8cd98f00b204e9800998ecf8427e' },
    { field: 'parent', type: 'parent_process', value: '' },
    { field: 'odd', type: 'something else', value: '@octocat #1' },
  ],
  message: '=1+1 [click](http://evil.example) `x` ``y`` @octocat\r\n# heading | cell {0} \u202egpj.exe \u0000 \ud800',
  mitre_attack_id: ['T1078', 'T9999', 'nonsense'],
  analytic_story: ['Story, "quoted"'],
  first_time: null,
  last_time: null,
  result: {
    _time: '-',
    _raw: 'a,"b"\n\u001b[2J',
    host: 'h1',
    severity: 'low',
    dest_priority: 'critical',
    values: ['x', '=2', '|', ' '],
    '__proto__|`': '\u2028',
    empty: '',
  },
};

/** The same row twice, a value that is long, a time beyond what calendars of other systems reach. */
const LONG: Finding = {
  ...PLAIN,
  severity: 'informational',
  risk_objects: [],
  threat_objects: [],
  message: '',
  mitre_attack_id: [],
  analytic_story: [],
  first_time: '+275760-09-13T00:00:00Z',
  last_time: '+275760-09-13T00:00:00Z',
  result: { long: `${'`'.repeat(3)}${'x'.repeat(1200)}` },
};
const { events: _, events_total: __, ...WITHOUT_EVENTS } = LONG;

/** In the order of a hunt: by detection. */
export const FINDINGS: readonly Finding[] = [MARKUP, PLAIN, WITHOUT_EVENTS, WITHOUT_EVENTS];

const DETECTION: Detection = {
  generation: 'v5',
  file: WRAPPER.file,
  name: WRAPPER.name,
  id: WRAPPER.id,
  version: WRAPPER.version,
  type: WRAPPER.type,
  status: 'production',
  description: 'Finds [it](http://evil.example) {0}.\nSecond line.',
  references: ['https://example.com/a'],
  howToImplement: 'Collect Sysmon.',
  knownFalsePositives: 'None known.',
  drilldownSearches: [],
  search: 'index=*',
  searchSource: { fileText: '', start: 0, end: 0, style: 'plain' },
  dataSources: [],
  analyticStories: ['Remcos'],
  mitreAttackIds: ['T1059', 'T1559.001'],
  products: [],
  cves: [],
  tests: [],
  risk: { message: '', score: 80, severity: 'high', riskObjects: [], threatObjects: [], deploysRisk: false },
};

function outcome(more: Partial<Detection>, state: DetectionOutcome['state'], findings: number): DetectionOutcome {
  return { detection: { ...DETECTION, ...more }, state, findings, missing: [] };
}

export const REPORT: RunReport = {
  summary: {
    files: 2,
    bytes: 1000,
    events: 1234,
    sourcetypes: { XmlWinEventLog: 1234 },
    skipped: { 'damaged | file': 1 },
    cut: 0,
    timeless: 0,
    timeless_from: { previous: 0, file: 0, run: 0 },
    detections: {
      loaded: 5,
      ran: 4,
      without_candidates: 1,
      errors: [{ file: 'x.yml', name: 'Broken', code: 'SPL104', message: 'unknown command "st|at"' }],
    },
    findings: 4,
    seconds: { read: 1, detect: 1, total: 2 },
    peak_rss_mb: 100,
  },
  risk: [
    {
      type: 'user',
      value: '</td>|`kim`',
      score: 180,
      findings: 2,
      detections: [HOSTILE.name],
      techniques: [],
      tactics: [],
      first_time: null,
      last_time: null,
    },
  ],
  blind: { detections: 1, missing: ['Web.Web'] },
  detections: [
    outcome(
      { name: HOSTILE.name, file: HOSTILE.file, id: 'a', mitreAttackIds: ['T1078', 'T9999', 'nonsense'] },
      'fired',
      1,
    ),
    outcome({ name: 'Blind One', id: 'b', mitreAttackIds: ['T1059.001', 'T1059'] }, 'blind', 0),
    outcome({ name: 'Broken', id: 'c', mitreAttackIds: ['T1190'] }, 'failed', 0),
    outcome({ name: 'Clean One', id: 'd', mitreAttackIds: ['T1059.001'] }, 'ran', 0),
    outcome({}, 'fired', 3),
  ],
  now: 1735689600,
};
