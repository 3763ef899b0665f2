import { describe, expect, test } from 'vitest';
import type { Risk } from '../../content/index.ts';
import type { Row } from '../../language/index.ts';
import { emptyTokens, judge, type Verdict } from './verdict.ts';

const PASS: Verdict = { status: 'pass', reason: '' };

function risk(risks: readonly string[], threats: readonly string[], message = ''): Risk {
  return {
    message,
    score: 50,
    severity: 'medium',
    riskObjects: risks.map((field) => ({ field, type: 'system', score: 50, message })),
    threatObjects: threats.map((field) => ({ field, type: 'process' })),
    deploysRisk: true,
  };
}

function verdict(rows: readonly Row[], about: Risk, expected?: number): Verdict {
  return judge({ count: rows.length, first: rows.slice(0, 100) }, about, expected);
}

describe('the verdict of the publisher', () => {
  const both = risk(['dest'], ['process', 'url']);
  test.each<[string, readonly Row[], Risk, string]>([
    ['no rows', [], both, 'the search gave no rows'],
    [
      'a risk object field that is absent',
      [{ process: 'a', url: 'b' }],
      both,
      'row 1 has no value in the risk object field dest',
    ],
    [
      'one that is the text null',
      [{ dest: 'null', process: 'a', url: 'b' }],
      both,
      'row 1 has no value in the risk object field dest',
    ],
    [
      'one that is absent in a later row, before a row with all threat object fields',
      [
        { dest: 'a', process: 'p' },
        { process: 'p', url: 'u' },
      ],
      both,
      'row 2 has no value in the risk object field dest',
    ],
    ['several', [{}], risk(['user', 'dest'], []), 'row 1 has no value in the risk object fields user, dest'],
    [
      'a threat object field that no row has',
      [{ dest: 'a', process: 'p' }],
      both,
      'no row has a value in the threat object field url',
    ],
  ])('fails for %s', (_, rows, about, reason) => {
    expect(verdict(rows, about)).toEqual({ status: 'fail', reason });
  });

  test.each<[string, readonly Row[], Risk]>([
    ['one row without risk in the detection', [{}], risk([], [])],
    ['a row with every field', [{ dest: 'a', process: 'p', url: 'u' }], both],
    ['an empty text, which is a value', [{ dest: '', process: '', url: '' }], both],
    ['several values', [{ dest: ['a', 'b'], process: 'p', url: 'u' }], both],
    ['what follows the first row with all threat object fields', [{ dest: 'a', process: 'p', url: 'u' }, {}], both],
    [
      'threat object fields spread over rows',
      [
        { dest: 'a', process: 'p' },
        { dest: 'b', url: 'u' },
      ],
      both,
    ],
    ['risk object fields alone, where the first row has them', [{ dest: 'a' }, {}], risk(['dest'], [])],
  ])('passes for %s', (_, rows, about) => {
    expect(verdict(rows, about)).toEqual(PASS);
  });

  test('looks at the first hundred rows and no further', () => {
    const early = Array.from({ length: 100 }, () => ({ dest: 'a', process: 'p' }));
    expect(verdict([...early, { dest: 'a', url: 'u' }], both).reason).toContain('url');
    expect(verdict([...early, {}], risk(['dest'], [])).status).toBe('pass');
  });
});

describe('expected results', () => {
  const none = risk(['dest'], []);
  test.each([
    [0, 0, PASS],
    [0, 2, { status: 'fail', reason: '2 rows, where none is expected' }],
    [1, 3, PASS],
    [3, 3, PASS],
    [3, 1, { status: 'fail', reason: '1 row, where at least 3 are expected' }],
    [1, 0, { status: 'fail', reason: 'the search gave no rows' }],
  ] as const)('of %i with %i rows', (expected, count, outcome) => {
    expect(
      verdict(
        Array.from({ length: count }, () => ({ dest: 'a' })),
        none,
        expected,
      ),
    ).toEqual(outcome);
  });
});

test('tokens that no row fills in are named once', () => {
  const about = risk(['dest'], [], 'on $dest$ by $user$, price 5$, $user$');
  expect(emptyTokens({ count: 1, first: [{ dest: 'a' }] }, about)).toEqual(['user']);
  expect(emptyTokens({ count: 1, first: [{ dest: 'a' }, { user: 'b' }] }, about)).toEqual([]);
  expect(emptyTokens({ count: 0, first: [] }, about)).toEqual([]);
});
