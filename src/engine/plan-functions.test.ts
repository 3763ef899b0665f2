import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Expr,
  FUNCTIONS,
  type FunctionName,
  type Plan,
  SEQUENCE,
  type Value,
  type ValueType,
} from '../language/index.ts';
import { openSession, type Session } from './index.ts';

type Argument = Value | boolean | null | Expr | { readonly column: Value };
/** A function, its arguments, what it gives; null is NULL. */
type Case = readonly [fn: FunctionName, args: readonly Argument[], result: Value | boolean | null];

const value: Expr = { kind: 'Column', name: '\u0001value', type: 'text' };
const literal = (of: string): Expr => ({ kind: 'Literal', value: of, type: 'text' });
const nullOf = (type: ValueType): Expr => ({ kind: 'Literal', value: null, type });
const lambda = (body: Expr): Expr => ({ kind: 'Lambda', parameter: '\u0001value', body, type: body.type });
const call = (fn: FunctionName, type: ValueType, ...args: readonly Expr[]): Expr => ({ kind: 'Call', fn, args, type });
const isB = lambda(call('textEquals', 'boolean', value, literal('b')));
const infinite = call(
  'multiply',
  'number',
  { kind: 'Literal', value: 1e308, type: 'number' },
  { kind: 'Literal', value: 10, type: 'number' },
);

