import type { Palette } from '../../findings/index.ts';
import type { Diff } from '../../library/index.ts';

export interface DiffRenderOptions {
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
}

/** A form in which a difference is written. One file each; `DIFF_FORMATS` lists them. */
export interface DiffFormat {
  /** For the help. */
  readonly summary: string;
  readonly render: (diff: Diff, options: DiffRenderOptions) => string;
}
