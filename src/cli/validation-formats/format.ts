import type { Palette } from '../../findings/index.ts';
import type { ValidatedFile } from '../../library/index.ts';

export interface ValidationRenderOptions {
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
}

/** A form in which the outcome of a validation is written. One file each; `VALIDATION_FORMATS` lists them. */
export interface ValidationFormat {
  /** For the help. */
  readonly summary: string;
  readonly render: (files: readonly ValidatedFile[], options: ValidationRenderOptions) => string;
}
