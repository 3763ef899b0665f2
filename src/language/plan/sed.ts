import type { Rex } from '../commands/rex.ts';
import { groupsOfReplacement, javaScriptOf, regexOf } from '../functions/regex.ts';
import type { Expr } from '../ir.ts';
import { call, number, text } from './expr.ts';
import { fail } from './fail.ts';

/**
 * What a sed expression does to a text: `s/regex/replacement/flags`, where the flags are `g`, `i` and the number of the
 * first match that is replaced, or `y/abc/xyz/`.
 *
 * @throws SPL115 for what is no sed expression or no pattern; SPL304 for a pattern that karst does not run
 * Source: Splunk Search Reference, rex
 */
export function sed(node: Rex): (value: Expr) => Expr {
  const kind = node.pattern[0];
  const parts = split(node.pattern.slice(2), node.pattern[1] ?? '/');
  const [from = '', to = '', flags = ''] = parts;
  if ((kind !== 's' && kind !== 'y') || parts.length !== 3) {
    fail('SPL115', `"${node.pattern}" is no sed expression`, node.span, 'write s/regex/replacement/g or y/abc/xyz/');
  }
  return kind === 'y' ? transliterate(node, from, to, flags) : substitute(node, from, to, flags);
}

function substitute(node: Rex, from: string, to: string, flags: string): (value: Expr) => Expr {
  if (!/^[gi]*(?:[1-9]\d{0,8})?[gi]*$/.test(flags)) {
    const hint = 'the flags are g for all matches, a number for one of them, and i for no case';
    fail('SPL115', `"${flags}" are no flags of a sed expression`, node.span, hint);
  }
  const first = Number(/\d+/.exec(flags)?.[0] ?? 1);
  const takesAll = flags.includes('g');
  const source = flags.includes('i') ? `(?i)${from}` : from;
  const replacement = text(to);
  const { pattern, engine } = regexOf(source, node.span, 'spans', groupsOfReplacement(replacement));
  if (takesAll && first === 1) {
    return (value) => call('regexReplace', 'text', value, text(pattern), replacement, text(engine));
  }
  if (first === 1) {
    return (value) => replaceSome(value, pattern, replacement, 0, 1, engine);
  }
  javaScriptOf(source, node.span, 'a sed expression with a number');
  return (value) => replaceSome(value, source, replacement, first - 1, takesAll ? Number.MAX_SAFE_INTEGER : 1, 'js');
}

function replaceSome(value: Expr, pattern: string, by: Expr, skipped: number, count: number, engine: string): Expr {
  return call('regexReplaceSome', 'text', value, text(pattern), by, number(skipped), number(count), text(engine));
}

/** One character for another, all at once: a chain of replacements would replace what it has put in. */
function transliterate(node: Rex, from: string, to: string, flags: string): (value: Expr) => Expr {
  const [olds, news] = [[...from], [...to]];
  if (olds.length !== news.length || flags !== '') {
    fail('SPL115', 'y/// takes as many characters as it gives, and no flags', node.span);
  }
  return (value) => call('translate', 'text', value, text(from), text(to));
}

/** The parts between delimiters; an escaped delimiter is an ordinary character. */
function split(body: string, delimiter: string): string[] {
  const parts = [''];
  for (let at = 0; at < body.length; at++) {
    const char = body[at] ?? '';
    const next = body[at + 1] ?? '';
    if (char === delimiter) parts.push('');
    else if (char === '\\' && next !== '') {
      parts.push(`${parts.pop() ?? ''}${next === delimiter ? '' : char}${next}`);
      at++;
    } else parts.push(`${parts.pop() ?? ''}${char}`);
  }
  return parts;
}
