import type { Rex } from '../commands/rex.ts';
import { regexOf } from '../functions/regex.ts';
import type { Expr, Named, Plan } from '../ir.ts';
import type { CompiledRegex } from '../regex/index.ts';
import { extend } from './build.ts';
import { asMulti, asText, unify } from './convert.ts';
import { call, coalesce, isNothing, number, text } from './expr.ts';
import { fail } from './fail.ts';
import { resultsOf } from './input.ts';
import { eachValue } from './lambda.ts';
import { fieldOf } from './schema.ts';

/**
 * Named groups become fields, which keep what they were where nothing matches.
 * @throws SPL115 an invalid pattern; SPL303 what karst does not run; SPL304 a pattern that its engines do not run
 * Source: Splunk Search Reference, rex
 */
export function planRex(node: Rex, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  if (node.offsetField !== undefined) fail('SPL303', 'karst does not run rex with offset_field', node.span);
  const field = fieldOf(input.schema, node.field);
  const value = field.type === 'multi' ? field : asText(field);
  if (node.isSed) {
    if (isNothing(value)) return input;
    return extend(input, [{ name: node.field, expr: eachValue(value, sed(node)) }]);
  }
  const compiled = inJavaScript(node, node.pattern);
  if (isNothing(value)) return input;
  if (value.type === 'multi' && node.maxMatch !== 1) {
    fail(
      'SPL303',
      'karst does not run rex with max_match over a multivalue field',
      node.span,
      'use mvexpand before it',
    );
  }
  return extend(input, extracted(node, compiled, value, input));
}

function extracted(node: Rex, { groups }: CompiledRegex, value: Expr, input: Plan): readonly Named[] {
  return groups.flatMap(({ name, index }) => {
    if (name === undefined) return [];
    const all = (one: Expr) =>
      call('regexGroup', 'multi', one, text(node.pattern), number(index), number(node.maxMatch));
    const first = (one: Expr) => call('firstValue', 'text', all(one));
    const found = node.maxMatch === 1 ? eachValue(value, first) : asMulti(all(value));
    const old = fieldOf(input.schema, name);
    return [{ name, expr: isNothing(old) ? found : coalesce(...unify([found, old])) }];
  });
}

function inJavaScript(node: Rex, pattern: string): CompiledRegex {
  const compiled = regexOf(pattern, node.span, 'test');
  if (compiled.javaScript === undefined) {
    fail('SPL304', `karst does not run ${compiled.obstacle?.construct ?? 'this pattern'} in rex`, node.span);
  }
  return compiled;
}

/** `s/pattern/replacement/flags`, where flags are g, i or a number, and `y/abc/xyz/`. */
function sed(node: Rex): (value: Expr) => Expr {
  const kind = node.pattern[0];
  const parts = split(node.pattern.slice(2), node.pattern[1] ?? '/');
  const [from = '', to = '', flags = ''] = parts;
  if ((kind !== 's' && kind !== 'y') || parts.length !== 3) {
    fail('SPL115', `"${node.pattern}" is no sed expression`, node.span, 'write s/regex/replacement/g or y/abc/xyz/');
  }
  if (kind === 'y') return transliterate(node, from, to, flags);
  if (!/^[gi]*$/.test(flags)) fail('SPL303', `karst does not run the flags ${flags} of a sed expression`, node.span);
  const pattern = flags.includes('i') ? `(?i)${from}` : from;
  inJavaScript(node, pattern);
  const count = flags.includes('g') ? Number.MAX_SAFE_INTEGER : 1;
  return (value) => call('regexReplaceFirst', 'text', value, text(pattern), text(to), number(count));
}

/** One character for another, all at once: a chain of replacements would replace what it has put in. */
function transliterate(node: Rex, from: string, to: string, flags: string): (value: Expr) => Expr {
  const [olds, news] = [[...from], [...to]];
  if (olds.length !== news.length || flags !== '') {
    fail('SPL115', 'y/// takes as many characters as it gives, and no flags', node.span);
  }
  // A character that is also given goes through a stand-in, of those that no text assigns a meaning to.
  const clashes = news.some((put, at) => olds.includes(put, at + 1));
  const standIn = (at: number) => String.fromCodePoint(0x10_0000 + at);
  const replaceAll = (value: Expr, from: readonly string[], to: readonly string[]) =>
    from.reduce((done, old, at) => call('replaceText', 'text', done, text(old), text(to[at] ?? '')), value);
  if (!clashes) return (value) => replaceAll(value, olds, news);
  const between = olds.map((_, at) => standIn(at));
  return (value) => replaceAll(replaceAll(value, olds, between), between, news);
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
