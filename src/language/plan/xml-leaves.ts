const TAG = /<(\/?)([\w.:-]+)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/y;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** What stands between marks, and holds no elements. */
const SECTIONS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

/**
 * The texts of the innermost elements and of attributes by path: `event.user`, `event.user{@id}`. What comes before
 * the first fault of broken XML counts.
 * Source: Splunk Search Reference, spath
 */
export function leavesOfXml(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const open: { readonly path: string; text: string; isLeaf: boolean }[] = [];
  const add = (path: string, value: string) => {
    const values = found.get(path) ?? [];
    found.set(path, values);
    values.push(value);
  };
  for (let at = 0; at < text.length; ) {
    const parent = open.at(-1);
    const piece = pieceAt(text, at);
    if (piece === undefined) break;
    at = piece.end;
    if (piece.tag === undefined) {
      if (parent !== undefined) parent.text += piece.text;
    } else if (piece.tag.isEnd) {
      if (parent?.isLeaf === true && parent.text.trim() !== '') add(parent.path, parent.text.trim());
      open.pop();
    } else {
      const path = parent === undefined ? piece.tag.name : `${parent.path}.${piece.tag.name}`;
      if (parent !== undefined) parent.isLeaf = false;
      for (const [name, value] of attributesOf(piece.tag.rest)) add(`${path}{@${name}}`, value);
      if (!piece.tag.rest.endsWith('/')) open.push({ path, text: '', isLeaf: true });
    }
  }
  return found;
}

/** A step of a path: an element by its name, and which of those of that name beside it, from 1; undefined for all. */
interface XmlStep {
  readonly name: string;
  readonly index: number | undefined;
}

interface OpenElement extends XmlStep {
  readonly start: number;
  readonly siblings: Map<string, number>;
  text: string;
  isLeaf: boolean;
}

/**
 * The values at a path of XML: texts of elements, attributes (`a.b{@id}`), and of an element that holds elements what
 * stands in it. `a{2}` is the second of several; `a` and `a{}` are all of them.
 * Source: Splunk Search Reference, spath
 */
export function xmlValues(text: string, path: string): readonly string[] {
  const attribute = /\{@([^}]+)\}$/.exec(path)?.[1];
  const steps = stepsOf(attribute === undefined ? path : path.slice(0, path.lastIndexOf('{@')));
  const found: string[] = [];
  const open: OpenElement[] = [];
  const top = new Map<string, number>();
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at);
    if (piece === undefined) break;
    const parent = open.at(-1);
    if (piece.tag === undefined) {
      if (parent !== undefined) parent.text += piece.text;
    } else if (piece.tag.isEnd) {
      if (parent !== undefined && attribute === undefined && isAt(open, steps)) found.push(contentOf(text, parent, at));
      open.pop();
    } else {
      open.push(opened(piece.tag.name, parent?.siblings ?? top, piece.end));
      if (parent !== undefined) parent.isLeaf = false;
      if (attribute !== undefined && isAt(open, steps)) found.push(...attributesNamed(piece.tag.rest, attribute));
      if (piece.tag.rest.endsWith('/')) open.pop();
    }
    at = piece.end;
  }
  return found.filter((value) => value !== '');
}

function stepsOf(path: string): readonly XmlStep[] {
  return path.split('.').map((part) => {
    const [, name = part, index = ''] = /^(.*?)\{(\d*)\}$/.exec(part) ?? [];
    return { name, index: index === '' ? undefined : Number(index) };
  });
}

function opened(name: string, siblings: Map<string, number>, start: number): OpenElement {
  const index = (siblings.get(name) ?? 0) + 1;
  siblings.set(name, index);
  return { name, index, start, siblings: new Map(), text: '', isLeaf: true };
}

function isAt(open: readonly OpenElement[], steps: readonly XmlStep[]): boolean {
  if (open.length !== steps.length) return false;
  return steps.every(({ name, index }, depth) => {
    return open[depth]?.name === name && (index === undefined || open[depth]?.index === index);
  });
}

function contentOf(text: string, element: OpenElement, end: number): string {
  return (element.isLeaf ? element.text : text.slice(element.start, end)).trim();
}

function attributesNamed(rest: string, wanted: string): readonly string[] {
  return attributesOf(rest).flatMap(([name, value]) => (name === wanted ? [value] : []));
}

/** The attributes of a tag, from what stands in it behind its name. */
export function attributesOf(rest: string): readonly (readonly [name: string, value: string])[] {
  return [...rest.matchAll(ATTRIBUTE)].map(([, name = '', double, single = '']) => {
    return [name, unescaped(double ?? single)] as const;
  });
}

/** A tag, a section or a run of text. Of a tag, `rest` is what stands behind its name. */
export interface Piece {
  readonly end: number;
  readonly text: string;
  readonly tag?: { readonly isEnd: boolean; readonly name: string; readonly rest: string };
}

/** The tag, section or run of text that begins here; undefined for a fault. */
export function pieceAt(text: string, at: number): Piece | undefined {
  if (text[at] !== '<') {
    const next = text.indexOf('<', at);
    const end = next === -1 ? text.length : next;
    return { end, text: unescaped(text.slice(at, end)) };
  }
  for (const [start, stop] of SECTIONS) {
    if (!text.startsWith(start, at)) continue;
    const close = text.indexOf(stop, at + start.length);
    if (close === -1) return undefined;
    return { end: close + stop.length, text: stop === ']]>' ? text.slice(at + start.length, close) : '' };
  }
  TAG.lastIndex = at;
  const [all = '', slash, name = '', rest = ''] = TAG.exec(text) ?? [];
  if (all === '') return undefined;
  return { end: at + all.length, text: '', tag: { isEnd: slash === '/', name, rest } };
}

/** Text with the five entities of XML read. */
export function unescaped(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (all, name: string) => ENTITIES[name] ?? all);
}
