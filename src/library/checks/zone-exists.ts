import type { ErrorCode } from '../../shared/codes.ts';
import type { Check } from './check.ts';
import { problemOf } from './select.ts';

const codes: readonly ErrorCode[] = ['EV001'];

export const zoneExists: Check = {
  name: 'zone-exists',
  severity: 'error',
  codes,
  explanation: 'A source names a time zone that does not exist, so that its events would have no time.',
  hint: 'write a name of the IANA database, such as Europe/Berlin',
  find: ({ trial }) => problemOf(trial, codes),
};
