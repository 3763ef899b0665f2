/**
 * Every error code of the product, with what it stands for. A code is never given to another meaning, and
 * never taken out: other programs filter on it.
 *
 * IN: reading bytes. EV: from records to events. CT: content files. SPL1: lexing, macros and parsing.
 * SPL2: planning. SPL3: what karst does not run. SPL4: notices, which stop nothing. SQL: emitting. EN: the engine.
 * TE: tests of detections. CLI: the command line.
 */
export const ERROR_CODES = {
  IN001: 'an input that was named does not exist or cannot be read',
  IN002: 'a damaged EVTX file header',
  IN003: 'a damaged EVTX chunk',
  IN004: 'a damaged EVTX record',
  IN005: 'a compressed file or archive is damaged or cut',
  IN006: 'an archive entry has an unsafe name',
  IN007: 'an archive expands beyond the allowed ratio or size',
  IN008: 'a line or an event is longer than the allowed size',
  IN009: 'an <Event> that is not well-formed',
  IN010: 'a line that is not valid JSON',
  IN011: 'a file in no format that karst reads',
  IN012: 'no log found under the inputs',
  IN013: 'archives nested too deep',

  EV001: 'a time zone that does not exist',

  CT001: 'a content path does not exist or cannot be read',
  CT002: 'a content file is not valid YAML',
  CT003: 'a content file lacks a required key or has one of the wrong type',
  CT004: 'two content files carry the same name',
  CT005: 'a content file is larger than the allowed size',
  CT006: 'no content file found under the paths',

  SPL101: 'an unclosed quotation mark',
  SPL102: 'an unclosed or unopened bracket or parenthesis',
  SPL103: 'an empty pipeline stage',
  SPL104: 'an unknown command',
  SPL105: 'an unexpected token',
  SPL106: 'an unknown option or a value that the option does not take',
  SPL107: 'an unknown function',
  SPL108: 'a wrong number of arguments',
  SPL109: 'a missing argument or clause',
  SPL110: 'an unclosed macro call or comment',
  SPL111: 'an unknown macro',
  SPL112: 'a macro that calls itself or nests too deep',
  SPL113: 'a command that cannot stand at this place of the pipeline',
  SPL114: 'wildcards that do not correspond',
  SPL115: 'an invalid regular expression',
  SPL116: 'an invalid time modifier or span',
  SPL117: 'a search nested too deep, or one that its macros make too long',
  SPL118: 'a macro whose eval definition cannot be computed',

  SPL201: 'an expression of the wrong type',
  SPL202: 'an unknown data model or dataset',
  SPL203: 'an unknown lookup',
  SPL204: 'a field that the data model does not have',
  SPL205: 'the same output field twice',
  SPL206: 'an unknown model',
  SPL207: 'a model that was not trained',
  SPL208: 'an unknown saved search',

  SPL301: 'a command that karst does not run',
  SPL302: 'a function that karst does not run',
  SPL303: 'an option that karst does not run',
  SPL304: 'a construct of regular expressions that karst does not run',
  SPL305: 'more results or values than a command can work on',
  SPL306: 'a machine learning algorithm or a model that karst does not run',

  SPL401: 'words of a search that were probably meant otherwise',
  SPL402: 'a field that no event has, where one of nearly that name is there',
  SPL403: 'an index or a sourcetype that no event has',
  SPL404: 'a search of events without logs',
  SPL405: 'something that is worth knowing about a search, which ran all the same',
  SPL406: 'a field that no command before it gives',
  SPL407: 'a condition that is true for no result',
  SPL408: 'a comparison in another letter case than the value can have',
  SPL409: 'a search that can give no result',
  SPL410: 'a field of a join that one of its sides does not have',

  SQL001: 'a dialect that does not exist',
  SQL002: 'a function that the dialect cannot express',

  EN001: 'the database refused a statement',
  EN002: 'the database ran out of memory or disk',
  EN003: 'a regular expression took too long',
  EN004: 'the temporary folder cannot be written',
  EN005: 'a GeoIP database that cannot be read, or is damaged',
  EN006: 'a search that requires results has none',

  TE001: 'data of a test that are not there or cannot be read',
  TE002: 'data of a test that could not be fetched',
  TE003: 'data of a test that are only a Git LFS pointer',
  TE004: 'data of a test that are not those of the lock file',
  TE005: 'a lock file of test data that cannot be used',
  TE006: 'a test without anything to search',

  CLI001: 'wrong usage of the command line',
  CLI002: 'an output file cannot be written',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;
