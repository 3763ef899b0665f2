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
const NAME = /[^\s"'&/<=>]+/y;
const ATTRIBUTE = /\s+([^\s"'&/<=>]+)\s*=\s*(?:'([^'<]*)'|"([^"<]*)")/y;
const TAG_END = /\s*(\/?)>/y;

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

/** The opening tag that begins at `index`; where there is none, the place up to which one could be read. */
export function findOpening(text: string, index: number): XmlElement | number {
  const name = text[index] === '<' ? nameAt(text, index) : undefined;
  if (name === undefined) return index;
  const attributes: (readonly [string, string])[] = [];
  let end = index + 1 + name.length;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const attribute = ATTRIBUTE.exec(text);
    if (attribute === null) break;
    attributes.push([attribute[1] ?? '', attribute[2] ?? attribute[3] ?? '']);
    end = ATTRIBUTE.lastIndex;
  }
  TAG_END.lastIndex = end;
  const close = TAG_END.exec(text);
  if (close === null) return end;
  return { name, attributes, isEmpty: close[1] === '/', end: TAG_END.lastIndex };
}

function nameAt(text: string, index: number): string | undefined {
  NAME.lastIndex = index + 1;
  return NAME.exec(text)?.[0];
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
