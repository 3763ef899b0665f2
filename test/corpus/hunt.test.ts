import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { drain, huntFindings } from '../../src/library/index.ts';
import { GAPS } from '../support/reference/cannot-run.ts';

const SHARED = path.resolve(import.meta.dirname, '../../../shared');
const CONTENT = path.join(SHARED, 'content');
const LOGS = path.join(SHARED, 'logs');

/** Takes minutes: `KARST_LONG=1 npx vitest run test/corpus/hunt.test.ts`. */
const IS_ASKED_FOR = (process.env['KARST_LONG'] ?? '') !== '';

describe.skipIf(!IS_ASKED_FOR || !existsSync(CONTENT) || !existsSync(LOGS))('all detections over all logs', () => {
  test('run, but for what is listed with its reason', async () => {
    let findings = 0;
    const { summary } = await drain(huntFindings({ logs: [LOGS], content: [CONTENT], now: 1_760_000_000 }), () => {
      findings++;
    });
    const failed = summary.detections.errors.map(({ file, code, message }) => ({
      name: path.basename(file, '.yml'),
      code: String(code),
      message,
    }));
    expect(failed.filter(({ name, code }) => GAPS[name]?.code !== code)).toEqual([]);
    expect(summary.detections.loaded).toBeGreaterThan(900);
    expect(findings).toBe(summary.findings);
  }, 3_600_000);
});
