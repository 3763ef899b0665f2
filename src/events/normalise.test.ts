import { describe, expect, test } from 'vitest';
import type { TextRecord } from '../inputs/index.ts';
import { openNormaliser } from './normalise.ts';

const record = (text: string): TextRecord => ({ kind: 'text', text, offset: 0, isCut: false });

describe('events without a time of their own', () => {
  const NOW = 1_700_000_000;
  const times = (texts: readonly string[], modifiedMs?: number) => {
    const { read, finish } = openNormaliser({ now: NOW });
    const origin = modifiedMs === undefined ? { path: 'a.log' } : { path: 'a.log', modifiedMs };
    return texts.map((text) => finish(read(record(text), origin))).map(({ time, timeFrom }) => [time, timeFrom]);
  };

  test('take that of the last event before them that tells one', () => {
    expect(times(['2024-10-17T09:12:44Z a', 'b', 'c'])).toEqual([
      [1729156364, 'event'],
      [1729156364, 'previous'],
      [1729156364, 'previous'],
    ]);
  });

  test('where there is none, that of the change of the file, else that of the run', () => {
    expect(times(['a', 'b'], 1_600_000_000_500)).toEqual([
      [1_600_000_000.5, 'file'],
      [1_600_000_000.5, 'file'],
    ]);
    expect(times(['a'])).toEqual([[NOW, 'run']]);
  });

  test('an event of another file is not the one before', () => {
    const { read } = openNormaliser({ now: NOW });
    read(record('2024-10-17T09:12:44Z'), { path: 'a.log' });
    expect(read(record('x'), { path: 'b.log' })).toMatchObject({ time: NOW, timeFrom: 'run' });
  });
});
