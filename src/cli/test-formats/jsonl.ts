import type { TestOutcome } from '../../library/index.ts';
import type { TestFormat } from './format.ts';

/** For programs: an object for each test, one to a line. Keys may be added, none is renamed. */
export const jsonl: TestFormat = {
  summary: 'one JSON object for each test',
  open: () => ({ write: (outcome) => `${JSON.stringify(objectOf(outcome))}\n`, end: () => '' }),
};

function objectOf({ detection, test, status, reason, notes, problem, rows, events, seconds }: TestOutcome): unknown {
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
  };
}
