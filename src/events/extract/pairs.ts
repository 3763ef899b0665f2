/** How a text writes its names and values. */
export interface PairFormat {
  /** Characters of a name beside letters, digits and the underscore. */
  readonly inNames: string;
  /** A blank may stand on both sides of the equals sign. */
  readonly isSpaced: boolean;
  /** Within quotation marks a backslash takes the meaning from the character behind it. */
  readonly hasEscapes: boolean;
  /** What ends a value without quotation marks, beside blanks and quotation marks. */
  readonly ends: string;
}

/** A value as it stands in the text, and the quotation marks that it stood in; empty for none. */
export interface Pair {
  readonly name: string;
  readonly value: string;
  readonly quote: '"' | "'" | '';
}

/**
 * The `name=value` pairs of a text, in order. A name begins with a letter or an underscore. What opens with a quotation
 * mark that nothing closes is no value. Each character is looked at a bounded number of times, whatever the text.
 */
export function* pairsOf(text: string, format: PairFormat): Generator<Pair> {
  let from = 0;
  for (let equals = text.indexOf('=', from); equals !== -1; equals = text.indexOf('=', from)) {
    const name = nameBefore(text, from, equals, format);
    const found = name === '' ? undefined : valueBehind(text, equals + 1, format);
    from = found?.end ?? equals + 1;
    if (found !== undefined) yield { name, value: found.value, quote: found.quote };
  }
}

/** The name that ends in front of an equals sign and does not reach back beyond `from`. */
function nameBefore(text: string, from: number, equals: number, { inNames, isSpaced }: PairFormat): string {
  const end = isSpaced && equals > from && isBlank(text, equals - 1) ? equals - 1 : equals;
  let start = end;
  while (start > from && isOfName(text.charCodeAt(start - 1), inNames)) start--;
  while (start < end && !isLetter(text.charCodeAt(start))) start++;
  return text.slice(start, end);
}

interface Found {
  readonly value: string;
  readonly quote: Pair['quote'];
  readonly end: number;
}

function valueBehind(text: string, at: number, format: PairFormat): Found | undefined {
  const start = format.isSpaced && isBlank(text, at) ? at + 1 : at;
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    const close = closingQuote(text, start, quote, format.hasEscapes && quote === '"');
    return close === -1 ? undefined : { value: text.slice(start + 1, close), quote, end: close + 1 };
  }
  let end = start;
  while (end < text.length && !isBlank(text, end) && !ENDS.includes(text.charAt(end))) {
    if (format.ends.includes(text.charAt(end))) break;
    end++;
  }
  return { value: text.slice(start, end), quote: '', end };
}

const ENDS = '"\'';

function closingQuote(text: string, open: number, quote: string, hasEscapes: boolean): number {
  if (!hasEscapes) return text.indexOf(quote, open + 1);
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}

function isOfName(code: number, more: string): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x39) || more.includes(String.fromCharCode(code));
}
