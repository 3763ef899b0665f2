import type { WindowsEvent } from '../record.ts';
import { Names, stands } from './names.ts';
import type { EventParts } from './parse-event.ts';
import { findOpening, isBlank } from './scan.ts';

/** Reads the text of an event that is written as Windows writes it; undefined for any other. */
export type PlainReader = (text: string) => WindowsEvent | undefined;

/**
 * Opens the quick way to read events. It knows those that hold sections of leaves alone, without UserData, comments or
 * CDATA: nearly all. What it gives is what the careful way gives, and such an event ends where its text does.
 *
 * The text must end with `</Event>`. By code units, since most of reading XML is done here: bench/readers.ts.
 */
export function openPlainReader(): PlainReader {
  const cursor = new PlainCursor();
  return (text) => cursor.read(text);
}

const CLOSE = '</Event>';

const LESS = 0x3c;
const GREATER = 0x3e;
const EQUALS = 0x3d;
const SLASH = 0x2f;
const BLANK = 0x20;
const APOSTROPHE = 0x27;
const QUOTATION_MARK = 0x22;

/** Leaves lie this deep in a section at most: in RenderingInfo those of Keywords do. */
const MAX_DEPTH = 4;

/** A place in the text. Its steps give false where something is not as it usually is. */
class PlainCursor {
  #text = '';
  #at = 0;
  /** The opening tag of the event before: it hardly ever changes. */
  #opening = CLOSE;
  readonly #names = new Names();
  /** The tag that was read last. */
  #tag = '';
  #isEmpty = false;
  /** Its attributes: names and values in turn. What lies behind their number is left of tags before. */
  readonly #attributes: string[] = [];
  #attributesEnd = 0;

