import { createHash } from 'node:crypto';
import { type Child, element, htmlOf, type Markup, verbatim } from './markup.ts';
import { SCRIPT } from './script.ts';
import { styleText } from './style.ts';

/** The whole file. It holds all that it needs, and its policy forbids browsers to load anything. */
export function pageOf(title: string, ...body: readonly Child[]): string {
  const style = styleText();
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policyOf(style, SCRIPT) }),
    element('meta', { name: 'referrer', content: 'no-referrer' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, title),
    verbatim('style', style),
  );
  const page = element('html', { lang: 'en' }, head, element('body', {}, ...body, verbatim('script', SCRIPT)));
  return `<!DOCTYPE html>\n${htmlOf(page)}\n`;
}

/**
 * Nothing is loaded, sent or framed; the style and the script are those with these hashes and no others.
 *
 * Source: W3C, Content Security Policy Level 3.
 */
function policyOf(style: string, script: string): string {
  const sources = [`style-src ${hashOf(style)}`, `script-src ${hashOf(script)}`];
  return ["default-src 'none'", ...sources, "base-uri 'none'", "form-action 'none'"].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** Where the parts of the page are. */
export function contents(parts: readonly (readonly [id: string, title: string])[]): Markup {
  const links = parts.map(([id, title]) => element('li', {}, element('a', { href: `#${id}` }, title)));
  return element('nav', { 'aria-label': 'Parts of the report' }, element('ul', { class: 'plain' }, ...links));
}
