/** What is wrong with a text: it is not well-formed, or it ends before it should. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
  readonly kind: 'malformed' | 'cut';
  /** The code unit at which it shows. */
  readonly index: number;

  constructor(kind: 'malformed' | 'cut', message: string, index: number) {
    super(message);
    this.kind = kind;
    this.index = index;
  }
}

/** The opening tag of an element. */
export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string;
  /** Values as written: entities stay. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** `<name/>`. */
  readonly isEmpty: boolean;
  /** The index behind the tag. */
  readonly end: number;
}

/** Elements nest this deep at most; events of Windows stay below ten. */
const MAX_DEPTH = 100;

const BLANK = /^[\s\uFEFF]*$/;
const NO_ATTRIBUTES: XmlElement['attributes'] = [];

const LESS = 0x3c;
const GREATER = 0x3e;
const EQUALS = 0x3d;
const SLASH = 0x2f;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const QUOTATION_MARK = 0x22;
const EXCLAMATION_MARK = 0x21;
const QUESTION_MARK = 0x3f;

export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

/** The part of a name behind its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The index of the next tag, opening or closing: past text, comments, CDATA and processing instructions. */
export function skipMarkup(text: string, from: number): number {
  for (let index = from; ; ) {
    const tag = text.indexOf('<', index);
    if (tag === -1) throw new XmlFault('cut', 'the text ends between two elements', text.length);
    const end = markupEnd(text, tag);
    if (end === undefined) return tag;
    index = end;
  }
}

/** The index behind a comment, CDATA section or processing instruction that begins here; undefined for a tag. */
export function markupEnd(text: string, index: number): number | undefined {
  const code = text.charCodeAt(index + 1);
  if (code !== EXCLAMATION_MARK && code !== QUESTION_MARK) return undefined;
  if (text.startsWith('<!--', index)) return behind(text, '-->', index + 4, 'a comment');
  if (text.startsWith('<![CDATA[', index)) return behind(text, ']]>', index + 9, 'a CDATA section');
  if (text.startsWith('<?', index)) return behind(text, '?>', index + 2, 'a processing instruction');
  return undefined;
}

function behind(text: string, mark: string, from: number, what: string): number {
  const at = text.indexOf(mark, from);
  if (at === -1) throw new XmlFault('cut', `${what} that never ends`, text.length);
  return at + mark.length;
}

/** Reads the opening tag that begins at `index`. @throws XmlFault */
export function readOpening(text: string, index: number): XmlElement {
  const tag = findOpening(text, index);
  if (typeof tag === 'object') return tag;
  const isNamed = tag > index;
  throw faultAt(text, tag, isNamed ? `the tag <${nameAt(text, index)}> is not well-formed` : 'a tag without a name');
}

/**
 * The opening tag that begins at `index`; where there is none, the place up to which one could be read. By code units,
 * for most of reading an event is done here.
 */
export function findOpening(text: string, index: number): XmlElement | number {
  const nameEnd = text.charCodeAt(index) === LESS ? endOfName(text, index + 1) : index;
  if (nameEnd <= index + 1) return index;
  const name = text.slice(index + 1, nameEnd);
  if (text.charCodeAt(nameEnd) === GREATER) {
    return { name, attributes: NO_ATTRIBUTES, isEmpty: false, end: nameEnd + 1 };
  }
  const attributes: (readonly [string, string])[] = [];
  const behind = readAttributes(text, nameEnd, attributes);
  const at = skipSpace(text, behind);
  const isEmpty = text.charCodeAt(at) === SLASH;
  const close = isEmpty ? at + 1 : at;
  return text.charCodeAt(close) === GREATER ? { name, attributes, isEmpty, end: close + 1 } : behind;
}

