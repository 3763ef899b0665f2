import { expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';

test('a job has the fields of its JSON', () => {
  const event = eventOf(
    '{"build_num":94,"project_slug":"gh/x/y","job_time":"2021-09-02T08:13:34.273Z","workflows":{"a":"b"}}',
  );
  expect(event).toMatchObject({ time: 1630570414.273, source: 'circleci', sourcetype: 'circleci' });
  expect(Object.fromEntries(event.fields)).toMatchObject({ build_num: '94', 'workflows.a': 'b' });
});
