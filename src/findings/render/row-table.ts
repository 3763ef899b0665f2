import type { Row } from '../../language/index.ts';
import { fieldOf, textOf } from '../tokens.ts';
import { findColumns } from './columns.ts';
import { cut, displayWidth, pad, visible } from './display.ts';
import type { Renderer, RenderOptions } from './format.ts';
import { type Cell, columnWidths, tableLine, textWidths } from './layout.ts';

/** How rows are laid out: as lines of a table, or, with more columns than fit, each as a list of its fields. */
type Layout = { readonly names: readonly string[]; readonly widths: readonly number[] } | 'records';

/** Rows as a table. Its columns and their widths follow from the first rows; what is longer later is cut. */
export function renderRowTable(options: RenderOptions): Renderer<Row> {
  const finder = findColumns(undefined);
  let layout: Layout | undefined;
  let count = 0;

  function show(rows: readonly Row[]): string {
    if (rows.length === 0) return '';
    const chosen = layout ?? chooseLayout(inOrder(finder.columns(), options.columns), rows, options.width);
    const header = layout ? '' : headerOf(chosen, options);
    layout = chosen;
    const lines = rows.map((row) => (chosen === 'records' ? record(row, ++count, options) : tableRow(row, chosen)));
    return header + lines.join('');
  }

  return {
    write: (row) => show(finder.add(row)),
    end: () => show(finder.rest()),
    omitted: () => (layout === 'records' ? [] : finder.omitted()),
  };
}

/** The columns that occur: those of the plan first, in its order. */
function inOrder(found: readonly string[], planned: readonly string[] = []): string[] {
  const occurring = new Set(found);
  return [...new Set([...planned.filter((name) => occurring.has(name)), ...found])];
}

function chooseLayout(names: readonly string[], rows: readonly Row[], total: number): Layout {
  const header = names.map((name) => ({ text: visible(name) }));
  const wanted = textWidths([header, ...rows.map((row) => cellsOf(row, names))]);
  const widths = columnWidths(wanted, total);
  return widths ? { names, widths } : 'records';
}

function headerOf(layout: Layout, { palette }: RenderOptions): string {
  if (layout === 'records') return '';
  const cells = layout.names.map((name) => ({ text: visible(name), style: (text: string) => palette('bold', text) }));
  return tableLine(cells, layout.widths);
}

function tableRow(row: Row, { names, widths }: Exclude<Layout, 'records'>): string {
  return tableLine(cellsOf(row, names), widths);
}

function cellsOf(row: Row, names: readonly string[]): Cell[] {
  return names.map((name) => {
    const value = fieldOf(row, name);
    return { text: value === undefined ? '' : visible(textOf(value)) };
  });
}

function record(row: Row, number: number, { palette, width }: RenderOptions): string {
  const names = Object.keys(row).map(visible);
  const nameWidth = Math.min(
    Math.floor(width / 2),
    names.reduce((widest, name) => Math.max(widest, displayWidth(name)), 0),
  );
  const fields = Object.values(row).map((value, at) => {
    const name = palette('cyan', pad(cut(names[at] ?? '', nameWidth), nameWidth));
    return `${name}  ${cut(visible(textOf(value)), width - nameWidth - 2)}\n`;
  });
  return `${palette('dim', `-- ${number} --`)}\n${fields.join('')}`;
}