// Expected values: Splunk's manual, function by function; the standard vectors of the hash functions.
const CASES: readonly Case[] = [
  ['and', [true, null], null],
  ['and', [false, null], false],
  ['or', [true, null], true],
  ['or', [false, null], null],
  ['not', [null], null],
  ['isTrue', [null], false],
  ['isNull', [nullOf('text')], true],
  ['isNotNull', [''], true],
  ['if', [null, 'a', 'b'], 'b'],
  ['case', [false, 'a', true, 'b'], 'b'],
  ['case', [false, 'a'], null],
  ['coalesce', [nullOf('text'), '', 'x'], ''],
  // 7.3
  ['textEquals', ['a', 'A'], false],
  ['textLess', ['Z', 'a'], true],
  ['textLess', ['\uffee', '😀'], true],
  ['textLessOrEqual', ['a', 'a'], true],
  ['numberEquals', [1, 1], true],
  ['numberLess', [9, 10], true],
  ['numberLessOrEqual', [2, 1], false],
  ['dynamicEquals', ['1', '1.0'], true],
  ['dynamicEquals', ['1', 'x'], false],
  ['dynamicEquals', ['1', nullOf('text')], null],
  ['dynamicLess', ['9', '10'], true],
  ['dynamicLess', ['9', '10x'], false],
  ['dynamicLessOrEqual', ['1.0', '1'], true],
  ['textIn', ['b', 'a', 'b'], true],
  // 5.4
  ['caselessEquals', ['DYNWRAPX.dll', 'dynwrapx.DLL'], true],
  ['caselessEquals', ['ÉA', 'éa'], true],
  ['caselessEquals', ['İ', 'İ'], true],
  ['caselessEquals', ['1.0', '1'], false],
  ['caselessIn', ['B', 'a', 'b'], true],
  ['wildcardMatch', ['C:\\Windows\\a_b', '*\\windows\\A_B'], true],
  ['wildcardMatch', ['xaxb', '*a_b'], false],
  ['wildcardMatch', ['100%', '1*%'], true],
  ['wildcardMatch', ['100', '1*%'], false],
  ['wildcardMatch', ['a\nb', 'a*b'], true],
  ['wildcardMatch', ['axbyc', 'a*b*c'], true],
  ['wildcardMatch', ['axbycd', 'a*b*c'], false],
  ['wildcardMatch', ['ab', 'a*b'], true],
  ['wildcardMatch', ['a', 'a*a'], false],
  ['wildcardMatch', ['', '*'], true],
  ['wildcardMatch', [nullOf('text'), '*'], null],
  ['wildcardMatch', ['É\\x', 'é\\*'], true],
  ['wildcardMatchCased', ['Ab', 'a*'], false],
  ['wildcardMatchCased', ['Ab', 'A*'], true],
  // 15.1: no escape character
  ['like', ['\\Scripts\\x', '%\\Scripts\\%'], true],
  ['like', ['a\nb', 'a_b'], true],
  ['like', ['Ab', 'ab'], false],
  ['cidrMatch', ['10.1.2.3', '10.0.0.0/8'], true],
  ['cidrMatch', ['11.1.2.3', '10.0.0.0/8'], false],
  ['cidrMatch', ['172.31.255.255', '172.16.0.0/12'], true],
  ['cidrMatch', ['172.32.0.0', '172.16.0.0/12'], false],
  ['cidrMatch', ['1.2.3.4', '0.0.0.0/0'], true],
  ['cidrMatch', ['10.0.0.256', '10.0.0.0/8'], false],
  ['cidrMatch', ['fe80::1', 'fe80::/10'], true],
  ['cidrMatch', ['2001:db8::1', 'fe80::/10'], false],
  ['cidrMatch', ['x', 'fe80::/10'], false],
  ['cidrMatch', ['10.0.0.1', '10.0.0.0/33'], false],
  // 5.10
  ['keywordMatch', ['An Error, code=5', 'error'], true],
  ['keywordMatch', ['terrors', 'error'], false],
  ['keywordMatch', ['failure', 'fail*'], true],
  ['keywordMatch', ['c:\\x\\cmd.exe', 'cmd'], true],
  ['keywordMatch', ['a web error b', 'web error'], true],
  ['keywordMatchCased', ['Error', 'error'], false],
  ['termMatch', ['ip=10.0.0.1 x', '10.0.0.1'], true],
  ['termMatch', ['10.0.0.1.2', '10.0.0.1'], false],
  ['regexMatch', ['a\nb', 'a.b', 're2'], false],
  ['regexMatch', ['xaby', 'ab', 're2'], true],
  ['regexMatch', ['foobar', '(?<=foo)bar', 'js'], true],
  ['regexMatch', ['FOO', '(?i)foo(?=$)', 'js'], true],
  // 15.5
  ['multi', ['a', nullOf('text'), ['b', 'c']], ['a', 'b', 'c']],
  ['multi', [nullOf('text'), nullOf('multi')], null],
  ['anyValue', [['a', 'b'], isB], true],
  ['anyValue', [['a'], isB], false],
  ['anyValue', [nullOf('multi'), isB], null],
  ['mapValues', [['a', 'b'], lambda(call('upper', 'text', value))], ['A', 'B']],
  ['mapValues', [['a'], lambda(nullOf('text'))], null],
  ['mapValues', [['a,b', 'c'], lambda(call('split', 'multi', value, literal(',')))], ['a', 'b', 'c']],
  ['filterValues', [['a', 'b', 'b'], isB], ['b', 'b']],
  ['filterValues', [['a'], isB], null],
  ['multiCount', [['a', 'b']], 2],
  ['multiCount', [nullOf('multi')], null],
  ['multiIndex', [['a', 'b', 'c'], 1, 2], ['b', 'c']],
  ['multiIndex', [['a', 'b', 'c'], -2, -1], ['b', 'c']],
  ['multiIndex', [['a', 'b', 'c'], -9, 0], 'a'],
  ['multiIndex', [['a', 'b', 'c'], 3, 5], null],
  ['multiIndex', [['a', 'b', 'c'], 2, 1], null],
  ['multiIndex', [['a', 'b', 'c'], -9, -8], null],
  ['multiItem', [['a', 'b', 'c'], 0], 'a'],
  ['multiItem', [['a', 'b', 'c'], -1], 'c'],
  ['multiItem', [['a', 'b', 'c'], 3], null],
  ['multiItem', [['a', 'b', 'c'], -4], null],
  ['multiJoin', [['a', 'b'], '; '], 'a; b'],
  ['multiJoin', [['a'], '; '], 'a'],
  ['multiDistinct', [['b', 'a', 'b', 'A', 'a']], ['b', 'a', 'A']],
  ['multiSort', [['b', 'a', 'B', '10', '9']], ['10', '9', 'B', 'a', 'b']],
  ['multiReverse', [['a', 'b']], ['b', 'a']],
  ['multiZip', [['a', 'b', 'c'], ['1', '2'], ','], ['a,1', 'b,2']],
  ['multiRange', [1, 6, 2], ['1', '3', '5']],
  ['multiRange', [1, 1, 1], null],
  ['regexMatch', ['abc', { column: 'b' }, 'js'], true],
  ['regexMatch', ['abc', { column: '(' }, 'js'], null],
  ['multiGreatest', [['9', '10', 'x']], 10],
  ['multiGreatest', [['x']], null],
  ['multiLeast', [['9', '10', 'x']], 9],
  ['multiFind', [['a', 'b'], isB], 1],
  ['multiFind', [['a'], isB], null],
  ['onlyValue', [['a']], 'a'],
  ['onlyValue', [['a', 'b']], null],
  ['firstValue', [['a', 'b']], 'a'],
  // 7.1 and 7.2
  ...(['1', '-1.5', '+2', '.5', '5.', '1e3', '007'].map((text) => ['toNumber', [text], Number(text)]) as Case[]),
  ...(['', ' 1', '1 ', 'inf', 'nan', '0x10', '1_000', '1e', '1,5', '-', '.', '1e999', 'NaN'].map((text) => {
    return ['toNumber', [text], null];
  }) as Case[]),
  ['toText', [5], '5'],
  ['toText', [-0.5], '-0.5'],
  ['toText', [2.5], '2.5'],
  ['toText', [9007199254740992], '9007199254740992'],
  ['toText', [1714564800], '1714564800'],
  ['toText', [0.1], '0.1'],
  ['booleanText', [true], 'True'],
  ['booleanText', [false], 'False'],
  ['booleanText', [null], null],
  ['toNumberBase', ['ff', 16], 255],
  ['toNumberBase', ['0x1F', 16], 31],
  ['toNumberBase', ['12', 2], null],
  ['toHex', [15], '0xF'],
  ['toBinary', [9], '1001'],
  ['toCommas', [12345.6789], '12,345.68'],
  ['toCommas', [1234567], '1,234,567'],
  ['toDuration', [615], '00:10:15'],
  ['toDuration', [90061], '1+01:01:01'],
  // 15.4
  ['add', [0.1, 0.2], 0.1 + 0.2],
  ['add', [infinite, 1], null],
  ['dynamicAdd', ['1', '2'], '3'],
  ['dynamicAdd', ['+', '30d'], '+30d'],
  ['subtract', [1, 3], -2],
  ['multiply', [3, 0.5], 1.5],
  // 7.6
  ['multiplyRounded', [8.25, 0.2, 1], 2],
  ['multiplyRounded', [8.25, 0.2, 2], 1.7],
  ['multiplyRounded', [2.1, 1024, 2], 2150],
  ['multiplyRounded', [2.1, 1024, 5], 2150.4],
  ['multiplyRounded', [0.014, 0.23, 2], 0.0032],
  ['multiplyRounded', [0, 5.5, 2], 0],
  ['divide', [10, 4], 2.5],
  ['divide', [1, 0], null],
  ['modulo', [-5, 3], -2],
  ['modulo', [5, 0], null],
  ['negate', [5], -5],
  ['abs', [-5], 5],
  ['ceil', [1.2], 2],
  ['floor', [-1.2], -2],
  ['round', [3.5, 0], 4],
  ['round', [2.555, 2], 2.56],
  ['round', [-2.5, 0], -2],
  ['round', [-4.51, 0], -5],
  ['round', [16.275, 2], 16.27],
  ['round', [21.275, 2], 21.28],
  ['round', [1234, -2], 1200],
  ['sqrt', [9], 3],
  ['sqrt', [-1], null],
  ['exp', [0], 1],
  ['exp', [1000], null],
  ['ln', [1], 0],
  ['ln', [0], null],
  ['log', [1000, 10], 3],
  ['log', [8, 2], 3],
  ['log', [81, 3], 4],
  ['log', [-1, 10], null],
  ['pow', [2, 10], 1024],
  ['pow', [0, 0], 1],
  ['pi', [], Math.PI],
  ['sigfig', [1234.5, 2], 1200],
  ['greatestNumber', [1, nullOf('number'), 3], 3],
  ['leastNumber', [2, 1], 1],
  ['sin', [0], 0],
  ['cos', [0], 1],
  ['tan', [0], 0],
  ['asin', [2], null],
  ['acos', [1], 0],
  ['atan', [0], 0],
  ['atan2', [0, 1], 0],
  ['sinh', [0], 0],
  ['cosh', [0], 1],
  ['tanh', [0], 0],
  ['asinh', [0], 0],
  ['acosh', [1], 0],
  ['acosh', [0], null],
  ['atanh', [0], 0],
  ['atanh', [2], null],
  ['hypot', [3, 4], 5],
  ['bitAnd', [6, 3], 2],
  ['bitOr', [6, 3], 7],
  ['bitXor', [6, 3], 5],
  ['bitNot', [0], -1],
  ['bitLeft', [1, 4], 16],
  ['bitRight', [16, 4], 1],
  ['bitLeft', [1, -1], null],
  // 15.2
  ['concat', ['a', 'b', 'c'], 'abc'],
  ['concat', ['a', nullOf('text')], null],
  ['lower', ['ÀB'], 'àb'],
  ['upper', ['àb'], 'ÀB'],
  ['length', ['a😀é'], 3],
  ['substring', ['splunk', 1, 3], 'spl'],
  ['substring', ['splunk', -3, 2], 'un'],
  ['substring', ['splunk', 0, 3], 'sp'],
  ['substring', ['splunk', 2, -1], ''],
  ['substringFrom', ['splunk', 4], 'unk'],
  ['substringFrom', ['splunk', -2], 'nk'],
  ['trim', ['**ab*', '*'], 'ab'],
  ['trim', ['ab', ''], 'ab'],
  ['trimLeft', ['xyab', 'yx'], 'ab'],
  ['trimRight', ['abxy', 'yx'], 'ab'],
  ['split', ['a,b,,c', ','], ['a', 'b', '', 'c']],
  ['split', ['abc', ''], ['a', 'b', 'c']],
  ['split', ['abc', '|'], 'abc'],
  ['translate', ['abc😀', 'ab😀', 'ba!'], 'bac!'],
  ['replaceText', ['1,000,000', ',', ''], '1000000'],
  ['regexReplace', ['1/14/2023', '^(\\d{1,2})/(\\d{1,2})/', '\\2/\\1/', 're2'], '14/1/2023'],
  ['regexReplace', ['abc', 'b', '[\\1]', 're2'], 'a[]c'],
  ['regexReplace', ['abc', 'b', 'C:\\n', 're2'], 'aC:\\nc'],
  ['regexReplace', ['abc', 'b', { column: 'x\\1\\q\\' }, 're2'], 'ax\\q\\c'],
  ['regexReplace', ['abc', '(b)', { column: '<\\1>' }, 're2'], 'a<b>c'],
  ['regexReplace', ['foobar', '(?<=foo)(b)', '<\\1\\2>', 'js'], 'foo<b>ar'],
  ['regexReplaceSome', ['aaa', 'a', 'b', 0, 2, 'js'], 'bba'],
  ['regexReplaceSome', ['aaa', 'a', 'b', 1, 1, 'js'], 'aba'],
  ['regexReplaceSome', ['aaa', 'a', 'b', 0, 1, 're2'], 'baa'],
  ['regexFirst', ['a1b2', '([a-z])(\\d)', 2], '1'],
  ['regexFirst', ['ab', '(\\d)', 1], null],
  ['regexFirst', ['ab', 'a(\\d*)b', 1], null],
  ['regexGroups', ['a1b2', '([a-z])(x?)(\\d)', '1,2,3'], ['a', '', '1']],
  ['regexGroups', ['a1b2', '(x)?(b)', '2'], 'b'],
  ['regexAll', ['a1b2', '(\\d)', 1, 0], ['1', '2']],
  ['regexAll', ['a1b2', '(\\d)', 1, 1], '1'],
  ['regexAll', ['ab', '(\\d)', 1, 0], null],
  ['regexMatches', ['a1b2', '([a-z])(\\d)', '1,2', 0], '[["a","b"],["1","2"]]'],
  ['regexMatches', ['a1b2', '(\\d)', '1', 1], '[["1"]]'],
  ['regexMatches', ['ab', '(\\d)', '1', 0], null],
  ['regexOffsets', ['a1b2', '(?<x>[a-z])(?<y>\\d)', 0], 'x=0-0&y=1-1&x=2-2&y=3-3'],
  ['regexOffsets', ['😀ab', '(?<x>ab)(?<y>c)?', 1], 'x=1-2'],
  ['regexOffsets', ['ab', '(?<x>c)', 1], null],
  ['jsonListAt', ['[["a"],["b","c"]]', 1], ['b', 'c']],
  ['jsonListAt', ['[[]]', 0], null],
  ['spathValues', ['{"a":[{"b":1},{"b":"x"}]}', 'a{}.b'], ['1', 'x']],
  ['spathValues', ['{"a":[{"b":1}]}', 'a{0}'], '{"b":1}'],
  ['spathValues', ['{"a":null}', 'a'], 'null'],
  ['spathValues', ['{"a"', 'a'], null],
  ['jsonOf', ['a"b'], '"a\\"b"'],
  ['jsonOf', [2], '2'],
  ['jsonOf', [2.5], '2.5'],
  ['jsonOf', [['a', 'b']], '["a","b"]'],
  ['jsonOf', [true], 'true'],
  ['jsonOf', [nullOf('text')], 'null'],
  ['jsonOf', [nullOf('boolean')], 'null'],
  ['jsonApply', ['{"user":{"name":"bob"},"ids":[7,8]}', 'extract', '["user.name"]'], 'bob'],
  ['jsonApply', ['{"ids":[7,8]}', 'extract', '["ids{1}"]'], '8'],
  ['jsonApply', ['{"ids":[7,8]}', 'extract', '["none"]'], null],
  ['jsonApply', ['{"ids":[7,8]}', 'extract', '["ids{1}","none"]'], '[8,null]'],
  ['jsonApply', ['[{"a":1},{"a":2}]', 'extract', '["{}.a"]'], '[1,2]'],
  ['jsonApply', ['{"a.b":1}', 'extractExact', '["a.b"]'], '1'],
  ['jsonApply', ['{"a":"1"}', 'extractAsJson', '["a"]'], '"1"'],
  ['jsonApply', ['{"a":1}', 'parse', '[]'], '{"a":1}'],
  ['jsonApply', ['{"a"', 'parse', '[]'], null],
  ['jsonApply', ['[1]', 'type', '[]'], 'array'],
  ['jsonApply', ['{"b":1,"a":2}', 'keys', '[]'], '["b","a"]'],
  ['jsonApply', ['[1]', 'keys', '[]'], null],
  ['jsonApply', ['{"b":1}', 'entries', '[]'], '[{"key":"b","value":1}]'],
  ['jsonApply', ['{"b":1}', 'hasKey', '["b"]'], 'true'],
  ['jsonApply', ['{"a":{"b":1}}', 'set', '["a.b",2,"a.c","x"]'], '{"a":{"b":2,"c":"x"}}'],
  ['jsonApply', ['{"a":[{},{}]}', 'set', '["a{}.b",2]'], '{"a":[{"b":2},{"b":2}]}'],
  ['jsonApply', ['{}', 'set', '["__proto__",2]'], '{"__proto__":2}'],
  ['jsonApply', ['{}', 'setExact', '["a.b",2]'], '{"a.b":2}'],
  ['jsonApply', ['{"a":[1],"b":2}', 'append', '["a",[3],"b",4]'], '{"a":[1,[3]],"b":[2,4]}'],
  ['jsonApply', ['{"a":[1]}', 'extend', '["a",[3,4]]'], '{"a":[1,3,4]}'],
  ['jsonApply', ['{"a":{"b":1,"c":[1,2]}}', 'delete', '["a.b","a.c{0}","x.y"]'], '{"a":{"c":[2]}}'],
  ['jsonApply', ['["1","x","true"]', 'inferTypes', '[]'], '[1,"x",true]'],
  ['jsonValues', ['["a",1,{"b":2}]', 'plain'], ['a', '1', '{"b":2}']],
  ['jsonValues', ['["a",1]', 'quoted'], ['"a"', '1']],
  ['jsonValues', ['{"a":1}', 'plain'], null],
  ['printf', ['%04d|%.2f|%s-%s|%x', '["1","3.14159","foo","bar","255"]'], '0001|3.14|foo-bar|ff'],
  ['printf', ["%'d|%+d|% d|%-4d|%#X|%c|%%", '["1234567","5","5","5","255","abc"]'], '1,234,567|+5| 5|5   |0XFF|a|%'],
  ['printf', ['%*d|%.*f|%5.1s|', '["4","7","1","2.25","ab"]'], '   7|2.3|    a|'],
  [
    'printf',
    ['%e|%g|%g|%G|%o|%05.1f', '["12345.678","0.0001","1234567","1e-10","8","-2.5"]'],
    '1.234568e+04|0.0001|1.23457e+06|1E-10|10|-02.5',
  ],
  ['printf', ['%d', '["x"]'], null],
  ['printf', ['%d', '[]'], null],
  ['printf', ['%a', '["3"]'], '0x1.8p+1'],
  [
    'commandNames',
    ['search foo "a | b" | stats count [search x | fields y] | Sort count'],
    ['search', 'stats', 'search', 'fields', 'sort'],
  ],
  ['commandNames', ['| tstats count'], 'tstats'],
  ['commandNames', [''], null],
  ['ipMask', ['255.255.255.0', '10.20.30.120'], '10.20.30.0'],
  ['ipMask', ['255.255.255.0', 'fe80::1'], null],
  ['urlDecode', ['a%20b+%C3%A9%zz'], 'a b+é%zz'],
  ['md5', ['abc'], '900150983cd24fb0d6963f7d28e17f72'],
  ['sha1', ['abc'], 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['sha256', ['abc'], 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'sha512',
    ['abc'],
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  ],
  // 9: 1714564800 is 2024-05-01T12:00:00Z, a Wednesday
  ['now', [], 1714564800],
  ['timeBucket', [1714565237, 300, 0], 1714565100],
  ['timeBucket', [-1, 300, 0], -300],
  ['calendarBucket', [1714564800, 'day', 1], 1714521600],
  ['calendarBucket', [1714564800, 'month', 1], 1714521600],
  ['calendarBucket', [1714564800, 'quarter', 1], 1711929600],
  ['calendarBucket', [1714564800, 'year', 1], 1704067200],
  ['calendarBucket', [1714564800, 'week', 1], 1714003200],
  ['relativeTime', [1714564800, '-1d@d'], 1714435200],
  ['relativeTime', [1714564800, 'nonsense'], null],
  ['formatTime', [1714564800, '%Y-%m-%dT%H:%M:%S'], '2024-05-01T12:00:00'],
  ['formatTime', [1714564800.999, '%F %T'], '2024-05-01 12:00:00'],
  ['formatTime', [1714564800, '%b %d %j %p %I %a %A %B %y %w'], 'May 01 122 PM 12 Wed Wednesday May 24 3'],
  [
    'formatTime',
    [1714564800.25, '%s %3N %6N %Q %e %k %l %z %:z %Z %V %U'],
    '1714564800 250 250000 250  1 12 12 +0000 +00:00 UTC 18 17',
  ],
  ['formatTime', [-1, '%F %T'], '1969-12-31 23:59:59'],
  ['formatTime', [1e300, '%F'], null],
  ['parseTime', ['2024-05-01 12:00:00', '%Y-%m-%d %H:%M:%S'], 1714564800],
  ['parseTime', ['2024-05-01 12:00:00', '%d/%m/%Y'], null],
];

/** One holds only in a range, one needs a GeoIP database: the cases of iplocation have one. */
const UNTESTED: readonly FunctionName[] = ['random', 'locate'];

describe('functions of the plan', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({ now: 1714564800, threads: 1 });
  });
  afterAll(() => session.close());

  test('every one of them has a case', () => {
    const tested = new Set([...CASES.map(([fn]) => fn), ...UNTESTED]);
    expect(Object.keys(FUNCTIONS).filter((name) => !tested.has(name as FunctionName))).toEqual([]);
  });

  test.each(CASES)('%s %j', async (fn, args, expected) => {
    // As literals, which the database works out before the search, and as columns, row by row.
    expect(await evaluate(session, fn, args.map(literalOf), expected)).toEqual(expected);
    expect(
      await evaluate(
        session,
        fn,
        args.map((arg, index) => columnOf(fn, arg, index)),
        expected,
      ),
    ).toEqual(expected);
  });

  test('random is a whole number from 0 to 2^31 - 1', async () => {
    const result = await evaluate(session, 'random', [], 0);
    expect(result).toSatisfy((found) => Number.isInteger(found) && Number(found) >= 0 && Number(found) < 2 ** 31);
  });

  /** Arguments that are columns are read from a row of the input, which holds them under the names of their places. */
  async function evaluate(
    on: Session,
    fn: FunctionName,
    args: readonly { readonly expr: Expr; readonly source: Expr }[],
    expected: Value | boolean | null,
  ): Promise<Value | boolean | null> {
    const type: ValueType = typeOf(expected, fn);
    const computed: Expr = { kind: 'Call', fn, args: args.map(({ expr }) => expr), type };
    const shown = type === 'boolean' ? call('booleanText', 'text', computed) : computed;
    const columns = args.map(({ source }, index) => ({ name: `a${index}`, expr: source }));
    const sequence = { name: SEQUENCE, type: 'number' as const };
    const rows: Plan = { op: 'Rows', count: 1, schema: { columns: [sequence], isOpen: false }, order: [] };
    const schema = { columns: columns.map(({ name, expr }) => ({ name, type: expr.type })), isOpen: false };
    const input: Plan = { op: 'Project', input: rows, columns, schema, order: [] };
    const result = { columns: [{ name: 'result', type: shown.type }], isOpen: false };
    const [row] = await on.run({
      op: 'Project',
      input,
      columns: [{ name: 'result', expr: shown }],
      schema: result,
      order: [],
    });
    const found = row?.['result'] ?? null;
    return type === 'boolean' && found !== null ? found === 'True' : found;
  }
});

