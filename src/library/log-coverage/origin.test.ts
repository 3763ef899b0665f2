import { describe, expect, test } from 'vitest';
import type { Expr } from '../../language/index.ts';
import { hasPattern, meets } from './origin.ts';
import { sourceNameOf } from './source-name.ts';

function is(field: string, ...values: readonly string[]): Expr {
  const args = [column(field), ...values.map(literal)];
  return { kind: 'Call', fn: values.length > 1 ? 'caselessIn' : 'caselessEquals', args, type: 'boolean' };
}

function column(name: string): Expr {
  return { kind: 'Column', name, type: 'text' };
}

function literal(value: string): Expr {
  return { kind: 'Literal', value, type: 'text' };
}

function call(fn: 'and' | 'or' | 'not', ...args: readonly Expr[]): Expr {
  return { kind: 'Call', fn, args, type: 'boolean' };
}

const SECURITY = new Map([
  ['source', ['XmlWinEventLog:Security']],
  ['sourcetype', ['XmlWinEventLog']],
  ['Channel', ['Security']],
  ['EventCode', ['4688']],
  ['eventtype', ['winsec', 'windows_process']],
]);

describe('meets', () => {
  test.each([
    [is('Channel', 'security'), true],
    [is('Channel', 'System'), false],
    [is('eventtype', 'windows_process'), true],
    [is('user', 'kim'), undefined],
    [call('not', is('user', 'kim')), undefined],
    [call('not', is('Channel', 'System')), true],
    [call('and', is('user', 'kim'), is('EventCode', '1')), false],
    [call('and', is('user', 'kim'), is('EventCode', '4688', '4689')), undefined],
    [call('or', is('user', 'kim'), is('EventCode', '4688')), true],
    [call('or', is('user', 'kim'), is('EventCode', '1')), undefined],
    [call('or', is('Channel', 'System'), is('EventCode', '1')), false],
    [
      { kind: 'Call', fn: 'wildcardMatch', args: [column('source'), literal('*winEventLog:s*')], type: 'boolean' },
      true,
    ],
  ] satisfies readonly [Expr, boolean | undefined][])('%j is %s', (condition, expected) => {
    expect(meets(condition, SECURITY)).toBe(expected);
  });

  test('of events of which nothing is known any may', () => {
    expect(meets(is('Channel', 'System'), new Map())).toBeUndefined();
  });
});

test.each([
  ['abc', 'abc', true],
  ['abc', 'ab', false],
  ['abc', 'a*c', true],
  ['aba', 'ab*ba', false],
  ['anything', '*', true],
  ['a-b-c', '*b*', true],
  ['a-b-c', 'a*b*b*c', false],
])('%s has the pattern %s: %s', (value, pattern, expected) => {
  expect(hasPattern(value, pattern)).toBe(expected);
});

test.each([
  [
    call(
      'and',
      call('or', is('source', 'XmlWinEventLog:Security'), is('Channel', 'security'), is('eventtype', 'x')),
      is('EventCode', '4771'),
    ),
    'channel Security, EventCode=4771',
  ],
  [is('sourcetype', 'aws:cloudtrail'), 'sourcetype=aws:cloudtrail'],
  [call('and', is('index', 'okta'), call('not', is('sourcetype', 'other'))), 'index=okta'],
  [is('EventCode', '1', '2', '3', '4', '5', '6'), 'EventCode=1 or 2 or 3 or 4 or 2 others'],
  [is('user', 'kim'), 'events'],
])('a source is called by what names it: %#', (condition, expected) => {
  expect(sourceNameOf(condition)).toBe(expected);
});
