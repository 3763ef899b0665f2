/** Finds all of many texts in another one, in a single pass over it and without regard to the case of its letters. */
export interface Automaton {
  /**
   * Calls `found` with the number of each text that occurs; perhaps more than once.
   *
   * @returns false where the text holds a character that is not ASCII: what was found until there is not all
   */
  search(text: string, found: (text: number) => void): boolean;
}

interface Node {
  readonly next: Map<number, Node>;
  readonly ends: number[];
  /** The node of the longest ending of this one's text that begins some text. */
  fallback: Node | undefined;
  id: number;
}

/**
 * @param texts ASCII, in small letters
 * Source: Aho and Corasick, Efficient string matching (1975). The transitions stand in one table, a row for each node and
 * a column for each character that occurs in a text: a step is one look into it.
 */
export function buildAutomaton(texts: readonly string[]): Automaton {
  const nodes = buildTrie(texts);
  const classes = classesOf(texts);
  const width = Math.max(0, ...classes) + 1;
  const table = new Int32Array(nodes.length * width);
  const ends: (readonly number[])[] = [];
  const isEnd = new Uint8Array(nodes.length);
  // A node's fallback is nearer to the root, and so done before it.
  for (const node of nodes) {
    const back = node.fallback;
    ends.push([...node.ends, ...(back === undefined ? [] : (ends[back.id] ?? []))]);
    isEnd[node.id] = ends[node.id]?.length === 0 ? 0 : 1;
    for (let code = 0; code < classes.length; code++) {
      const column = classes[code] ?? 0;
      if (column === 0) continue;
      // Capitals share the column of their small letters.
      const next = node.next.get(isCapital(code) ? code | 0x20 : code);
      table[node.id * width + column] = next?.id ?? (back === undefined ? 0 : (table[back.id * width + column] ?? 0));
    }
  }
  return {
    // The hot path of a hunt.
    search: (text, found) => {
      let state = 0;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code > 127) return false;
        const column = classes[code] ?? 0;
        state = column === 0 ? 0 : (table[state * width + column] ?? 0);
        if (isEnd[state] === 1) for (const one of ends[state] ?? []) found(one);
      }
      return true;
    },
  };
}

/** The nodes of the trie, from the root on by their depth. */
function buildTrie(texts: readonly string[]): readonly Node[] {
  const root: Node = { next: new Map(), ends: [], fallback: undefined, id: 0 };
  for (const [index, text] of texts.entries()) {
    let node = root;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const next = node.next.get(code) ?? { next: new Map(), ends: [], fallback: undefined, id: 0 };
      node.next.set(code, next);
      node = next;
    }
    node.ends.push(index);
  }
  const nodes = [root];
  for (const node of nodes) {
    for (const [code, child] of node.next) {
      child.id = nodes.length;
      child.fallback = node === root ? root : fallbackOf(node, code, root);
      nodes.push(child);
    }
  }
  return nodes;
}

function fallbackOf(parent: Node, code: number, root: Node): Node {
  for (let node = parent.fallback; node !== undefined; node = node.fallback) {
    const next = node.next.get(code);
    if (next !== undefined) return next;
  }
  return root;
}

/** A number from 1 for each ASCII character that occurs, and 0 for the others. */
function classesOf(texts: readonly string[]): Uint8Array {
  const classes = new Uint8Array(128);
  let count = 0;
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < 128 && classes[code] === 0) classes[code] = ++count;
    }
  }
  for (let code = 65; code <= 90; code++) classes[code] = classes[code | 0x20] ?? 0;
  return classes;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}
