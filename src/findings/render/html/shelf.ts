/** The pieces that groups show, within a number of bytes: where that is too little the largest groups give way. */
export interface Shelf<Group, Piece> {
  /** Whether another piece of the group may be shown. Once one was not, none after it is. */
  hasRoom(group: Group): boolean;
  put(group: Group, piece: Piece): void;
  /** The first ones that were put. */
  of(group: Group): readonly Piece[];
}

export interface ShelfOptions<Piece> {
  /** Pieces of one group. */
  readonly piecesEach: number;
  /** Of all groups together. */
  readonly bytes: number;
  readonly bytesOf: (piece: Piece) => number;
}

interface Box<Piece> {
  readonly pieces: { readonly piece: Piece; readonly bytes: number }[];
  bytes: number;
  isFull: boolean;
}

export function openShelf<Group, Piece>(options: ShelfOptions<Piece>): Shelf<Group, Piece> {
  const { piecesEach, bytes: most, bytesOf } = options;
  const boxes = new Map<Group, Box<Piece>>();
  let total = 0;

  function boxOf(group: Group): Box<Piece> {
    const box = boxes.get(group) ?? { pieces: [], bytes: 0, isFull: false };
    boxes.set(group, box);
    return box;
  }

  function takeFromLargest(): void {
    const largest = [...boxes.values()].reduce((a, b) => (isLarger(b, a) ? b : a));
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
      const bytes = bytesOf(piece);
      box.pieces.push({ piece, bytes });
      box.bytes += bytes;
      total += bytes;
      while (total > most) takeFromLargest();
    },
    of: (group) => boxOf(group).pieces.map(({ piece }) => piece),
  };
}

/** The only piece of a group is the last to go: one is worth more than the second of another. */
function isLarger(a: Box<unknown>, b: Box<unknown>): boolean {
  const [hasMore, otherHasMore] = [a.pieces.length > 1, b.pieces.length > 1];
  return hasMore === otherHasMore ? a.bytes > b.bytes : hasMore;
}
