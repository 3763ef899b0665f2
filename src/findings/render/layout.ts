import { cut, displayWidth, pad } from './display.ts';

/** Blanks between columns. */
const GAP = 2;

/** A column narrower than this says nothing. */
const LEAST_WIDTH = 6;

export interface Cell {
  readonly text: string;
  /** Puts the colour on, once the text is cut and filled up. */
  readonly style?: (text: string) => string;
}

/** Texts up to here are times, names and numbers, which say nothing when they are cut. */
const SHORT_WIDTH = 26;

/** What a longer column keeps before short ones are cut. */
const LONG_KEEPS = 12;

/**
 * The widths of columns that together fit into `total`, given how wide their texts are: the widest ones give way
 * first, and short ones only where long ones have next to nothing left. Undefined where not even narrow columns fit.
 */
export function columnWidths(wanted: readonly number[], total: number): number[] | undefined {
  const room = total - GAP * (wanted.length - 1);
  const kept = wanted.map((width) => (width <= SHORT_WIDTH ? width : LONG_KEEPS));
  return (
    narrowed(wanted, kept, room) ??
    narrowed(
      wanted,
      wanted.map(() => LEAST_WIDTH),
      room,
    )
  );
}

/** Takes from the widest columns first, and from none below its least. Undefined where that is not enough. */
function narrowed(wanted: readonly number[], least: readonly number[], room: number): number[] | undefined {
  const widths = [...wanted];
  const canGive = (at: number): boolean => (widths[at] ?? 0) > (least[at] ?? 0);
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const giving = [...widths.keys()].filter(canGive);
    const widest = Math.max(...giving.map((at) => widths[at] ?? 0));
    if (giving.length === 0) return undefined;
    const next = Math.max(0, ...giving.map((at) => widths[at] ?? 0).filter((width) => width < widest));
    const equal = giving.filter((at) => widths[at] === widest);
    const share = Math.ceil(excess / equal.length);
    for (const at of equal) {
      const taken = Math.min(excess, share, widest - Math.max(next, least[at] ?? 0));
      widths[at] = widest - taken;
      excess -= taken;
    }
  }
  return widths;
}

/** The widest text of each column. */
export function textWidths(lines: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = [];
  for (const line of lines) {
    line.forEach(({ text }, at) => {
      widths[at] = Math.max(widths[at] ?? 0, displayWidth(text));
    });
  }
  return widths;
}

/** One line of a table; the last column is not filled up. */
export function tableLine(cells: readonly Cell[], widths: readonly number[]): string {
  const parts = cells.map(({ text, style = (plain) => plain }, at) => {
    const width = widths[at] ?? 0;
    const shown = cut(text, width);
    return style(shown) + (at === cells.length - 1 ? '' : pad('', width - displayWidth(shown) + GAP));
  });
  return `${parts.join('').trimEnd()}\n`;
}
