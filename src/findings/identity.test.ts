import { describe, expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { openFindingIds, uuidOf } from './identity.ts';

test('uuidOf is UUIDv5', () => {
  // Source: RFC 9562, A.4.
  expect(uuidOf('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});

describe('openFindingIds', () => {
  const of = (result: Finding['result'], name = 'X', id: string | null = null): Finding =>
    ({ detection: { name, id, version: null, type: 'TTP', file: 'x.yml' }, result }) as unknown as Finding;
  const idsOf = (...findings: Finding[]) => findings.map(openFindingIds());

  test('does not look at the order of fields, the file or the version', () => {
    const other = of({ b: 'y', a: 'x' });
    const moved = { ...other, detection: { ...other.detection, version: 9, file: 'y.yml' } };
    expect(idsOf(of({ a: 'x', b: 'y' }))).toEqual(idsOf(moved));
  });

  test('tells rows, detections and equal rows apart', () => {
    const row = { a: 'x' };
    const ids = idsOf(of(row), of(row), of({ a: ['x'] }), of({ a: 'x', b: 1 }), of(row, 'Y'), of(row, 'X', 'id'));
    expect(new Set(ids).size).toBe(6);
  });

  test('gives equal rows the same ids each time', () => {
    const row = of({ a: 'x' });
    expect(idsOf(row, row)).toEqual(idsOf(row, row));
    expect(idsOf(row, row)[0]).toBe(idsOf(row)[0]);
  });
});
