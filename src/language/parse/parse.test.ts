import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import type { MacroDefinition } from '../ast.ts';
import { type ParseOptions, parse } from './parse.ts';

const MACROS: readonly MacroDefinition[] = [
  { name: 'empty', arguments: [], definition: '' },
  { name: 'sysmon', arguments: [], definition: 'sourcetype=sysmon' },
  { name: 'generate', arguments: [], definition: '| inputlookup users | fields user' },
];

const options: ParseOptions = { macros: (name) => MACROS.find((macro) => macro.name === name) };

function kinds(spl: string, given: ParseOptions = options): string[] {
  return parse(spl, given).pipeline.commands.map(({ kind }) => kind);
}

describe('how a search begins', () => {
  test.each([
    ['a=1', ['Search']],
    ['search a=1 | head', ['Search', 'Head']],
    ['| search a=1', ['Search']],
    ['SEARCH a=1', ['Search']],
    ['search=1', ['Search']],
    ['(a=1 OR b=2) | head', ['Search', 'Head']],
    ['`sysmon` EventCode=1', ['Search']],
    ['`generate` | head', ['Inputlookup', 'Fields', 'Head']],
    ['  |  makeresults', ['Makeresults']],
    ['"makeresults" | head', ['Search', 'Head']],
    ['[search a]', ['Search']],
    ['| stats count', ['Stats']],
  ])('%s', (spl, expected) => {
    expect(kinds(spl)).toEqual(expected);
  });

  test('without results from outside, it begins with a search or a generating command', () => {
    expect(kinds('| makeresults', { ...options, hasInput: false })).toEqual(['Makeresults']);
    expect(() => kinds('| stats count', { ...options, hasInput: false })).toThrow(Problem);
  });

  test('a leading word search is no search term', () => {
    const [withWord] = parse('search a').pipeline.commands;
    const [without] = parse('a').pipeline.commands;
    expect(withWord).toMatchObject({ expression: { kind: 'SearchKeyword', value: { text: 'a' } } });
    expect(without).toMatchObject({ expression: { kind: 'SearchKeyword', value: { text: 'a' } } });
  });
});

describe('stages', () => {
  test('a pipe may end the text where a macro expands to nothing', () => {
    expect(kinds('a | `empty`')).toEqual(['Search']);
    expect(kinds('a | head | `empty` ')).toEqual(['Search', 'Head']);
    expect(() => kinds('a | `empty` | head')).toThrow('an empty stage between two pipes');
    expect(() => kinds('a | ')).toThrow('nothing follows the last pipe');
  });

  test('a generating command follows others only where it appends', () => {
    expect(kinds('a | inputlookup append=t users')).toEqual(['Search', 'Inputlookup']);
    expect(() => kinds('a | inputlookup users')).toThrow('inputlookup can only begin a pipeline');
  });
});

describe('subsearches', () => {
  test('begin with a command: search is not implied', () => {
    for (const inner of ['search x=1', '| inputlookup a', 'inputlookup a']) {
      expect(kinds(`a | append [${inner}]`)).toEqual(['Search', 'Append']);
    }
    expect(() => kinds('a | append [x=1]')).toThrow('unknown command "x"');
    expect(() => kinds('a | append [stats count]')).toThrow('stats cannot begin a pipeline');
    expect(kinds('a | appendpipe [stats count]')).toEqual(['Search', 'Appendpipe']);
  });
});

/** Reference 4.4: options before and behind what they belong to, spaces around =, commas or none. */
test.each([
  'bin _time span=5m',
  'bin span = 5m _time',
  'bucket span=10m _time',
  'inputlookup x append=t',
  'join user type=outer [search a]',
  'join type=outer user [search a]',
  'addtotals fieldname=Score, a, b, c',
  'sort - _time,src, query',
  'sort count, - x',
  'stats count as c, avg(x) as a by y',
  'stats count by a, b,',
  'lookup t f as g\n  OUTPUT\n  h as i,\n  j',
  'replace "::ffff:*" with * in src',
  'tstats count from datamodel=A.B by _time span=1h, B.src',
  'tstats count from datamodel=A.B by B.a B.b _time span=1h',
  'tstats count from datamodel=A where nodename=A.B groupby A.c',
  'where a like "x%" and not match(b, "[|]")',
  'rex field=a "\\[(?<b>[^\\]|]+)"',
  'eval x = 1 , y = if ( a == "b" , 1 , 0 )',
])('published shape: %s', (spl) => {
  expect(kinds(`| ${spl}`)).toHaveLength(1);
});
