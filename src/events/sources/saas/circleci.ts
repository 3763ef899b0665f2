import { defineSource } from '../define.ts';
import { hasKeys } from '../recognise.ts';

/** Jobs of CircleCI. Source: App for CircleCI 0.1, all fields are those of the JSON. */
export const circleci = defineSource({
  name: 'circleci',
  title: 'CircleCI',
  basis: 'App for CircleCI 0.1',
  sourcetypes: ['circleci'],
  source: 'circleci',
  recognise: (record) =>
    hasKeys(record, 'build_num', 'project_slug', 'workflows') ? { reason: 'a job of CircleCI' } : undefined,
  timestamp: (event) => event.text('job_time'),
});
