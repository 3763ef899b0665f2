import fc from 'fast-check';

/** A pattern, and a text to look for it in. */
export interface RegexCase {
  readonly pattern: string;
  readonly text: string;
}

const LITERALS = ['a', 'b', 'c', 'A', 'k', 's', 'é', '\u212a', '1', '_', ' ', '\\n', '\\.', '-', '\\x{e9}', '\\t'];
const SETS = ['.', '\\d', '\\w', '\\s', '\\W', '\\S', '\\h', '\\v', '\\N', '\\D', '\\p{Lu}', '\\P{L}', '\\H', '\\R'];
const CLASSES = [
  '[abc]',
  '[^ab]',
  '[a-c\\d]',
  '[[:upper:]1]',
  '[^\\W_]',
  '[\\n\\s]',
  '[]a]',
  '[^\\n]',
  '[\\p{Ll}-]',
  '[k-s]',
];
const ANCHORS = ['^', '$', '\\b', '\\B', '\\A', '\\z', '\\Z', '(?m:^)', '(?m:$)'];
const QUANTIFIERS = ['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,1}?', '{2,}', '*+', '++', '?+', '{1,2}+'];
const GROUPS = ['(', '(', '(?:', '(?:', '(?<g>', '(?i)(', '(?i:', '(?s:', '(?>', '(?=', '(?!', '(?|', '(?-i:', '(?x: '];

/** Patterns that are mostly valid: nested groups, alternatives and quantifiers over a small alphabet. */
const pattern: fc.Arbitrary<string> = fc.letrec<{ atom: string; item: string; branch: string; pattern: string }>(
  (tie) => ({
    atom: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...LITERALS),
      fc.constantFrom(...SETS, ...CLASSES),
      fc.tuple(fc.constantFrom(...GROUPS), tie('pattern')).map(([open, body]) => `${open}${body})`),
    ),
    item: fc.oneof(
      { weight: 6, arbitrary: tie('atom') },
      { weight: 4, arbitrary: fc.tuple(tie('atom'), fc.constantFrom(...QUANTIFIERS)).map((parts) => parts.join('')) },
      { weight: 1, arbitrary: fc.constantFrom(...ANCHORS) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('\\1', '\\2', '\\k<g>', '(?<=a)', '(?<!b|\\n)', '\\K', '(?1)', '\\Qa.\\E'),
      },
    ),
    branch: fc.array(tie('item'), { maxLength: 4 }).map((items) => items.join('')),
    pattern: fc.array(tie('branch'), { minLength: 1, maxLength: 3 }).map((branches) => branches.join('|')),
  }),
).pattern;

const text = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      'c',
      'A',
      'k',
      'K',
      's',
      'S',
      'é',
      'É',
      '\u212a',
      '1',
      '_',
      ' ',
      '\n',
      '\r',
      '.',
      '-',
      '\u{1f600}',
      '\u2028',
      '\t',
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

/** Cases whose patterns are mostly valid, and whose texts they often match. */
export const regexCase: fc.Arbitrary<RegexCase> = fc.record({ pattern, text });

/** Characters that mean something in patterns, in any order: mostly invalid. */
export const patternNoise: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ..."()[]{}|*+?^$.\\-:=!<>,#'&",
      ...'abdgknopxzQEKPR019',
      ...['(?', '(?<', '(?P<n>', '\\x{', '[[:', ':]', '{1,2}', '(*', '\\g{', '\\k<n>', '(?i)', '(?#', '[^', '\\p{L'],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
