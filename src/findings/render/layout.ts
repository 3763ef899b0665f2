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

/**
 * The widths of columns that together fit into `total`, given how wide their texts are: the widest ones give way
 * first. Undefined where not even narrow columns fit.
 */
export function columnWidths(wanted: readonly number[], total: number): number[] | undefined {
  const widths = [...wanted];
  let excess = widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1) - total;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= LEAST_WIDTH) return undefined;
    const next = Math.max(LEAST_WIDTH, ...widths.filter((width) => width < widest));
    for (let at = 0; at < widths.length && excess > 0; at++) {
      if (widths[at] !== widest) continue;
      const taken = Math.min(excess, widest - next);
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
