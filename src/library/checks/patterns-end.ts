import { noticeCheck } from './notice-check.ts';

export const patternsEnd = noticeCheck({
  name: 'patterns-end',
  severity: 'warning',
  code: 'SPL414',
  explanation:
    'A regular expression can read the same text in so many ways that a backtracking engine tries for ever: loops ' +
    'within loops over the same characters, or several in a row. Splunk gives up such a match, and the event counts ' +
    'as one that does not match; a line of a log that was made for it slows every search down.',
  hint: 'let each character be read by one loop alone',
});
