import { expect, test } from 'vitest';
import type { Summary } from '../summary.ts';
import { plainPalette } from './palette.ts';
import { renderSummary } from './summary.ts';

const SUMMARY: Summary = {
  files: 412,
  bytes: 9_800_000_000,
  events: 1_204_551,
  sourcetypes: { XmlWinEventLog: 1_204_550, 'aws:cloudtrail': 1 },
  skipped: { 'damaged record': 3, 'file not recognised': 1, 'never seen': 0 },
  cut: 2,
  timeless: 1,
  timeless_from: { previous: 1, file: 0, run: 0 },
  detections: { loaded: 1613, ran: 1597, without_candidates: 1500, errors: [] },
  findings: 2,
  seconds: { read: 40, detect: 5.21, total: 46.26 },
  peak_rss_mb: 1200.4,
};

test('says what was read, ran and found', () => {
  expect(
    renderSummary(SUMMARY, {
      palette: plainPalette,
      risk: [
        { type: 'system', value: 'ws-07', score: 212, findings: 3 },
        { type: 'user', value: 'kim', score: 168, findings: 2 },
      ],
      blind: { detections: 412, missing: ['Security channel', 'CloudTrail'] },
    }),
  ).toBe(
    [
      '  RISK    ws-07 (system) 212   kim (user) 168   from TTP and Anomaly detections',
      '  READ    1,204,551 events of 2 sourcetypes in 412 files, 9.8 GB; 2 cut; 1 with the time from the event before; skipped: 3 damaged record, 1 file not recognised',
      '  RAN     1,597 of 1,613 detections; 2 findings in 46.3 s, 1,200 MB of memory',
      '  BLIND   412 detections had no events of their source: no Security channel, no CloudTrail',
      '',
    ].join('\n'),
  );
});

test('lists detections that could not run, and what controls the terminal as text', () => {
  const error = { file: 'd.yml', name: 'X\u001b', code: 'SPL301', message: 'karst does not run "fit"' };
  const errors = Array.from({ length: 22 }, () => error);
  const text = renderSummary(
    {
      ...SUMMARY,
      skipped: {},
      cut: 0,
      timeless: 0,
      timeless_from: { previous: 0, file: 0, run: 0 },
      detections: { ...SUMMARY.detections, errors },
    },
    { palette: plainPalette },
  );
  expect(text).toContain('9.8 GB; nothing skipped\n');
  expect(text).toContain('  RAN     1,597 of 1,613 detections, 22 could not;');
  expect(text.split('  ERROR   X\\x1b: karst does not run "fit" [SPL301] d.yml\n')).toHaveLength(21);
  expect(text).toContain('          and 2 more\n');
});

test('tells clean from blind, what was held back, and what would reach a threshold', () => {
  const entity = { type: 'system', value: 'ws-07', score: 212, first_reached: '2024-05-01T10:00:00Z', reached_by: [] };
  const text = renderSummary(
    {
      ...SUMMARY,
      unrecognised: 7,
      detections: { ...SUMMARY.detections, selected: 1600, fired: 2, clean: 1183, blind: 412 },
      throttled: 3,
      what_if: [
        { threshold: 120, window_seconds: 86_400, entities: [entity], timeless: 2, beyond: 0 },
        { threshold: 500, window_seconds: null, entities: [], timeless: 2, beyond: 1 },
      ],
    },
    { palette: plainPalette, blind: { detections: 412, missing: [] } },
  );
  const [first, second, read, ran, clean, blind] = text.split('\n');
  expect(first).toBe(
    '  WHAT IF 120 within 1d reached by ws-07 (system) 212 since 2024-05-01T10:00:00Z; 2 scores without a time left out',
  );
  expect(second).toBe('  WHAT IF 500 reached by nobody; 1 score not looked at');
  expect(read).toContain('9.8 GB; 7 of no source that karst knows; 2 cut');
  expect(ran).toMatch(/^ {2}RAN {5}1,597 of 1,600 detections selected of 1,613; 2 findings, 3 throttled in/);
  expect(clean).toBe('  CLEAN   1,183 detections ran over their data and found nothing');
  expect(blind).toBe('  BLIND   412 detections had no events of their source');
});
