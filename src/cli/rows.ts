import { colourPalette, FORMATS, type Format, plainPalette, type RenderOptions } from '../findings/index.ts';
import { wantsColour } from './colour.ts';
import type { FormatChoice } from './common-options.ts';
import { openOutputFile } from './output-file.ts';
import { type Output, standardOutput } from './streams.ts';

export interface RowOptions {
  readonly format?: FormatChoice;
  /** A file, or `-` for standard output. */
  readonly output?: string;
  readonly color: boolean;
}

/** Where the rows of a run go, and in what form. */
export interface RowSink {
  readonly output: Output;
  readonly formatName: FormatChoice;
  readonly format: Format;
  readonly renderOptions: RenderOptions;
}

/** A table on a terminal, JSON lines elsewhere, unless told otherwise. `makeRoom` takes a progress bar away. */
export async function openRowSink(options: RowOptions, signal: AbortSignal, makeRoom: () => void): Promise<RowSink> {
  const { stdout } = process;
  const file = options.output === '-' ? undefined : options.output;
  const formatName = options.format ?? (stdout.isTTY === true && file === undefined ? 'table' : 'jsonl');
  const hasColour = file === undefined && wantsColour(stdout, process.env, options);
  return {
    output: file === undefined ? standardOutput(stdout, signal, makeRoom) : await openOutputFile(file),
    formatName,
    format: FORMATS[formatName],
    renderOptions: { width: widthOf(stdout), palette: hasColour ? colourPalette : plainPalette },
  };
}

/** Columns of the terminal; in a pipe those of the terminal around it, as shells tell them. */
export function widthOf(stream: { readonly columns?: number }): number {
  const told = Number(process.env['COLUMNS']);
  return stream.columns || (Number.isInteger(told) && told > 0 ? told : 120);
}
