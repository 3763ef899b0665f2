import { type Document, isMap, isScalar, type Pair, type YAMLMap } from 'yaml';

/** What was done to a file, and why. */
export interface ConvertDecision {
  /**
   * `changed`: the same in the words of the other format. `chosen`: the other format asks for something that the file
   * does not say. `dropped`: the other format has no place for it. `open`: a person has to look at it.
   */
  readonly kind: 'changed' | 'chosen' | 'dropped' | 'open';
  /** The key that it is about, with dots. */
  readonly key: string;
  readonly message: string;
}

/** A mapping that is being rewritten. What is not touched stays as it is written, with its comments. */
export interface MappingEditor {
  has(key: string): boolean;
  /** The plain value of a key; undefined where there is none, and for null. */
  get(key: string): unknown;
  /** Sets a key, in its place where it is there, else at the end. */
  set(key: string, value: unknown): void;
  rename(key: string, to: string): void;
  remove(key: string): void;
  /** The mapping below a key. */
  below(key: string): MappingEditor | undefined;
  /** The mappings of the list below a key. */
  each(key: string): readonly MappingEditor[];
  /** Puts an entry of this mapping into another one. */
  move(key: string, target: MappingEditor, as?: string): void;
  keys(): readonly string[];
  /** Sorts the keys: those named first, in this order; the others behind them as they were. */
  order(keys: readonly string[]): void;
  /** The entries, for `move`. */
  readonly map: YAMLMap;
}

export function editMapping(map: YAMLMap, document: Document): MappingEditor {
  const find = (key: string): Pair | undefined => map.items.findLast((pair) => keyOf(pair) === key);
  const get = (key: string): unknown => {
    const value = find(key)?.value;
    return isNodeLike(value) ? (value.toJS(document) ?? undefined) : undefined;
  };
  const remove = (key: string): void => {
    map.items = map.items.filter((pair) => keyOf(pair) !== key);
  };
  return {
    map,
    has: (key) => get(key) !== undefined,
    get,
    set: (key, value) => {
      const pair = find(key);
      const node = document.createNode(value);
      // Without quotes other readers of YAML take it for a date.
      if (isScalar(node) && typeof value === 'string' && DATE.test(value)) node.type = 'QUOTE_SINGLE';
      if (pair === undefined) map.items.push(document.createPair(key, node));
      else pair.value = node;
    },
    rename: (key, to) => {
      const pair = find(key);
      if (pair !== undefined) pair.key = document.createNode(to);
    },
    remove,
    below: (key) => {
      const value = find(key)?.value;
      return isMap(value) ? editMapping(value, document) : undefined;
    },
    each: (key) => {
      const value = find(key)?.value;
      const items: readonly unknown[] =
        typeof value === 'object' && value !== null && 'items' in value ? (value.items as unknown[]) : [];
      return items.filter((item) => isMap(item)).map((item) => editMapping(item, document));
    },
    move: (key, target, as = key) => {
      const pair = find(key);
      if (pair === undefined) return;
      remove(key);
      target.remove(as);
      pair.key = document.createNode(as);
      target.map.items.push(pair);
    },
    keys: () => map.items.map(keyOf),
    order: (keys) => {
      const rank = (pair: Pair): number => {
        const at = keys.indexOf(keyOf(pair));
        return at === -1 ? keys.length : at;
      };
      map.items = map.items.toSorted((a, b) => rank(a) - rank(b));
    },
  };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

interface NodeLike {
  toJS(document: Document): unknown;
}

function isNodeLike(value: unknown): value is NodeLike {
  return typeof value === 'object' && value !== null && 'toJS' in value;
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}
