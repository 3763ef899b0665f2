import type { ErrorCode } from '../../shared/codes.ts';
import type { Check } from './check.ts';
import { noticesOf } from './select.ts';

const codes: readonly ErrorCode[] = ['SPL410'];

export const joinSides: Check = {
  name: 'join-sides',
  severity: 'warning',
  codes,
  explanation:
    'A join compares a field that the results before it, or those of its subsearch, do not have. Nothing is joined: an ' +
    'inner join gives no results, a left one adds no fields.',
  hint: 'keep the field on both sides, or join by one that both have',
  find: ({ trial }) => noticesOf(trial, codes),
};
