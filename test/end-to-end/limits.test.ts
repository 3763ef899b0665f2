import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, karst, ROOT, scratchFolder, startKarst } from './karst.ts';

const scratch = scratchFolder('limits');
const log = path.join(ROOT, 'examples', 'logs', 'xmlwineventlog.log');
const temp = path.join(scratch.path, 'temp');
const findings = path.join(scratch.path, 'findings.jsonl');

beforeAll(async () => {
  await ensureBuilt();
  mkdirSync(temp);
  const { stdout } = await karst(['hunt', log, '-q']);
  writeFileSync(findings, stdout);
}, 120_000);
afterAll(scratch.remove);

const bin = path.join(ROOT, 'dist', 'cli', 'main.js');

/** Runs it where no file may become larger than some blocks of 512 or 1024 bytes, as on a disk that is full. */
async function karstInLittleRoom(blocks: number, args: readonly string[], stdout?: string) {
  const script = `ulimit -f ${blocks}; exec "$0" "$@"${stdout === undefined ? '' : ` > '${stdout}'`}`;
  const child = spawn('sh', ['-c', script, process.execPath, bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdout.resume();
  const [exitCode] = await once(child, 'close');
  return { exitCode, stderr };
}

describe.skipIf(process.platform === 'win32')('where there is no room', () => {
  test('for an output file, nothing stands under its name', async () => {
    const output = path.join(scratch.path, 'report.html');
    const before = readdirSync(scratch.path);
    const { exitCode, stderr } = await karstInLittleRoom(4, ['report', findings, '--output', output]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: [
        `error cannot write ${output}: the file may not grow any more here [CLI002]`,
        `  at ${output}`,
        '  hint free space there, or name a file on another disk',
        '',
      ].join('\n'),
    });
    expect(readdirSync(scratch.path)).toEqual(before);
  });

  test('for the last piece of standard output, the run fails', async () => {
    const file = path.join(scratch.path, 'rows.jsonl');
    const rows = '| makeresults count=500 | eval text="a text that is no shorter than some forty characters"';
    const { exitCode, stderr } = await karstInLittleRoom(20, ['search', rows], file);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: [
        'error cannot write to standard output: the file may not grow any more here [CLI002]',
        '  hint free space there, or write to another disk',
        '',
      ].join('\n'),
    });
  });

  test('for rows on their way to the database, the folder is named, and nothing stays in it', async () => {
    const args = ['search', 'index=main | stats values(*) as * by host', log, '--temp-dir', temp];
    const { exitCode, stderr } = await karstInLittleRoom(4, args);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: [
        `error the temporary folder ${temp} cannot be written: the file may not grow any more here [EN004]`,
        '  hint free space there, or name another folder with --temp-dir',
        '',
      ].join('\n'),
    });
    expect(readdirSync(temp)).toEqual([]);
  });
});

test('a detection that needs more memory than there is costs itself alone', { timeout: 120_000 }, async () => {
  const content = path.join(scratch.path, 'content');
  mkdirSync(content);
  const detections = {
    a_large: '| makeresults count=1500000 | streamstats count as n | eval t=sha256(n) | stats values(t) as t',
    b_small: '| makeresults | eval dest="ws-07"',
  };
  for (const [name, search] of Object.entries(detections))
    writeFileSync(path.join(content, `${name}.yml`), yaml(name, search));
  const summary = path.join(scratch.path, 'summary.json');
  const args = ['hunt', log, '--content', content, '--memory', '64MB', '--temp-dir', temp, '--summary', summary, '-q'];
  const { exitCode, stdout } = await karst(args);
  expect(exitCode).toBe(0);
  expect(jsonLines(stdout).map(({ detection }) => detection)).toEqual([expect.objectContaining({ name: 'b_small' })]);
  const { detections: told } = JSON.parse(readFileSync(summary, 'utf8'));
  expect(told.errors).toEqual([expect.objectContaining({ name: 'a_large', code: 'EN002' })]);
  expect(readdirSync(temp)).toEqual([]);
});

function yaml(name: string, search: string): string {
  return [
    `name: ${name}`,
    `id: 00000000-0000-4000-8000-${name.startsWith('a') ? '000000000001' : '000000000002'}`,
    'version: 1',
    "date: '2024-01-01'",
    'author: karst',
    'status: production',
    'type: Hunting',
    'description: A detection of a test.',
    `search: '${search.replaceAll("'", "''")}'`,
    'how_to_implement: none',
    'known_false_positives: none',
    'tags:',
    '  analytic_story: []',
    '  asset_type: Endpoint',
    '  mitre_attack_id: []',
    '  product: [Splunk Enterprise]',
    '  security_domain: endpoint',
    '',
  ].join('\n');
}

describe.skipIf(process.platform === 'win32')('a search that runs', () => {
  const long = '| makeresults count=200000000 | streamstats count as n | eval t=sha256(n) | stats dc(t)';

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('is ended by %s with %i, and its folder goes', async (signal, expected) => {
    const child = startKarst(['search', long, '--temp-dir', temp]);
    const closed = once(child, 'close');
    await untilWorking(child);
    child.kill(signal);
    expect((await closed)[0]).toBe(expected);
    expect(readdirSync(temp)).toEqual([]);
  });

  test('leaves its folder when it is killed, and the next one removes it', async () => {
    const child = startKarst(['search', long, '--temp-dir', temp]);
    const closed = once(child, 'close');
    await untilWorking(child);
    const [left] = readdirSync(temp);
    // Another run at the same time leaves it alone.
    await karst(['search', '| makeresults', '--temp-dir', temp]);
    expect(readdirSync(temp)).toEqual([left]);
    child.kill('SIGKILL');
    await closed;
    expect(readdirSync(temp)).toEqual([left]);
    await karst(['search', '| makeresults', '--temp-dir', temp]);
    expect(readdirSync(temp)).toEqual([]);
  });
});

/** Waits until the run has made its folder, and works in it. */
async function untilWorking(child: ReturnType<typeof startKarst>): Promise<void> {
  while (readdirSync(temp).length === 0) {
    if (child.exitCode !== null) throw new Error(`the run ended with ${child.exitCode} before it was interrupted`);
    await sleep(20);
  }
  await sleep(300);
}