function literalOf(arg: Argument): { expr: Expr; source: Expr } {
  const expr = exprOf(arg);
  return { expr, source: expr.kind === 'Lambda' ? nullOf('text') : expr };
}

/** Functions whose further arguments are literals by their contract. */
const LITERAL = /literal/;

function columnOf(fn: FunctionName, arg: Argument, index: number): { expr: Expr; source: Expr } {
  const made = literalOf(arg);
  const signature = FUNCTIONS[fn].split('→')[0] ?? '';
  const part = signature.split(',')[Math.min(index, signature.split(',').length - 1)] ?? '';
  if (made.expr.kind === 'Lambda' || LITERAL.test(part)) return made;
  return { ...made, expr: { kind: 'Column', name: `a${index}`, type: made.expr.type } };
}

function exprOf(arg: Argument): Expr {
  if (arg === null) return nullOf('boolean');
  if (typeof arg === 'string' || typeof arg === 'number' || typeof arg === 'boolean') {
    const type = typeof arg === 'string' ? 'text' : typeof arg === 'number' ? 'number' : 'boolean';
    return { kind: 'Literal', value: arg, type };
  }
  if ('kind' in arg) return arg;
  // A call is no literal, whatever it is made of.
  if ('column' in arg) return call('coalesce', 'text', literal(String(arg.column)));
  return call('multi', 'multi', ...arg.map(literal));
}

function typeOf(expected: Value | boolean | null, fn: FunctionName): ValueType {
  const letter = /→ (\S)/.exec(FUNCTIONS[fn])?.[1] ?? 'T';
  const known: Record<string, ValueType> = { B: 'boolean', N: 'number', T: 'text', M: 'multi' };
  return known[letter] ?? (typeof expected === 'number' ? 'number' : 'text');
}
