import type { Row } from '../../language/index.ts';
import type { Finding } from '../finding.ts';
import type { RunReport } from '../report.ts';
import type { Palette } from './palette.ts';

export interface RenderOptions {
  /** Columns of the terminal. Only tables look at it. */
  readonly width: number;
  readonly palette: Palette;
  /** The events of findings were asked for. */
  readonly hasEvents?: boolean;
  /** The columns of rows, in order, where a plan says them; otherwise the first rows do. */
  readonly columns?: readonly string[];
  /** What `now()` is, in epoch seconds: the time of findings that tell none, where a format needs one. Absent: 0. */
  readonly now?: number;
}

/** Takes items one by one and gives the text to write for each; much or all of it may come at the end. */
export interface Renderer<T> {
  readonly write: (item: T) => string;
  /** The rest. Empty when there was nothing to show. */
  readonly end: () => string;
  /** Fields that were left out because they appeared after the columns were fixed. */
  readonly omitted: () => readonly string[];
}

/** A renderer that is told at the end what came of the run. */
export interface FindingRenderer {
  readonly write: (finding: Finding) => string;
  readonly end: (report: RunReport) => string;
}

/** An output format of findings: a file of this folder, listed in `formats.ts`. */
export interface FindingFormat {
  /** For the help. */
  readonly summary: string;
  readonly findings: (options: RenderOptions) => FindingRenderer;
}

/** One that rows of searches have too. */
export interface Format extends FindingFormat {
  readonly findings: (options: RenderOptions) => Renderer<Finding>;
  readonly rows: (options: RenderOptions) => Renderer<Row>;
}
