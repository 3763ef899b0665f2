import type { WindowsEvent } from '../record.ts';
import { findOpening, isBlank, localName, type XmlElement } from './scan.ts';

/** What a damaged event still says. */
export type Salvaged = Omit<WindowsEvent, 'xml'>;

type Section = 'System' | 'EventData' | 'UserData' | 'RenderingInfo' | 'other';

/**
 * Reads an `<Event>` that is not well-formed by patterns, as Splunk does with all events: every tag that is whole on its
 * own counts, whatever stands around it. An element holds text only where its own closing tag follows; a `<Data>` item
 * reaches to its closing tag, so that a bare `<` in a command line costs nothing.
 *
 * It never fails, and reads each part of the text once.
 * Source: Splunk Add-on for Microsoft Windows 8.9, extractions of XmlWinEventLog.
 */
export function salvageEvent(text: string): Salvaged {
  const scan = new Salvage(text);
  const event = findOpening(text, 0);
  for (let at = typeof event === 'object' ? event.end : 1; at !== -1; ) {
    const tag = text.indexOf('<', at);
    at = tag === -1 ? -1 : scan.take(tag);
  }
  return scan.result();
}

class Salvage {
  readonly #text: string;
  readonly #system: [string, string][] = [];
  readonly #attributes: [string, string, string][] = [];
  readonly #data: [string, string][] = [];
  #rendering: [string, string][] | undefined;
  #userData: string | undefined;
  /** It was looked for, whether or not it has an end. */
  #hasUserData = false;
  /** Whatever comes before the first other section belongs to System, whose own tag may be the damaged one. */
  #section: Section = 'System';

  constructor(text: string) {
    this.#text = text;
  }

  /** Takes what begins with the `<` at `index` and returns the index behind it. */
  take(index: number): number {
    const text = this.#text;
    if (text[index + 1] === '/') return this.#leave(index);
    const tag = findOpening(text, index);
    if (typeof tag === 'number') return index + 1;
    const name = localName(tag.name);
    const section = SECTIONS.find((one) => one === name);
    if (section !== undefined) return this.#enter(section, tag);
    if (name === 'Data' && this.#section !== 'System') return this.#item(tag);
    if (this.#section === 'System') this.#child(tag, name, this.#system);
    else if (this.#section === 'RenderingInfo' && this.#rendering !== undefined) this.#leaf(tag, name, this.#rendering);
    return tag.end;
  }

  result(): Salvaged {
    return {
      system: this.#system,
      attributes: this.#attributes,
      data: this.#data,
      ...(this.#userData !== undefined && { userData: this.#userData }),
      ...(this.#rendering !== undefined && { renderingInfo: this.#rendering }),
    };
  }

  #enter(section: Section, tag: XmlElement): number {
    if (tag.isEmpty) return tag.end;
    this.#section = section;
    if (section === 'RenderingInfo') this.#rendering ??= [];
    if (section !== 'UserData' || this.#hasUserData) return tag.end;
    this.#hasUserData = true;
    // Its children are nobody's fields: it is one text up to its last closing tag.
    const close = this.#text.lastIndexOf('</UserData');
    if (close < tag.end) return tag.end;
    this.#userData = this.#text.slice(tag.end, close);
    return close;
  }

  #leave(index: number): number {
    CLOSING.lastIndex = index;
    const name = CLOSING.exec(this.#text)?.[1];
    if (name !== undefined && localName(name) === this.#section) this.#section = 'other';
    return index + 2;
  }

  #child(tag: XmlElement, name: string, leaves: [string, string][]): void {
    for (const [attribute, value] of tag.attributes) this.#attributes.push([name, attribute, value]);
    this.#leaf(tag, name, leaves);
  }

  #leaf({ name, isEmpty, end }: XmlElement, local: string, leaves: [string, string][]): void {
    const next = isEmpty ? -1 : this.#text.indexOf('<', end);
    if (next === -1) return;
    CLOSING.lastIndex = next;
    const value = this.#text.slice(end, next);
    if (CLOSING.exec(this.#text)?.[1] === name && !isBlank(value)) leaves.push([local, value]);
  }

  /** A `<Data>` item; one without its closing tag ends with the first tag in it. */
  #item(tag: XmlElement): number {
    const name = tag.attributes.find(([attribute]) => attribute === 'Name')?.[1] ?? '';
    if (tag.isEmpty) return tag.end;
    ITEM_END.lastIndex = tag.end;
    const end = ITEM_END.exec(this.#text);
    const isClosed = end?.[1] !== undefined;
    const stop = isClosed ? end.index : this.#text.indexOf('<', tag.end);
    if (stop === -1) return this.#text.length;
    this.#data.push([name, this.#text.slice(tag.end, stop)]);
    return stop;
  }
}

const SECTIONS: readonly Section[] = ['System', 'EventData', 'UserData', 'RenderingInfo'];
const CLOSING = /<\/([^\s<>/]{1,256})\s*>/y;
/** The closing tag of an item (which is captured), or what must be behind it. */
const ITEM_END = /(<\/(?:\w{1,64}:)?Data\s*>)|<(?:\w{1,64}:)?Data[\s/>]|<\/(?:\w{1,64}:)?Event(?:Data)?\s*>/g;
