/** Characters that draw nothing, move the cursor or turn the direction of text: a value could hide behind them. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}\p{Cs}]/gu;

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text that is safe to show on a terminal, on one line: what hides or controls is written as an escape. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => NAMES[character] ?? escapeOf(character));
}

function escapeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u{${code}}`;
}

/** Code points that take two columns. Source: Unicode East Asian Width, W and F, and emoji shown as such. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]|\ufe0f/u;

const COMBINING = /^[\p{Mn}\p{Me}\u200d]+$/u;

const ASCII = /^[\u0020-\u007e]*$/;

/** The columns that a text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(text)) width += graphemeWidth(segment);
  return width;
}

/** A text cut to a number of columns, with `…` where something is missing. */
export function cut(text: string, width: number): string {
  // No character takes less than a column but those that combine, so that this much decides.
  const start = text.length > 4096 ? text.slice(0, Math.max(4096, width * 8)) : text;
  if (start === text && displayWidth(text) <= width) return text;
  let taken = '';
  let column = 0;
  for (const { segment } of graphemes(start)) {
    const next = column + graphemeWidth(segment);
    if (next > width - 1) break;
    taken += segment;
    column = next;
  }
  return width > 0 ? `${taken}…` : '';
}

/** A text filled up with blanks to a number of columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function graphemes(text: string): Iterable<{ readonly segment: string }> {
  return new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
}

function graphemeWidth(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2;
  return COMBINING.test(grapheme) ? 0 : 1;
}
