import { attributesOf, pieceAt } from '../xml-leaves.ts';

/** A node of XML. The root is an element without a name; `order` is the place in the document. */
export type XmlNode = XmlElement | XmlLeaf;

export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly order: number;
  readonly parent: XmlElement | undefined;
  readonly attributes: readonly XmlLeaf[];
  readonly children: XmlNode[];
}

export interface XmlLeaf {
  readonly kind: 'text' | 'attribute';
  readonly name: string;
  readonly order: number;
  readonly parent: XmlElement;
  readonly value: string;
}

/** Nodes of one text: more would take memory beyond all use. */
const NODES_LIMIT = 500_000;

/**
 * The tree of a text of XML, which may have several elements beside each other; undefined where it has too many
 * nodes. What comes before the first fault of broken XML counts.
 */
export function treeOf(text: string): XmlElement | undefined {
  let count = 0;
  const root: XmlElement = element('', count++, undefined, '');
  let open = root;
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at);
    if (piece === undefined) break;
    if (count > NODES_LIMIT) return undefined;
    at = piece.end;
    const { tag } = piece;
    if (tag === undefined) {
      if (piece.text !== '')
        open.children.push({ kind: 'text', name: '', order: count++, parent: open, value: piece.text });
      continue;
    }
    if (tag.isEnd) {
      open = open.parent ?? root;
      continue;
    }
    const made = element(tag.name, count, open, tag.rest);
    count += 1 + made.attributes.length;
    open.children.push(made);
    if (!tag.rest.endsWith('/')) open = made;
  }
  return root;
}

function element(name: string, order: number, parent: XmlElement | undefined, rest: string): XmlElement {
  const attributes: XmlLeaf[] = [];
  const made: XmlElement = { kind: 'element', name, order, parent, attributes, children: [] };
  for (const [key, value] of attributesOf(rest)) {
    attributes.push({ kind: 'attribute', name: key, order: order + attributes.length + 1, parent: made, value });
  }
  return made;
}
