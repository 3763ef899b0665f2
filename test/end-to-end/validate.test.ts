import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, karst, scratchFolder } from './karst.ts';

const scratch = scratchFolder('validate');
const BROKEN = path.join(scratch.path, 'detections', 'broken.yml');
const CONFIG = path.join(scratch.path, 'karst.yml');

/** A field that the data model lacks: only a warning, where the search gives results all the same. */
const WARNED =
  '| tstats count values(Processes.destt) as dest from datamodel=Endpoint.Processes where Processes.user=ann';

/** A hunting detection that its publisher would take. */
function detection(name: string, id: number, search: string): string {
  const filter = `${name.toLowerCase()}_filter`;
  return `name: ${name}
id: 0b8a7c1e-0000-4000-8000-00000000000${id}
version: 1
date: '2026-01-15'
author: Ann Example
status: production
type: Hunting
description: An example.
data_source: []
search: |-
  ${search}
  | \`${filter}\`
how_to_implement: Collect the events.
known_false_positives: None known.
references: []
tags:
  analytic_story: []
  asset_type: Endpoint
  product: [Splunk Enterprise]
  security_domain: endpoint
  manual_test: There is no recording.
`;
}

beforeAll(async () => {
  mkdirSync(path.dirname(BROKEN));
  writeFileSync(BROKEN, detection('Broken', 1, `${WARNED}\n  | statz count`));
  writeFileSync(path.join(scratch.path, 'detections', 'warned.yml'), detection('Warned', 2, WARNED));
  writeFileSync(CONFIG, 'checks:\n  references-checked: off\n');
  await ensureBuilt();
}, 120_000);
afterAll(scratch.remove);

describe('karst validate', () => {
  test('finds the built-in content valid', async () => {
    const { exitCode, stdout, stderr } = await karst(['validate', 'content/']);
    expect(exitCode).toBe(0);
    const files = JSON.parse(stdout) as { kind: string; status: string }[];
    expect(new Set(files.map(({ status }) => status))).toEqual(new Set(['ok']));
    expect(files.some(({ kind }) => kind === 'detection')).toBe(true);
    expect(stderr).toContain('all valid, ');
  });

  test('says in a JSON array what is wrong, and where, with exit code 1', async () => {
    const { exitCode, stdout, stderr } = await karst(['validate', scratch.path, '--config', CONFIG, '--quiet']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(JSON.parse(stdout)).toEqual([
      {
        file: 'detections/broken.yml',
        name: 'Broken',
        id: '0b8a7c1e-0000-4000-8000-000000000001',
        kind: 'detection',
        type: 'TTP',
        status: 'error',
        errors: [
          {
            code: 'SPL104',
            severity: 'error',
            message: 'unknown command "statz"',
            line: 6,
            column: 5,
            hint: 'the nearest command is "stats"',
          },
        ],
      },
      {
        file: 'detections/warned.yml',
        name: 'Warned',
        id: null,
        kind: 'detection',
        type: 'TTP',
        status: 'ok',
        errors: [expect.objectContaining({ code: 'SPL204', severity: 'warning', line: 3, column: 62 })],
      },
    ]);
  });

  test('shows the line with a caret in a table that fits the terminal', async () => {
    const { exitCode, stdout } = await karst(['validate', BROKEN, '--config', CONFIG, '--format', 'table', '-q'], {
      COLUMNS: '60',
    });
    expect(exitCode).toBe(1);
    expect(stdout.replace(scratch.path, '')).toBe(
      [
        'error unknown command "statz" [SPL104]',
        '  at /detections/broken.yml:6:5',
        '  6 |   | statz count',
        '    |     ^^^^^',
        '  hint the nearest command is "stats"',
        '',
      ].join('\n'),
    );
  });

  test('warnings alone are no reason to fail', async () => {
    const warned = path.join(scratch.path, 'detections', 'warned.yml');
    const { exitCode, stdout, stderr } = await karst(['validate', warned, '--config', CONFIG, '--format', 'table']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^warning .*Processes\.destt/);
    expect(stderr).toContain('all valid, 1 warning');
  });
});
