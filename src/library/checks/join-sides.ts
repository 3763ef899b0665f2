import { noticeCheck } from './notice-check.ts';

export const joinSides = noticeCheck({
  name: 'join-sides',
  severity: 'warning',
  code: 'SPL410',
  explanation:
    'A join compares a field that the results before it, or those of its subsearch, do not have. Nothing is joined: ' +
    'an inner join gives no results, a left one adds no fields.',
  hint: 'keep the field on both sides, or join by one that both have',
});
