import type { Noise, TestOutcome } from '../../library/index.ts';
import type { TestFormat } from './format.ts';

/** For programs: an object for each test, one to a line. Keys may be added, none is renamed. */
export const jsonl: TestFormat = {
  summary: 'one JSON object for each test',
  open: () => ({ write: (outcome) => `${JSON.stringify(objectOf(outcome))}\n`, end: () => '' }),
};

function objectOf(outcome: TestOutcome): unknown {
  const { detection, kind, test, status, reason, notes, problem, rows, events, seconds, noise } = outcome;
  const { name, id = null, version = null, type, file } = detection;
  return {
    schema: 1,
    detection: { name, id, version, type, status: detection.status, file },
    test: test.name,
    status,
    rows,
    expected: test.expectedResults ?? null,
    events,
    seconds,
    reason: reason === '' ? null : reason,
    notes,
    code: problem?.code ?? null,
    test_type: kind,
    noise: noise === undefined ? null : noiseOf(noise),
  };
}

function noiseOf({ hosts, days, hostDays, rowsPerHostDay, budget }: Noise): unknown {
  return { hosts, days, host_days: hostDays, rows_per_host_day: rowsPerHostDay, budget };
}
