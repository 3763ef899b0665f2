import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import { lex } from './lex.ts';
import { outlineOf } from './outline.ts';

describe('tokens', () => {
  test.each([
    ['a | head', ['word a', 'space  ', 'pipe |', 'space  ', 'word head']],
    ['x!=y a!b', ['word x', 'operator !=', 'word y', 'space  ', 'word a!b']],
    ['"a|[\\"" b', ['string "a|[\\""', 'space  ', 'word b']],
    ['a\\|b\\"c', ['word a\\|b\\"c']],
    [
      'f(x,[y])',
      [
        'word f',
        'openParenthesis (',
        'word x',
        'comma ,',
        'openBracket [',
        'word y',
        'closeBracket ]',
        'closeParenthesis )',
      ],
    ],
    ['a="b', ['word a', 'operator =', 'unclosedString "b']],
    ["'a b'", ["word 'a", 'space  ', "word b'"]],
    ['', []],
  ])('%s', (text, expected) => {
    expect([...lex(text)].map((token) => `${token.kind} ${token.text}`)).toEqual(expected);
  });
});

describe('the outline', () => {
  test('cuts at pipes outside strings and brackets', () => {
    const text = 'a "x|y" | join b [search c | head 1] | table d';
    const { root, blocks } = outlineOf(text);
    const cut = (stages: typeof root.stages) => stages.map(({ span }) => text.slice(span.start, span.end));
    expect(cut(root.stages)).toEqual(['a "x|y" ', ' join b [search c | head 1] ', ' table d']);
    expect([...blocks.values()].map((block) => cut(block.stages))).toEqual([['search c ', ' head 1']]);
  });

  test.each([
    ['a "b', 'SPL101'],
    ['a [b', 'SPL102'],
    ['a b]', 'SPL102'],
  ])('%s is %s', (text, code) => {
    expect(() => outlineOf(text)).toThrow(Problem);
    expect(() => outlineOf(text)).toThrow(expect.objectContaining({ code }));
  });
});
