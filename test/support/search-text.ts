import fc from 'fast-check';

const WORDS = [
  ...[
    '|',
    '[',
    ']',
    '(',
    ')',
    ',',
    '=',
    '==',
    '!=',
    '<',
    '>',
    '"',
    "'",
    '`',
    '```',
    '\\',
    '*',
    '-',
    '+',
    '.',
    ' ',
    '\n',
  ],
  ...['search', 'where', 'eval', 'stats', 'tstats', 'join', 'fields', 'table', 'rename', 'convert', 'sort', 'head'],
  ...['dedup', 'fillnull', 'bin', 'lookup', 'inputlookup', 'rex', 'foreach', 'map', 'transaction', 'timechart'],
  ...['streamstats', 'return', 'format', 'fit', 'union', 'from', 'replace', 'predict', 'appendpipe'],
  ...['AND', 'OR', 'NOT', 'XOR', 'IN', 'LIKE', 'as', 'by', 'over', 'where', 'output', 'with', 'in', 'from'],
  ...['span=5m', 'type=left', 'max=0', 'datamodel=A.B', 'startswith="x"', 'limit=5', 'x=y', 'timeformat="%s"'],
  ...['a', 'b.c', '_time', '"a b"', "'a b'", '1', '0.5', 'count', 'sum(a)', 'values(b.*)', 'count(eval(a=1))'],
  ...['if(a,b,c)', 'lower(a)', 'TERM(a)', 'CASE(b)', '"(?<n>.)"', '<<FIELD>>', '$a$', '`m`', '`n(x)`', '`empty`'],
  ...['[search a]', '[| inputlookup t]', '| table a', '```note```'],
];

/** Texts made of the words of the language: far more of them parse, or almost do, than of random characters. */
export const searchText: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', ' ', ' ', '')), { maxLength: 40 })
  .map((words) => words.flat().join(''));
