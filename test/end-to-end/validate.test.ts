import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, karst, scratchFolder } from './karst.ts';

const scratch = scratchFolder('validate');
const BROKEN = path.join(scratch.path, 'detections', 'broken.yml');
const CONFIG = path.join(scratch.path, 'karst.yml');

/** A field that the data model lacks: only a warning, where the search gives results all the same. */
const WARNED =
  '| tstats count values(Processes.destt) as dest from datamodel=Endpoint.Processes where Processes.user=ann';

const SOUND = '| tstats count from datamodel=Endpoint.Processes where Processes.user=ann by Processes.dest';

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
        type: 'Hunting',
        status: 'error',
        errors: [
          {
            code: 'SPL104',
            severity: 'error',
            message: 'unknown command "statz"',
            line: 12,
            column: 5,
            hint: 'the nearest command is "stats"',
          },
        ],
      },
      {
        file: 'detections/warned.yml',
        name: 'Warned',
        id: '0b8a7c1e-0000-4000-8000-000000000002',
        kind: 'detection',
        type: 'Hunting',
        status: 'ok',
        errors: [expect.objectContaining({ code: 'SPL204', severity: 'warning', line: 11, column: 25 })],
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
        '  at /detections/broken.yml:12:5',
        '  12 |   | statz count',
        '     |     ^^^^^',
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

  test('mends with --fix, says what, and checks what is left', async () => {
    const file = path.join(scratch.path, 'detections', 'mended.yml');
    const valid = detection('Mended', 3, SOUND);
    writeFileSync(file, valid.replace('status: production', 'status: Production # so far'));
    const args = ['validate', file, '--config', CONFIG, '--format', 'github'];
    const before = await karst([...args, '-q']);
    expect(before).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^::error file=.*mended\.yml,line=6,col=9,/),
    });
    const { exitCode, stdout, stderr } = await karst([...args, '--fix']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain(`mended ${file}:6: "status" of a detection must be`);
    expect(readFileSync(file, 'utf8')).toBe(valid.replace('status: production', 'status: production # so far'));
    rmSync(file);
  });

  test('refuses a check that does not exist, at its place in the configuration', async () => {
    const config = path.join(scratch.path, 'other.yml');
    writeFileSync(config, 'checks:\n  words-ment: off\n');
    const { exitCode, stdout, stderr } = await karst(['validate', BROKEN, '--config', config]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.replace(scratch.path, '')).toBe(
      [
        'error there is no check "words-ment" [CT007]',
        '  at /other.yml:2:3',
        '  2 |   words-ment: off',
        '    |   ^^^^^^^^^^',
        '  hint the nearest is "words-meant"',
        '',
      ].join('\n'),
    );
  });
});
