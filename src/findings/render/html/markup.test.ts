import { describe, expect, test } from 'vitest';
import { block, element, htmlOf, verbatim } from './markup.ts';

const html = (...args: Parameters<typeof element>) => htmlOf(element(...args));

describe('element', () => {
  test('escapes text and attributes, and nests what is markup', () => {
    expect(html('p', { title: `"a' <b>` }, 'x < y & "z"', element('b', {}, 1), ['</p>', undefined])).toBe(
      '<p title="&quot;a&#39; &lt;b&gt;">x &lt; y &amp; &quot;z&quot;<b>1</b>&lt;/p&gt;</p>\n',
    );
  });

  test('has attributes without a value, and none that are undefined', () => {
    expect(html('details', { open: true, title: undefined, 'data-n': 0 })).toBe(
      '<details open data-n="0"></details>\n',
    );
  });

  test('does not end what has no end', () => {
    expect(html('meta', { charset: 'utf-8' })).toBe('<meta charset="utf-8">\n');
  });

  test('shows what hides, controls or turns text, and what no text may have', () => {
    expect(html('p', {}, 'a\u202eb\u0000\n\ud800\uffff\u{1fffe}')).toBe(
      '<p>a\\u{202e}b\\x00\\n\\u{d800}\\u{ffff}\\u{1fffe}</p>\n',
    );
  });

  test('is not made of an object that looks like markup', () => {
    const forged = JSON.parse('{"html":"<b>"}');
    expect(html('p', {}, forged)).toBe('<p>undefined</p>\n');
  });
});

describe('block', () => {
  test('keeps line breaks and tabs, and no other control characters', () => {
    expect(htmlOf(block('a\r\n\tb\rc\u001b[2J\n<d>'))).toBe('a\n\tb\\rc\\x1b[2J\n&lt;d&gt;');
  });

  test('loses no line break at the start of a pre', () => {
    expect(html('pre', {}, block('\na'))).toBe('<pre>\n\na</pre>\n');
  });
});

test('verbatim text cannot end its element', () => {
  expect(() => verbatim('script', 'a</script>')).toThrow('would end it');
  expect(() => verbatim('script', '<!-- a')).toThrow('would end it');
  expect(htmlOf(verbatim('style', 'a<b'))).toBe('<style>a<b</style>\n');
});
