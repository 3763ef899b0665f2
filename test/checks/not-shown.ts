import type { ErrorCode } from '../../src/shared/codes.ts';

/** Codes of checks that no example shows, and why. The list only shrinks. */
export const NOT_SHOWN: Readonly<Partial<Record<ErrorCode, string>>> = {
  CT001: 'the file cannot be read, which no text of it shows',
  CT005: 'the file has more than 256 KiB',
  CT006: 'there is no file at all',
  SPL117: 'the search has more than a million characters once its macros are expanded, or brackets a thousand deep',
  SPL207: 'it depends on the logs that a model is trained with',
  SPL305: 'it depends on the results that the command works on',
  SQL001: 'it is about the command line of `karst explain`',
  SQL002: 'every dialect that there is can express every function',
  EN001: 'it would be a fault of karst',
  EN002: 'it depends on the machine',
  EN003: 'it depends on the events that the expression is held against',
  EN004: 'it depends on the machine, and ends the run',
  EN005: 'it is about the database of places that `iplocation` reads',
  EN006: 'without events no search has results, so that it is no finding',
};
