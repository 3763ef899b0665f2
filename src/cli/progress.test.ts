import { expect, test } from 'vitest';
import { plainPalette } from '../findings/index.ts';
import { progressLine, terminalProgress } from './progress.ts';

const reading = { stage: 'reading', files: 412, bytes: 8_540_000_000, totalBytes: 9_800_000_000, events: 1 } as const;

test('the line says how much there is, how fast it goes, and how long it takes', () => {
  expect(progressLine(reading, 40)).toBe(
    `  reading   412 files  9.8 GB   ${'█'.repeat(19)}${'░'.repeat(3)}  214 MB/s  ETA 00:06`,
  );
});

test('detections that could not run are told apart', () => {
  const running = { stage: 'running', detections: 1613, done: 1613, failed: 16 } as const;
  expect(progressLine(running, 1)).toBe(`  running   1,613 detections   ${'█'.repeat(22)}  1,597 ran, 16 could not`);
});

test('nothing to read is no division by zero', () => {
  expect(progressLine({ ...reading, bytes: 0, totalBytes: 0 }, 0)).toBe(
    `  reading   412 files  0 bytes   ${'░'.repeat(22)}`,
  );
});

test('it draws at most ten times a second, never over the width, and takes itself away', () => {
  const written: string[] = [];
  let nowMs = 0;
  const bar = terminalProgress({ columns: 20, write: (text) => written.push(text) }, plainPalette, () => nowMs);
  bar.show(reading);
  nowMs = 50;
  bar.show(reading);
  expect(written).toHaveLength(1);
  nowMs = 150;
  bar.show(reading);
  expect(written[1]).toBe('\r\u001b[2K  reading   412 fil');
  bar.clear();
  bar.clear();
  expect(written.slice(2)).toEqual(['\r\u001b[2K']);
});
