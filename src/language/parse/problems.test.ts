import { describe, expect, test } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../../shared/codes.ts';
import { Problem } from '../../shared/problem.ts';
import type { MacroDefinition } from '../ast.ts';
import { parse } from './parse.ts';

const MACROS: Readonly<Record<string, MacroDefinition>> = {
  broken: { name: 'broken', arguments: [], definition: 'a=1 b==' },
  outer: { name: 'outer', arguments: [], definition: 'c `broken`' },
  loop: { name: 'loop', arguments: [], definition: '`again`' },
  again: { name: 'again', arguments: [], definition: '`loop`' },
  'ctime/1': { name: 'ctime', arguments: ['field'], definition: 'convert ctime($field$)' },
  chosen: { name: 'chosen', arguments: [], definition: 'lower(field)', isEval: true },
  number: { name: 'number', arguments: [], definition: '1+1', isEval: true },
};

function problemOf(spl: string): Problem {
  try {
    parse(spl, {
      macros: (name, count) => MACROS[count === 0 ? name : `${name}/${count}`],
      macroNames: Object.values(MACROS).map(({ name }) => name),
      hasInput: false,
    });
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error(`parsed: ${spl}`);
}

/** The place is given as the text that the span covers in the search as typed. Other hints: test/golden/errors. */
const PROBLEMS: readonly [code: ErrorCode, spl: string, message: string, place: string, hint?: string][] = [
  ['SPL101', 'a="b', 'a string that begins here is never closed', '"'],
  ['SPL101', "a | where 'b=1", "a field name that begins with ' here is never closed", "'"],
  ['SPL102', 'a | join b [search c', 'the bracket "[" is never closed', '['],
  ['SPL102', 'a ] b', 'a closing bracket "]" without an opening one', ']'],
  ['SPL102', '(a OR b', 'the parenthesis "(" is never closed', '('],
  ['SPL102', 'a | where lower(b', 'the parenthesis "(" is never closed', '('],
  ['SPL103', 'a | | table b', 'an empty stage between two pipes', ' ', 'a command is expected here'],
  ['SPL103', 'a |', 'nothing follows the last pipe', '', 'a command is expected here'],
  ['SPL103', '', 'an empty search', '', 'a command is expected here'],
  ['SPL104', 'a | stat count', 'unknown command "stat"', 'stat', 'the nearest command is "stats"'],
  ['SPL104', 'a | abracadabra', 'unknown command "abracadabra"', 'abracadabra'],
  ['SPL105', 'a | where b=1 c=2', 'expected an operator or the end of the command, found "c"', 'c'],
  ['SPL105', 'a | eval b=c d', 'expected an operator, "," or the end of the command, found "d"', 'd'],
  ['SPL102', 'a | where b)', 'a closing parenthesis ")" without an opening one', ')'],
  ['SPL105', 'a | eval b 1', 'expected "=" after the field "b", found "1"', '1'],
  [
    'SPL105',
    'a | stats count by b*',
    'a wildcard cannot stand in a BY clause: "b*"',
    'b*',
    'list the fields one by one',
  ],
  ['SPL105', 'a | reverse now', 'expected an option or the end of reverse, found "now"', 'now'],
  ['SPL105', 'a AND OR b', 'expected a search term, found "OR"', 'OR'],
  [
    'SPL105',
    '| tstats count(eval(b=1)) from datamodel=M',
    'tstats takes no eval() in its functions',
    'b=1',
    'use stats after a search',
  ],
  ['SPL106', 'a | bin spam=5m b', 'unknown option "spam" of bin', 'spam', 'the nearest option of bin is "span"'],
  ['SPL106', 'a | reverse now=1', 'unknown option "now" of reverse', 'now', 'reverse takes no options'],
  ['SPL106', 'a | join max=few b [search c]', 'max takes a whole number, found "few"', 'few'],
  ['SPL106', 'a | head null=maybe', 'null takes true or false, found "maybe"', 'maybe'],
  ['SPL106', 'a | join type=right b [search c]', 'type takes inner, left, outer; found "right"', 'right'],
  ['SPL107', 'a | eval b=uper(c)', 'unknown eval function "uper"', 'uper', 'the nearest eval function is "upper"'],
  ['SPL107', 'a | stats vals(b)', 'unknown stats function "vals"', 'vals'],
  [
    'SPL107',
    'a | stats valeus(b)',
    'unknown stats function "valeus"',
    'valeus',
    'the nearest stats function is "values"',
  ],
  ['SPL107', 'a | convert ctim(b)', 'unknown convert function "ctim"', 'ctim', 'the nearest function is "ctime"'],
  ['SPL108', 'a | eval b=if(c,d)', 'if() takes 3 arguments, found 2', 'if(c,d)'],
  ['SPL108', 'a | eval b=case(c,d,e)', 'case() takes arguments in pairs, found 3', 'case(c,d,e)'],
  ['SPL108', 'a | eval b=round(1,2,3)', 'round() takes 1 to 2 arguments, found 3', 'round(1,2,3)'],
  ['SPL108', 'a | eval b=now(1)', 'now() takes no arguments, found 1', 'now(1)'],
  ['SPL108', 'a | stats sum', 'sum() takes 1 argument, found 0', 'sum'],
  ['SPL109', 'a | stats by b', 'stats needs at least one function such as count, found "by"', 'by'],
  ['SPL109', 'a b=', 'expected a value after "=", found the end of the command', ''],
  ['SPL109', 'a | table', 'expected a field name, found the end of the command', ''],
  ['SPL105', 'a | append b', 'expected a subsearch in brackets, found "b"', 'b'],
  ['SPL109', 'a | append', 'expected a subsearch in brackets, found the end of the command', ''],
  ['SPL109', 'a IN ()', 'IN needs at least one value in its parentheses', '()'],
  [
    'SPL110',
    'a `ctime(b) | table c',
    'a macro call that begins here is never closed',
    '`',
    'a call is written `name` or `name(arguments)`',
  ],
  ['SPL110', 'a ```b', 'a comment that begins here is never closed', '```', 'a comment ends with three backticks'],
  ['SPL111', 'a | `ctimes(b)`', 'unknown macro "ctimes(1)"', '`ctimes(b)`', 'the nearest macro is "ctime"'],
  ['SPL111', 'a | `ctime`', 'unknown macro "ctime"', '`ctime`', '"ctime" exists, but not with 0 arguments'],
  ['SPL112', 'a `loop`', 'the macro "loop" calls itself: loop → again → loop', '`loop`'],
  [
    'SPL113',
    '| stats count',
    'stats cannot begin a pipeline: it has no results to work on',
    'stats',
    'begin with a search, or with a command such as inputlookup or makeresults',
  ],
  [
    'SPL113',
    'a | makeresults',
    'makeresults can only begin a pipeline',
    'makeresults',
    'it makes results of its own: use it in append [ … ] or join [ … ]',
  ],
  [
    'SPL114',
    'a | rename b.* as c',
    'the wildcards of "b.*" and "c" do not correspond',
    'b.* as c',
    'both names of a rename need the same number of *',
  ],
  ['SPL115', 'a | rex "(b)"', 'a regular expression of rex without a named group', '"(b)"', 'name one: (?<name>…)'],
  [
    'SPL116',
    'a | bin span=5parsecs _time',
    'span takes a span, found "5parsecs"',
    '5parsecs',
    'a span is a number and a unit: 5m, 1h, 1d, 1mon',
  ],
  ['SPL117', `a ${'['.repeat(51)}`, 'brackets nested more than 50 deep', '['],
  [
    'SPL118',
    'a `chosen`',
    'the eval definition of the macro "chosen" reads the field "field": an eval macro has no results to read from',
    '`chosen`',
  ],
  ['SPL118', 'a `number`', 'the eval definition of the macro "number" gives a number, not a text', '`number`'],
];

describe('problems say what was found, what was expected, and where', () => {
  test.each(PROBLEMS)('%s %s', (code, spl, message, place, hint) => {
    const problem = problemOf(spl);
    expect({ code: problem.code, message: problem.message }).toEqual({ code, message });
    if (hint !== undefined) expect(problem.details.hint).toBe(hint);
    expect(problem.details.text).toBe(spl);
    const { start, end } = problem.details.span ?? { start: -1, end: -1 };
    expect(spl.slice(start, end)).toBe(place);
  });

  test('every code of parsing has a case', () => {
    const codes = Object.keys(ERROR_CODES).filter((code) => code.startsWith('SPL1'));
    expect([...new Set(PROBLEMS.map(([code]) => code))].sort()).toEqual(codes);
  });

  test('text from a macro is shown at its call, and the message names the macro and what it expands to', () => {
    const { message, details } = problemOf('x `broken`');
    expect(message).toBe(
      'expected a value after "==", found the end of the command, in the macro "broken", which expands to: a=1 b==',
    );
    expect(details.span).toEqual({ start: 2, end: 10 });
  });

  test('in a macro that another one calls, the inner one is named', () => {
    const { message, details } = problemOf('x | where `outer`');
    expect(message).toBe(
      'expected an operator or the end of the command, found "a", in the macro "broken", which expands to: a=1 b==',
    );
    expect(details.span).toEqual({ start: 10, end: 17 });
  });
});
