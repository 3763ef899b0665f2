import { expect, test } from 'vitest';
import { FINDING_FORMATS } from '../findings/index.ts';
import { SCHEMA_KINDS } from '../library/index.ts';
import { SCHEMA_KIND_NAMES } from './commands/content.ts';
import { FINDING_FORMAT_NAMES } from './common-options.ts';

test('the help names every format of findings', () => {
  expect([...FINDING_FORMAT_NAMES].sort()).toEqual(Object.keys(FINDING_FORMATS).sort());
});

test('the help names every kind that has a schema', () => {
  expect([...SCHEMA_KIND_NAMES]).toEqual(SCHEMA_KINDS);
});
