import { expect, test } from 'vitest';
import { FINDING_FORMATS } from '../findings/index.ts';
import { FINDING_FORMAT_NAMES } from './common-options.ts';

test('the help names every format of findings', () => {
  expect([...FINDING_FORMAT_NAMES].sort()).toEqual(Object.keys(FINDING_FORMATS).sort());
});