/** Reads the attributes that follow a name and gives the index behind the last one that is well-formed. */
function readAttributes(text: string, from: number, attributes: (readonly [string, string])[]): number {
  for (let end = from; ; ) {
    const start = skipSpace(text, end);
    const nameEnd = start === end ? start : endOfName(text, start);
    const equals = skipSpace(text, nameEnd);
    if (nameEnd === start || text.charCodeAt(equals) !== EQUALS) return end;
    const open = skipSpace(text, equals + 1);
    const quote = text.charAt(open);
    const close = quote === "'" || quote === '"' ? text.indexOf(quote, open + 1) : -1;
    const value = text.slice(open + 1, Math.max(close, open + 1));
    if (close === -1 || value.includes('<')) return end;
    attributes.push([text.slice(start, nameEnd), value]);
    end = close + 1;
  }
}

function nameAt(text: string, index: number): string {
  return text.slice(index + 1, endOfName(text, index + 1));
}

/** The index behind the name that begins at `from`; `from` itself where none does. */
function endOfName(text: string, from: number): number {
  let index = from;
  while (index < text.length && isOfName(text.charCodeAt(index))) index++;
  return index;
}

function isOfName(code: number): boolean {
  switch (code) {
    case QUOTATION_MARK:
    case AMPERSAND:
    case APOSTROPHE:
    case SLASH:
    case LESS:
    case EQUALS:
    case GREATER:
      return false;
    default:
      return !isSpace(code);
  }
}

function skipSpace(text: string, from: number): number {
  let index = from;
  while (isSpace(text.charCodeAt(index))) index++;
  return index;
}

function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return code >= 0xa0 && BLANK.test(String.fromCharCode(code));
}

/** A tag that is broken because the text ends in it is cut, another one malformed. */
function faultAt(text: string, index: number, message: string): XmlFault {
  return text.indexOf('>', index) === -1
    ? new XmlFault('cut', 'the text ends inside a tag', text.length)
    : new XmlFault('malformed', message, index);
}

/** What stands inside an element, verbatim, and the index behind its closing tag. @throws XmlFault */
export function readElement(text: string, element: XmlElement): { readonly inner: string; readonly end: number } {
  if (element.isEmpty) return { inner: '', end: element.end };
  const plain = plainElementEnd(text, element);
  if (plain !== undefined) return plain;
  const open = [element.name];
  for (let index = element.end; ; ) {
    const tag = skipMarkup(text, index);
    if (text.startsWith('</', tag)) {
      index = readClosing(text, tag, open.pop());
      if (open.length === 0) return { inner: text.slice(element.end, tag), end: index };
      continue;
    }
    const child = readOpening(text, tag);
    if (!child.isEmpty && open.push(child.name) > MAX_DEPTH) {
      throw new XmlFault('malformed', `elements nest more than ${MAX_DEPTH} deep`, tag);
    }
    index = child.end;
  }
}

/** The same for an element with nothing but text in it, which nearly all are; undefined for the others. */
function plainElementEnd(text: string, { name, end: start }: XmlElement): ReturnType<typeof readElement> | undefined {
  const tag = text.indexOf('<', start);
  if (tag === -1 || text.charCodeAt(tag + 1) !== SLASH || !text.startsWith(name, tag + 2)) return undefined;
  const end = tag + 2 + name.length;
  return text.charCodeAt(end) === GREATER ? { inner: text.slice(start, tag), end: end + 1 } : undefined;
}

/** Reads the closing tag that begins at `index` and gives the index behind it. @throws XmlFault for another name. */
export function readClosing(text: string, index: number, name: string | undefined): number {
  const end = text.indexOf('>', index);
  if (end === -1) throw new XmlFault('cut', 'the text ends inside a tag', text.length);
  const found = text.slice(index + 2, end).trimEnd();
  if (found !== name) throw new XmlFault('malformed', `</${found}> where </${name ?? ''}> belongs`, index);
  return end + 1;
}

/** The text of an element: CDATA as text with its entities written, comments left out, entities as they stand. */
export function plainText(inner: string): string {
  if (!inner.includes('<')) return inner;
  return inner.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, cdata: string | undefined) => {
    return encode(cdata ?? '');
  });
}

function encode(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
