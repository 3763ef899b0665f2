import { noticeCheck } from './notice-check.ts';

export const likePatterns = noticeCheck({
  name: 'like-patterns',
  severity: 'warning',
  code: 'SPL415',
  explanation:
    'The pattern of like() has no wildcard. It then matches the whole value and nothing else, with letter case, as = ' +
    'does.',
  hint: 'put % where any characters may stand',
});
