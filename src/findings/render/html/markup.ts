import { invariant } from '../../../shared/problem.ts';
import { visible } from '../display.ts';

/** Only this file makes any: what is no Markup is text, and gets escaped. */
const HTML = Symbol('html');

/** A piece of HTML that is whole: every element that begins in it ends in it. */
export interface Markup {
  readonly [HTML]: string;
}

/** A string is text, never markup. */
export type Child = Markup | string | number | undefined | readonly Child[];

/** `true` is an attribute without a value; one that is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | true | undefined>>;

/** An element, its text on one line: what hides or controls is an escape. Names are those of the source code. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  // The first line break in it is no text.
  const start = `<${name}${attributesOf(attributes)}>${name === 'pre' ? '\n' : ''}`;
  const end = `${VOID.has(name) ? '' : `</${name}>`}${LINES.has(name) ? '\n' : ''}`;
  return { [HTML]: `${start}${contentOf(children)}${end}` };
}

/** Text that keeps its line breaks and tabs, for elements that show them. */
export function block(text: string): Markup {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  return { [HTML]: lines.map((line) => line.split('\t').map(escaped).join('\t')).join('\n') };
}

/**
 * An element whose text browsers take as it is.
 *
 * @param text of the source code, never of logs: nothing can be escaped in it
 */
export function verbatim(name: 'style' | 'script', text: string): Markup {
  invariant(!/<[/!]/.test(text), `the text of <${name}> would end it`);
  return { [HTML]: `<${name}>${text}</${name}>\n` };
}

/** Several pieces as one. */
export function together(...children: readonly Child[]): Markup {
  return { [HTML]: contentOf(children) };
}

export function htmlOf(markup: Markup): string {
  return markup[HTML];
}

/** Elements without an end. */
const VOID: ReadonlySet<string> = new Set(['meta', 'input']);

/** Elements that a line break may follow, so that the text of the page can be read and compared line by line. */
const LINES: ReadonlySet<string> = new Set([
  ...['head', 'meta', 'title', 'header', 'nav', 'main', 'section', 'div', 'details', 'summary', 'h1', 'h2', 'h3', 'h4'],
  ...['p', 'pre', 'ul', 'li', 'dl', 'dd', 'table', 'thead', 'tbody', 'tr', 'svg', 'rect'],
]);

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => {
      if (value === undefined) return '';
      return value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`;
    })
    .join('');
}

function contentOf(children: readonly Child[]): string {
  let html = '';
  for (const child of children) {
    if (child === undefined) continue;
    if (typeof child === 'string' || typeof child === 'number') html += escaped(String(child));
    else html += isList(child) ? contentOf(child) : child[HTML];
  }
  return html;
}

function isList(child: Markup | readonly Child[]): child is readonly Child[] {
  return Array.isArray(child);
}

/** Code points that no text may have, in HTML either. */
const NONCHARACTERS = /\p{Noncharacter_Code_Point}/gu;

function escaped(text: string): string {
  if (PLAIN.test(text)) return text;
  return visible(text)
    .replace(NONCHARACTERS, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Most texts: there is nothing to escape in them. */
const PLAIN = /^[ !#-%(-;=?-~]*$/;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
