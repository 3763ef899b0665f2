import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { type Output, standardOutput, withOutputs } from './streams.ts';

test('a write waits for a slow reader, and no longer than the run lasts', async () => {
  const stream = new PassThrough({ highWaterMark: 1 });
  const controller = new AbortController();
  const output = standardOutput(stream, controller.signal);
  const waiting = output.write('x'.repeat(1 << 16));
  controller.abort(new Error('over'));
  await expect(waiting).rejects.toThrow();
  await expect(output.finish()).rejects.toThrow('over');
});

test('on a terminal rows appear at once, and room is made for them', async () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true });
  let cleared = 0;
  const output = standardOutput(stream, new AbortController().signal, () => {
    cleared++;
  });
  await output.write('');
  await output.write('row\n');
  expect(stream.read()?.toString()).toBe('row\n');
  expect(cleared).toBe(1);
});

test('outputs are finished together, or taken back together', async () => {
  const calls: string[] = [];
  const output = (name: string): Output => ({
    write: async () => undefined,
    finish: async () => void calls.push(`finish ${name}`),
    discard: async () => void calls.push(`discard ${name}`),
  });
  await withOutputs(async (track) => {
    track(output('a'));
    track(output('b'));
  });
  const failing = withOutputs(async (track) => {
    track(output('c'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(calls).toEqual(['finish a', 'finish b', 'discard c']);
});
