import { isIPv4 } from 'node:net';

/** A node of the tree of addresses: the networks under a 0 and under a 1. */
type Node = [Branch, Branch];
type Branch = Node | { readonly offset: number } | undefined;

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');

/**
 * A database in the MaxMind format: IPv6 tree with records of 24 bits, IPv4 networks below ::/96.
 *
 * Source: MaxMind DB File Format Specification 2.0.
 */
export function writeMmdb(networks: Readonly<Record<string, unknown>>): Buffer {
  const root: Node = [undefined, undefined];
  const data: Buffer[] = [];
  let size = 0;
  for (const [network, record] of Object.entries(networks)) {
    const encoded = encode(record);
    insert(root, bitsOf(network), { offset: size });
    data.push(encoded);
    size += encoded.length;
  }
  const nodes = nodesOf(root);
  const description = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 0,
    database_type: 'Test-City',
    description: { en: 'made for tests' },
    ip_version: 6,
    languages: ['de', 'en'],
    node_count: nodes.length,
    record_size: 24,
  });
  return Buffer.concat([treeOf(nodes), Buffer.alloc(16), ...data, MARKER, description]);
}

function bitsOf(network: string): string {
  const [address = '', length = ''] = network.split('/');
  const groups = isIPv4(address) ? address.split('.').map((part) => bits(Number(part), 8)) : groupsOf(address);
  const zeros = isIPv4(address) ? '0'.repeat(96) : '';
  return (zeros + groups.join('')).slice(0, zeros.length + Number(length));
}

function groupsOf(address: string): readonly string[] {
  const [head = '', tail = ''] = address.split('::');
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':')));
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const all = [...(before ?? []), ...Array.from({ length: missing }, () => '0'), ...(after ?? [])];
  return all.map((group) => bits(Number.parseInt(group, 16), 16));
}

function bits(value: number, width: number): string {
  return value.toString(2).padStart(width, '0');
}

function insert(root: Node, path: string, leaf: { readonly offset: number }): void {
  let node = root;
  for (const [at, char] of [...path].entries()) {
    const side = char === '1' ? 1 : 0;
    if (at === path.length - 1) node[side] = leaf;
    else {
      const next = node[side];
      const fresh: Node = Array.isArray(next) ? next : [undefined, undefined];
      node[side] = fresh;
      node = fresh;
    }
  }
}

/** The root first, since readers begin with node 0. */
function nodesOf(root: Node): readonly Node[] {
  const nodes: Node[] = [root];
  for (const node of nodes) for (const branch of node) if (Array.isArray(branch)) nodes.push(branch);
  return nodes;
}

function treeOf(nodes: readonly Node[]): Buffer {
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  const tree = Buffer.alloc(nodes.length * 6);
  for (const [index, node] of nodes.entries()) {
    for (const [side, branch] of node.entries()) {
      const record =
        branch === undefined
          ? nodes.length
          : Array.isArray(branch)
            ? (numbers.get(branch) ?? 0)
            : nodes.length + 16 + branch.offset;
      tree.writeUIntBE(record, index * 6 + side * 3, 3);
    }
  }
  return tree;
}

const UTF8 = 2;
const DOUBLE = 3;
const UINT32 = 6;
const MAP = 7;
const ARRAY = 11;

function encode(value: unknown): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([control(UTF8, bytes.length), bytes]);
  }
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(UINT32, 4), bytes]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return Buffer.concat([control(DOUBLE, 8), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(ARRAY, value.length), ...value.map(encode)]);
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return Buffer.concat([control(MAP, entries.length), ...entries.flatMap((pair) => pair.map(encode))]);
}

/** Types beyond 7 have a byte of their own; sizes of tests are below 285. */
function control(type: number, size: number): Buffer {
  const [own, length] = size < 29 ? [size, []] : [29, [size - 29]];
  return Buffer.from(type < 8 ? [(type << 5) | own, ...length] : [own, type - 7, ...length]);
}
