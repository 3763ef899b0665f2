import path from 'node:path';
import {
  colourPalette,
  FINDING_FORMATS,
  type FindingFormat,
  type FindingFormatName,
  FORMATS,
  type Format,
  plainPalette,
  type RenderOptions,
} from '../findings/index.ts';
import { resolveTimes } from '../library/index.ts';
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

/** The options of `RowOptions` with the formats that findings have beside. */
export interface FindingOptions extends Omit<RowOptions, 'format'> {
  readonly format?: FindingFormatName;
  /** What `now()` is, and the zone that it may be written in. */
  readonly now?: string;
  readonly timezone?: string;
}

/** Where the findings of a run go. */
export interface FindingSink extends Pick<RowSink, 'output' | 'renderOptions'> {
  readonly format: FindingFormat;
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
  const formatName = options.format ?? defaultFormat(options);
  return { ...(await openSink(options, signal, makeRoom)), formatName, format: FORMATS[formatName] };
}

/** The same for findings. */
export async function openFindingSink(
  options: FindingOptions,
  signal: AbortSignal,
  makeRoom: () => void,
): Promise<FindingSink> {
  const format = FINDING_FORMATS[findingFormatName(options)];
  const { now } = resolveTimes(options);
  const { output, renderOptions } = await openSink(options, signal, makeRoom);
  return { output, format, renderOptions: { ...renderOptions, now } };
}

/** The formats that an extension of the output stands for. */
const EXTENSIONS: Readonly<Record<string, FindingFormatName>> = {
  '.md': 'markdown',
  '.html': 'html',
  '.sarif': 'sarif',
  '.csv': 'csv',
  '.jsonl': 'jsonl',
};

/** The format of findings: the one asked for, else that of the extension of the output, else as for rows. */
export function findingFormatName(options: Pick<FindingOptions, 'format' | 'output'>): FindingFormatName {
  return options.format ?? EXTENSIONS[path.extname(options.output ?? '').toLowerCase()] ?? defaultFormat(options);
}

function defaultFormat({ output }: Pick<RowOptions, 'output'>): 'table' | 'jsonl' {
  return process.stdout.isTTY === true && (output === undefined || output === '-') ? 'table' : 'jsonl';
}

async function openSink(
  options: Pick<RowOptions, 'output' | 'color'>,
  signal: AbortSignal,
  makeRoom: () => void,
): Promise<Pick<RowSink, 'output' | 'renderOptions'>> {
  const { stdout } = process;
  const file = options.output === '-' ? undefined : options.output;
  const hasColour = file === undefined && wantsColour(stdout, process.env, options);
  return {
    output: file === undefined ? standardOutput(stdout, signal, makeRoom) : await openOutputFile(file),
    renderOptions: { width: widthOf(stdout), palette: hasColour ? colourPalette : plainPalette },
  };
}

/** Columns of the terminal; in a pipe those of the terminal around it, as shells tell them. */
export function widthOf(stream: { readonly columns?: number }): number {
  const told = Number(process.env['COLUMNS']);
  return stream.columns || (Number.isInteger(told) && told > 0 ? told : 120);
}
