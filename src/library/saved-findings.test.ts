import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding } from '../findings/index.ts';
import { Problem } from '../shared/problem.ts';
import { drain } from './drain.ts';
import { type SavedFindingsOptions, savedFindings } from './saved-findings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'karst-saved-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FINDING: Finding = {
  schema: 1,
  detection: { name: 'X', id: 'x', version: 1, type: 'TTP', file: 'x.yml' },
  severity: 'high',
  risk_score: 80,
  risk_objects: [{ field: 'user', type: 'user', value: 'kim', score: 80, message: '' }],
  threat_objects: [],
  message: 'm',
  mitre_attack_id: ['T1059'],
  analytic_story: [],
  first_time: '2024-10-17T09:12:44Z',
  last_time: null,
  result: { user: 'kim', values: ['a', 'b\u2028c'], count: 2 },
};

const SUMMARY = {
  files: 2,
  bytes: 10,
  events: 5,
  sourcetypes: { a: 5 },
  skipped: {},
  cut: 0,
  timeless: 0,
  timeless_from: { previous: 0, file: 0, run: 0 },
  detections: {
    loaded: 3,
    ran: 2,
    without_candidates: 1,
    errors: [{ file: 'y.yml', name: 'Y', code: 'SPL104', message: 'unknown command' }],
  },
  findings: 9,
  seconds: { read: 1, detect: 1, total: 2 },
  peak_rss_mb: 1,
};

let files = 0;

function fileOf(text: string): string {
  const file = path.join(folder, `${++files}.jsonl`);
  writeFileSync(file, text);
  return file;
}

async function read(texts: readonly string[], options: Partial<SavedFindingsOptions> = {}) {
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  const asked = { files: texts.map(fileOf), now: 5, onProblem: (one: Problem) => void problems.push(one), ...options };
  const report = await drain(savedFindings(asked), (finding) => void findings.push(finding));
  return { findings, problems, report };
}

/** What went wrong. */
async function failure(texts: readonly string[], options: Partial<SavedFindingsOptions> = {}): Promise<Problem> {
  const failed = await read(texts, options).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed instanceof Problem) return failed;
  throw new Error('it did not fail', { cause: failed });
}

const LINE = JSON.stringify(FINDING);

describe('savedFindings', () => {
  test('gives findings as they were, and what they tell of the run', async () => {
    const { findings, report } = await read([`\ufeff${LINE}\r\n\n${LINE}`, `${LINE}\n`]);
    expect(findings).toEqual([FINDING, FINDING, FINDING]);
    expect(report.risk).toMatchObject([{ type: 'user', value: 'kim', score: 240, findings: 3 }]);
    expect(report).toMatchObject({ now: 5, badLines: 0, blind: { detections: 0, missing: [] } });
    expect(report.summary).toMatchObject({ findings: 3, files: 0 });
    expect(report.detections).toMatchObject([
      { state: 'fired', findings: 3, detection: { name: 'X', id: 'x', type: 'TTP', mitreAttackIds: ['T1059'] } },
    ]);
  });

  test('an empty file holds no finding', async () => {
    const { findings, report } = await read(['']);
    expect(findings).toEqual([]);
    expect(report.detections).toEqual([]);
  });

  test('knows from the summary what was read and what failed', async () => {
    const { report } = await read([LINE], { summary: fileOf(JSON.stringify(SUMMARY)) });
    expect(report.summary).toEqual({ ...SUMMARY, findings: 1 });
    expect(report.blind.detections).toBe(1);
    expect(report.detections.map(({ detection, state }) => [detection.name, state])).toEqual([
      ['X', 'fired'],
      ['Y', 'failed'],
    ]);
  });

  test('passes over lines that are no finding, and tells each', async () => {
    const wrong = [
      ['{', /^line 2 is not a finding: .*JSON/],
      ['[]', /it must be an object$/],
      [JSON.stringify({ ...FINDING, severity: 'bad' }), /severity must be one of informational, low/],
      [JSON.stringify({ ...FINDING, first_time: 'yesterday' }), /first_time must be a time in ISO 8601$/],
      [
        JSON.stringify({ ...FINDING, result: { a: { b: 1 } } }),
        /result\.a must be a text, a number or a list of texts$/,
      ],
      [JSON.stringify({ ...FINDING, detection: { ...FINDING.detection, type: 1 } }), /detection\.type must be one of/],
      [JSON.stringify({ ...FINDING, risk_objects: [{ field: 1 }] }), /risk_objects\[0\]\.field must be a text$/],
      [JSON.stringify({ ...FINDING, events: [{ file: 1 }] }), /events\[0\]\.file must be a text$/],
    ] as const;
    const { findings, problems, report } = await read([[LINE, ...wrong.map(([text]) => text), LINE].join('\n')]);
    expect(findings.length).toBe(2);
    expect(report.badLines).toBe(wrong.length);
    expect(problems.map(({ message }, index) => wrong[index]?.[1].test(message))).toEqual(wrong.map(() => true));
  });

  test('a file without any finding among its lines is refused', async () => {
    const problem = await failure([LINE, '{"a": 1}\n']);
    expect(problem.code).toBe('IN014');
    expect(problem.message).toBe('line 1 is not a finding: schema must be one of 1');
    expect(problem.details.file).toMatch(/\.jsonl$/);
    expect(problem.details.hint).toBe('give what karst hunt --format jsonl wrote');
  });

  test('so is a summary that is none', async () => {
    const summary = fileOf('{"files": "many"}');
    const problem = await failure([LINE], { summary });
    expect([problem.code, problem.message]).toEqual([
      'IN014',
      `${summary} is not the summary of a hunt: files must be a number`,
    ]);
    expect(problem.details.hint).toBe('name a file that karst hunt --summary wrote');
    expect((await failure([LINE], { summary: fileOf('{') })).code).toBe('IN014');
  });

  test('names what cannot be read', async () => {
    const file = path.join(folder, 'none.jsonl');
    const problem = await failure([], { files: [file] });
    expect(problem.code).toBe('IN001');
    expect(problem.message).toMatch(/^cannot read .*none\.jsonl: ENOENT/);
    expect((await failure([LINE], { summary: file })).code).toBe('IN001');
    expect((await failure([], { files: [folder] })).code).toBe('IN001');
  });
});