  read(text: string): WindowsEvent | undefined {
    this.#text = text;
    if (!this.#event()) return undefined;
    const parts: EventParts = { system: [], attributes: [], data: [], xml: () => text };
    for (this.#skipSpace(); !text.startsWith('</', this.#at); this.#skipSpace()) {
      if (!this.#section(parts)) return undefined;
    }
    const isWhole = this.#at === text.length - CLOSE.length;
    return isWhole && parts.system.length + parts.attributes.length > 0 ? parts : undefined;
  }

  #event(): boolean {
    if (!this.#text.startsWith(this.#opening)) {
      const tag = findOpening(this.#text, 0);
      if (typeof tag !== 'object' || tag.isEmpty) return false;
      this.#opening = this.#text.slice(0, tag.end);
    }
    this.#at = this.#opening.length;
    return true;
  }

  #section(parts: EventParts): boolean {
    if (!this.#openingTag()) return false;
    const section = this.#tag;
    if (this.#isEmpty) return true;
    switch (section) {
      case 'System':
        return this.#leaves(section, parts.system, parts.attributes, 0);
      case 'EventData':
        return this.#data(section, parts.data);
      case 'RenderingInfo':
        parts.renderingInfo = [];
        return this.#leaves(section, parts.renderingInfo, undefined, 0);
      default:
        return false;
    }
  }

  #leaves(
    section: string,
    leaves: EventParts['data'],
    attributes: EventParts['attributes'] | undefined,
    depth: number,
  ): boolean {
    for (this.#skipSpace(); this.#openingTag(); this.#skipSpace()) {
      const tag = this.#tag;
      if (attributes !== undefined) {
        for (let at = 0; at < this.#attributesEnd; at += 2) {
          attributes.push([tag, this.#attributes[at] ?? '', this.#attributes[at + 1] ?? '']);
        }
      }
      if (this.#isEmpty) continue;
      const value = this.#value(tag);
      if (value === undefined) {
        if (depth === MAX_DEPTH || !this.#leaves(tag, leaves, attributes, depth + 1)) return false;
      } else if (holdsText(value)) leaves.push([tag, value]);
    }
    return this.#closes(section);
  }

  #data(section: string, data: EventParts['data']): boolean {
    for (this.#skipSpace(); this.#openingTag(); this.#skipSpace()) {
      const tag = this.#tag;
      const name = this.#nameAttribute();
      const value = this.#isEmpty ? '' : this.#value(tag);
      if (value === undefined) return false;
      if (tag === 'Data') data.push([name, value]);
    }
    return this.#closes(section);
  }

  #nameAttribute(): string {
    for (let at = 0; at < this.#attributesEnd; at += 2) {
      if (this.#attributes[at] === 'Name') return this.#attributes[at + 1] ?? '';
    }
    return '';
  }

  /** Goes behind the closing tag that stands here. */
  #closes(tag: string): boolean {
    const { length } = tag;
    const at = this.#at;
    const text = this.#text;
    if (text.charCodeAt(at) !== LESS || text.charCodeAt(at + 1) !== SLASH || !stands(tag, text, at + 2)) return false;
    if (text.charCodeAt(at + length + 2) !== GREATER) return false;
    this.#at = at + length + 3;
    return true;
  }

  /** The text up to the closing tag, and goes behind that; undefined where another tag comes first. */
  #value(tag: string): string | undefined {
    const start = this.#at;
    const end = this.#text.indexOf('<', start);
    this.#at = end;
    if (this.#closes(tag)) return this.#text.slice(start, end);
    this.#at = start;
    return undefined;
  }

  /** Reads an opening tag, but not that of an event: there another one begins. Where none is read the place stays. */
  #openingTag(): boolean {
    const text = this.#text;
    if (text.charCodeAt(this.#at) !== LESS) return false;
    const start = this.#at + 1;
    let index = endOfName(text, start);
    if (index === start) return false;
    this.#tag = this.#names.at(text, start, index);
    if (this.#tag === 'Event') return false;
    this.#attributesEnd = 0;
    for (;;) {
      switch (text.charCodeAt(index)) {
        case GREATER:
          this.#isEmpty = false;
          this.#at = index + 1;
          return true;
        case SLASH:
          if (text.charCodeAt(index + 1) !== GREATER) return false;
          this.#isEmpty = true;
          this.#at = index + 2;
          return true;
        case BLANK: {
          const end = this.#attribute(index + 1);
          if (end === -1) return false;
          index = end;
          break;
        }
        default:
          return false;
      }
    }
  }

  /** Reads the attribute that begins here, and gives the place behind it; the same place where none does, -1 for an unusual one. */
  #attribute(start: number): number {
    const text = this.#text;
    const nameEnd = endOfName(text, start);
    if (nameEnd === start) return start;
    const quote = text.charCodeAt(nameEnd + 1);
    if (text.charCodeAt(nameEnd) !== EQUALS || (quote !== APOSTROPHE && quote !== QUOTATION_MARK)) return -1;
    const open = nameEnd + 2;
    let close = open;
    for (; close < text.length; close++) {
      const code = text.charCodeAt(close);
      if (code === quote) break;
      if (code === LESS) return -1;
    }
    const name = this.#names.at(text, start, nameEnd);
    this.#attributes[this.#attributesEnd++] = name;
    this.#attributes[this.#attributesEnd++] =
      name === 'Name' ? this.#names.at(text, open, close) : text.slice(open, close);
    return close + 1;
  }

  #skipSpace(): void {
    const text = this.#text;
    let at = this.#at;
    for (let code = text.charCodeAt(at); code <= BLANK && isSpace(code); code = text.charCodeAt(at)) at++;
    this.#at = at;
  }
}

function isSpace(code: number): boolean {
  return code === BLANK || (code >= 0x09 && code <= 0x0d);
}

/** The place behind the ASCII name that begins at `from`, which has no prefix; `from` itself where none does. */
function endOfName(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isOfName =
      (code >= 0x61 && code <= 0x7a) ||
      (code >= 0x41 && code <= 0x5a) ||
      (code >= 0x30 && code <= 0x39) ||
      code === 0x5f;
    if (!isOfName) break;
  }
  return at;
}

/** Whether an element with this text is a leaf that Splunk takes a field from. */
function holdsText(value: string): boolean {
  const code = value.charCodeAt(0);
  return (code > BLANK && code < 0x80) || !isBlank(value);
}
