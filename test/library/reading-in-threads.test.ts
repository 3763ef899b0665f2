import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hunt, type Row, type Skip, search } from '../../src/index.ts';
import { drain } from '../../src/library/drain.ts';
import { useScratch } from '../support/scratch.ts';

/**
 * What is read in threads is what one thread reads: the same rows in the same order, the same counts, the same skips.
 * The logs are made so that parts of files begin at the wrong places, and that fields change their types between them.
 */
const scratch = useScratch('threads');
const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** Lines of about a kilobyte, which tell their times but for every seventh. */
function objects(count: number, name: string): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const time = at % 7 === 0 ? {} : { timestamp: new Date(1_700_000_000_000 + at * 1000).toISOString() };
    const user = at % 11 === 0 ? ['alice', `bob ${at}`] : at % 3 === 0 ? 'alice' : undefined;
    return JSON.stringify({ ...time, name, number: at, user, [`only_${at % 40}`]: 'x', text: 'y'.repeat(900) });
  });
  return `${lines.join('\n')}\n`;
}

/** One object a line at first, over many lines later: a part of such a file begins inside an object. */
function spread(count: number): string {
  const first = '{"timestamp":"2023-11-14T00:00:00Z","kind":"plain"}\n';
  const many = Array.from({ length: count }, (_, at) =>
    JSON.stringify({ kind: 'spread', at, inner: { text: 'z'.repeat(700) } }, undefined, 1),
  );
  return first.repeat(2000) + many.join('\n');
}

async function logs(): Promise<string> {
  await writeFile(path.join(scratch.folder(), 'a.json'), objects(12_000, 'a'));
  await writeFile(path.join(scratch.folder(), 'b.bin'), Buffer.from([0, 1, 2, 255, 254, 0, 9]));
  await writeFile(path.join(scratch.folder(), 'c.json'), spread(14_000));
  await writeFile(path.join(scratch.folder(), 'd.json'), `${objects(300, 'd')}{"cut": "in the mid`);
  await writeFile(path.join(scratch.folder(), 'e.log'), 'no time here\n'.repeat(1000));
  return scratch.folder();
}

async function read(spl: string, file: string, threads: number) {
  const rows: Row[] = [];
  const skips: Skip[] = [];
  const columns: string[] = [];
  const options = { spl, logs: [file], threads, now: '2026-01-01T00:00:00Z', onSkip: (skip: Skip) => skips.push(skip) };
  const report = await drain(search({ ...options, onColumns: (names) => columns.push(...names) }), (row) => {
    rows.push(row);
  });
  return { rows, skips, columns, tally: report.tally };
}

describe('reading in threads', () => {
  test('gives what one thread gives, in its order', async () => {
    const file = await logs();
    const spl = 'index=* | fields - _raw text | table *';
    const one = await read(spl, file, 1);
    const two = await read(spl, file, 2);
    expect(one.rows.length).toBeGreaterThan(26_000);
    expect(two.columns).toEqual(one.columns);
    expect(two.tally).toEqual(one.tally);
    expect(two.skips).toEqual(one.skips);
    expect(two.rows.length).toBe(one.rows.length);
    // Compared as texts: a difference in one of them is shown, and not all of the rows.
    const texts = two.rows.map((row) => JSON.stringify(row));
    expect(texts.findIndex((text, at) => text !== JSON.stringify(one.rows[at]))).toBe(-1);
  });

  test('events of equal times keep the order of the input', async () => {
    const file = path.join(scratch.folder(), 'same.json');
    const line = (at: number): string =>
      JSON.stringify({ timestamp: '2024-05-01T00:00:00Z', at, text: 'x'.repeat(500) });
    await writeFile(file, Array.from({ length: 40_000 }, (_, at) => line(at)).join('\n'));
    const { rows } = await read(
      'index=* | streamstats count AS place | where place != at + 1 | table at place',
      file,
      2,
    );
    expect(rows).toEqual([]);
  });

  test('ends at once with the signal', async () => {
    const file = await logs();
    const control = new AbortController();
    const options = { spl: 'index=* | stats count', logs: [file], threads: 2, signal: control.signal };
    const reading = drain(
      search({ ...options, onProgress: () => control.abort(new Error('enough')) }),
      () => undefined,
    );
    await expect(reading).rejects.toThrow('enough');
  });

  test.skipIf(!existsSync(SHARED))('finds in real logs what one thread finds', { timeout: 300_000 }, async () => {
    const options = {
      logs: [path.join(SHARED, 'logs')],
      content: [path.join(SHARED, 'content')],
      select: { techniques: ['T1003', 'T1059', 'T1548'] },
      now: '2026-01-01T00:00:00Z',
      events: 3,
    };
    const one = await hunt({ ...options, threads: 1 });
    const two = await hunt({ ...options, threads: 2 });
    expect(one.findings.length).toBeGreaterThan(20);
    expect(two.findings).toEqual(one.findings);
    const counts = ({ summary }: typeof one) => ({ ...summary, seconds: undefined, peak_rss_mb: undefined });
    expect(counts(two)).toEqual(counts(one));
  });
});
