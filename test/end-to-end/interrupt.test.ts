import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, ROOT, scratchFolder, startKarst } from './karst.ts';

const scratch = scratchFolder('interrupt');
const log = path.join(scratch.path, 'big.log');
const temp = path.join(scratch.path, 'temp');

beforeAll(async () => {
  await ensureBuilt();
  const events = readFileSync(path.join(ROOT, 'examples', 'logs', 'xmlwineventlog.log'));
  writeFileSync(log, Buffer.concat(Array.from({ length: 80 }, () => events)));
  mkdirSync(temp);
}, 120_000);
afterAll(scratch.remove);

test('a reader that goes away ends the run quietly', async () => {
  const child = startKarst(['parse', log, '-q']);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [exitCode] = await once(child, 'close');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  test('ends the run with 130, and leaves neither temporary files nor half an output', async () => {
    const output = path.join(scratch.path, 'out.jsonl');
    const child = startKarst(['hunt', log, '--temp-dir', temp, '--output', output]);
    const closed = once(child, 'close');
    await untilWorking(child);
    child.kill('SIGINT');
    const [exitCode] = await closed;
    expect(exitCode).toBe(130);
    expect(readdirSync(temp)).toEqual([]);
    expect(readdirSync(scratch.path).filter((name) => name.includes('out.jsonl'))).toEqual([]);
  });

  test('a second time ends it at once', async () => {
    const child = startKarst(['hunt', log, '--temp-dir', temp]);
    const closed = once(child, 'close');
    await untilWorking(child);
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect((await closed)[0]).toBe(130);
  });
});

/** Waits until the run has made its temporary folder. */
async function untilWorking(child: ReturnType<typeof startKarst>): Promise<void> {
  while (readdirSync(temp).length === 0) {
    if (child.exitCode !== null) throw new Error(`the run ended with ${child.exitCode} before it was interrupted`);
    await sleep(20);
  }
}
