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
      for (const [, name = '', double, single = ''] of piece.tag.rest.matchAll(ATTRIBUTE)) {
        add(`${path}{@${name}}`, unescaped(double ?? single));
      }
      if (!piece.tag.rest.endsWith('/')) open.push({ path, text: '', isLeaf: true });
    }
  }
  return found;
}

interface Piece {
  readonly end: number;
  readonly text: string;
  readonly tag?: { readonly isEnd: boolean; readonly name: string; readonly rest: string };
}

/** The tag, section or run of text that begins here; undefined for a fault. */
function pieceAt(text: string, at: number): Piece | undefined {
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

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (all, name: string) => ENTITIES[name] ?? all);
}
