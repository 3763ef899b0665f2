import type { Severity } from '../../content/index.ts';

export type Style = 'bold' | 'dim' | 'red' | 'brightRed' | 'yellow' | 'green' | 'cyan';

/** Gives a text a style, or leaves it as it is. */
export type Palette = (style: Style, text: string) => string;

/** For pipes, files and NO_COLOR. */
export const plainPalette: Palette = (_, text) => text;

/** For terminals: ECMA-48 select graphic rendition. */
export const colourPalette: Palette = (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m`;

const CODES: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  red: '31',
  brightRed: '1;31',
  yellow: '33',
  green: '32',
  cyan: '36',
};

/** The colour of a severity. The word stands beside it always: colour is never the only sign. */
export const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = {
  critical: 'brightRed',
  high: 'red',
  medium: 'yellow',
  low: 'green',
  informational: 'dim',
};
