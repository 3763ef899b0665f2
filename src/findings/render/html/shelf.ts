import { htmlOf, type Markup } from './markup.ts';

/** The pieces that groups show, within a number of bytes: where that is too little the largest groups give way. */
export interface Shelf<Group> {
  /** Whether another piece of the group may be shown. Once one was not, none after it is. */
  hasRoom(group: Group): boolean;
  put(group: Group, piece: Markup): void;
  /** The first ones that were put. */
  of(group: Group): readonly Markup[];
}

export interface ShelfLimits {
  /** Pieces of one group. */
  readonly piecesEach: number;
  /** Of all groups together, as UTF-8. */
  readonly bytes: number;
}

interface Box {
  readonly pieces: { readonly piece: Markup; readonly bytes: number }[];
  bytes: number;
  isFull: boolean;
}

export function openShelf<Group>({ piecesEach, bytes: most }: ShelfLimits): Shelf<Group> {
  const boxes = new Map<Group, Box>();
  let total = 0;

  function boxOf(group: Group): Box {
    const box = boxes.get(group) ?? { pieces: [], bytes: 0, isFull: false };
    boxes.set(group, box);
    return box;
  }

  function takeFromLargest(): void {
    const largest = [...boxes.values()].reduce((a, b) => (b.bytes > a.bytes ? b : a));
    const { bytes = 0 } = largest.pieces.pop() ?? {};
    largest.isFull = true;
    largest.bytes -= bytes;
    total -= bytes;
  }

  return {
    hasRoom: (group) => {
      const { pieces, isFull } = boxOf(group);
      return !isFull && pieces.length < piecesEach;
    },
    put(group, piece) {
      const box = boxOf(group);
      const bytes = Buffer.byteLength(htmlOf(piece));
      box.pieces.push({ piece, bytes });
      box.bytes += bytes;
      total += bytes;
      while (total > most) takeFromLargest();
    },
    of: (group) => boxOf(group).pieces.map(({ piece }) => piece),
  };
}
