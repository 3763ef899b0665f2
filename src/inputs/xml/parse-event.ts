import type { WindowsEvent } from '../record.ts';
import { salvageEvent } from './salvage-event.ts';
import {
  isBlank,
  localName,
  plainText,
  readClosing,
  readElement,
  readOpening,
  skipMarkup,
  type XmlElement,
  XmlFault,
} from './scan.ts';

type Pair = readonly [string, string];
type Triple = readonly [string, string, string];

/** The parts of an event under construction. */
export interface EventParts {
  readonly system: Pair[];
  readonly attributes: Triple[];
  readonly data: Pair[];
  userData?: string;
  renderingInfo?: Pair[];
  xml(): string;
}

/** What became of the text of one `<Event>` element. */
export type ParsedEvent =
  | { readonly event: WindowsEvent; readonly isCut: boolean }
  /** What is wrong with it, and at which code unit of the text. */
  | { readonly fault: string; readonly index: number };

/**
 * Parses one `<Event>` element. Where its text is cut, everything that was closed before the cut is kept, and of an
 * item that was not closed nothing. One that is not well-formed keeps what stands in tags that are, and counts as cut.
 */
export function parseEvent(text: string, isCut: boolean): ParsedEvent {
  const parts: EventParts = { system: [], attributes: [], data: [], xml: () => text };
  try {
    readEvent(text, parts);
  } catch (fault) {
    if (!(fault instanceof XmlFault)) throw fault;
    if (!isCut || fault.kind === 'malformed') return mend(text, fault);
  }
  if (isNothing(parts)) return { fault: 'an <Event> without System', index: 0 };
  return { event: parts, isCut };
}

function mend(text: string, { message, index }: XmlFault): ParsedEvent {
  const parts = salvageEvent(text);
  return isNothing(parts) ? { fault: message, index } : { event: { ...parts, xml: () => text }, isCut: true };
}

function isNothing({ system, attributes }: Pick<WindowsEvent, 'system' | 'attributes'>): boolean {
  return system.length + attributes.length === 0;
}

function readEvent(text: string, parts: EventParts): void {
  const event = readOpening(text, 0);
  if (event.isEmpty) return;
  let index = event.end;
  for (;;) {
    index = skipMarkup(text, index);
    if (text.startsWith('</', index)) return;
    const section = readOpening(text, index);
    index = section.isEmpty ? section.end : readSection(text, section, parts);
  }
}

/** Reads one child of Event and returns the index behind it. */
function readSection(text: string, section: XmlElement, parts: EventParts): number {
  switch (localName(section.name)) {
    case 'System':
      return readLeaves(text, section, parts.system, parts.attributes);
    case 'RenderingInfo':
      parts.renderingInfo = [];
      return readLeaves(text, section, parts.renderingInfo, undefined);
    case 'EventData':
      return readEventData(text, section, parts.data);
    case 'UserData': {
      const { inner, end } = readElement(text, section);
      parts.userData = inner;
      return end;
    }
    default:
      return readElement(text, section).end;
  }
}

/** The elements under a section that hold text and no elements: Splunk looks for `<Tag>text</Tag>` at any depth. */
function readLeaves(text: string, section: XmlElement, leaves: Pair[], attributes: Triple[] | undefined): number {
  const open: string[] = [section.name];
  let index = section.end;
  for (;;) {
    index = skipMarkup(text, index);
    if (text.startsWith('</', index)) {
      index = readClosing(text, index, open.pop());
      if (open.length === 0) return index;
      continue;
    }
    const child = readOpening(text, index);
    const tag = localName(child.name);
    if (attributes !== undefined) {
      for (const [attribute, value] of child.attributes) attributes.push([tag, attribute, value]);
    }
    index = child.end;
    if (child.isEmpty) continue;
    if (!holdsText(text, index)) {
      open.push(child.name);
      continue;
    }
    const { inner, end } = readElement(text, child);
    const value = plainText(inner);
    if (!isBlank(value)) leaves.push([tag, value]);
    index = end;
  }
}

/** What stands in an element is text or nothing, not elements. */
function holdsText(text: string, from: number): boolean {
  const tag = skipMarkup(text, from);
  return text.startsWith('</', tag) || !isBlank(plainText(text.slice(from, tag)));
}

/** The `<Data>` items; other elements hold nothing that Splunk takes a field from. */
function readEventData(text: string, section: XmlElement, data: Pair[]): number {
  let index = section.end;
  for (;;) {
    index = skipMarkup(text, index);
    if (text.startsWith('</', index)) return readClosing(text, index, section.name);
    const child = readOpening(text, index);
    const { inner, end } = readElement(text, child);
    if (localName(child.name) === 'Data') {
      const name = child.attributes.find(([attribute]) => attribute === 'Name')?.[1] ?? '';
      data.push([name, plainText(inner)]);
    }
    index = end;
  }
}
