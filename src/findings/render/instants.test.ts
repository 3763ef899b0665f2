import { describe, expect, test } from 'vitest';
import type { Finding } from '../finding.ts';
import { instantsOf } from './instants.ts';

function instants(finding: Partial<Finding>, now = 5) {
  return instantsOf({ first_time: null, last_time: null, ...finding } as Finding, { now });
}

const at = (...times: number[]) => ({ events: times.map((time) => ({ time })) as unknown as Finding['events'] });

describe('instantsOf', () => {
  test('takes the times of the row, one for both where it tells one', () => {
    const [first_time, last_time] = ['1970-01-01T00:00:01Z', '1970-01-01T00:00:02.5Z'];
    expect(instants({ first_time, last_time })).toEqual({ first: 1, last: 2.5, isOwn: true });
    expect(instants({ last_time })).toEqual({ first: 2.5, last: 2.5, isOwn: true });
    expect(instants({ first_time: last_time, last_time: first_time })).toEqual({ first: 1, last: 2.5, isOwn: true });
  });

  test('takes those of the events, else that of the run', () => {
    expect(instants({ ...at(9, 7, 8) } as Partial<Finding>)).toEqual({ first: 7, last: 9, isOwn: true });
    expect(instants({})).toEqual({ first: 5, last: 5, isOwn: false });
  });

  test.each(['+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z'])('does not take %s', (time) => {
    expect(instants({ first_time: time, last_time: time }).isOwn).toBe(false);
  });
});
