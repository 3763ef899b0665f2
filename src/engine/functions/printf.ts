/** Width and precision are cut to this: a format must not make texts without bound. */
const LONGEST = 4096;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

const DIRECTIVE = /%([-'+ 0#]*)(\*|\d+)?(?:\.(\*|\d*))?([aAcdieEfFgGosuxXpz%])/g;

/**
 * A text from a C-like format and the texts of its arguments, which come as a JSON list. undefined where an argument
 * is missing, NULL, or no number where one is needed.
 *
 * Source: Splunk Search Reference, Text functions, printf.
 */
export function printf(format: string, args: string): string | undefined {
  const values = JSON.parse(args) as readonly (string | null)[];
  let next = 0;
  const take = (): string | undefined => values[next++] ?? undefined;
  let isComplete = true;
  const text = format.replace(DIRECTIVE, (_, flags: string, width?: string, precision?: string, letter = '') => {
    if (letter === '%') return '%';
    const size = width === '*' ? Number(take()) : Number(width ?? 0);
    const digits = precision === '*' ? Number(take()) : precision === undefined ? undefined : Number(precision);
    const value = take();
    const directive: Directive = {
      flags: size < 0 ? `${flags}-` : flags,
      width: bounded(Math.abs(size)),
      precision: digits === undefined || digits < 0 ? undefined : bounded(digits),
      letter,
    };
    const shown = value === undefined ? undefined : padded(value, directive);
    if (shown === undefined) isComplete = false;
    return shown ?? '';
  });
  return isComplete ? text : undefined;
}

function bounded(size: number): number {
  return Number.isNaN(size) ? 0 : Math.min(Math.trunc(size), LONGEST);
}

function padded(value: string, directive: Directive): string | undefined {
  const { flags, width, precision, letter } = directive;
  if (letter === 's' || letter === 'z') {
    const characters = [...value];
    return pad('', characters.slice(0, precision).join(''), flags.replaceAll('0', ''), width);
  }
  if (letter === 'c') return pad('', [...value][0] ?? '', flags.replaceAll('0', ''), width);
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return undefined;
  const isWhole = 'diouxXp'.includes(letter);
  const body = isWhole ? wholeDigits(number, directive) : fractionDigits(Math.abs(number), directive);
  const isUnsigned = 'ouxXp'.includes(letter);
  const isNegative = !isUnsigned && number < 0;
  const sign = isNegative ? '-' : isUnsigned ? '' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  // A precision of an integer says how many digits it has: zeros of the width would contradict it.
  const usable = isWhole && precision !== undefined ? flags.replaceAll('0', '') : flags;
  return pad(sign + prefixOf(number, directive), body, usable, width);
}

function prefixOf(value: number, { flags, letter }: Directive): string {
  if (letter === 'a') return '0x';
  if (letter === 'A') return '0X';
  if (letter === 'p') return '0x';
  if (!flags.includes('#') || Math.trunc(value) === 0) return '';
  return letter === 'x' ? '0x' : letter === 'X' ? '0X' : letter === 'o' ? '0' : '';
}

function pad(prefix: string, body: string, flags: string, width: number): string {
  const missing = Math.max(0, width - [...prefix, ...body].length);
  if (flags.includes('-')) return prefix + body + ' '.repeat(missing);
  return flags.includes('0') ? prefix + '0'.repeat(missing) + body : ' '.repeat(missing) + prefix + body;
}

function wholeDigits(value: number, { flags, precision, letter }: Directive): string {
  const whole = BigInt(Math.trunc(value));
  // Unsigned ones show the two's complement of 64 bits.
  const unsigned = BigInt.asUintN(64, whole);
  if (letter === 'x' || letter === 'p') return unsigned.toString(16).padStart(precision ?? 1, '0');
  if (letter === 'X')
    return unsigned
      .toString(16)
      .toUpperCase()
      .padStart(precision ?? 1, '0');
  if (letter === 'o') return unsigned.toString(8).padStart(precision ?? 1, '0');
  const digits = (letter === 'u' ? unsigned : whole < 0n ? -whole : whole).toString().padStart(precision ?? 1, '0');
  return flags.includes("'") ? grouped(digits) : digits;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function fractionDigits(value: number, { flags, precision = 6, letter }: Directive): string {
  const digits = Math.min(precision, 100);
  const lower = letter.toLowerCase();
  if (lower === 'a') return cased(hexadecimal(value), letter);
  if (lower === 'e') return cased(exponent(value.toExponential(digits)), letter);
  if (lower === 'g') return cased(general(value, Math.max(digits, 1), flags.includes('#')), letter);
  // toFixed turns to exponents at 1e21, where doubles are whole numbers.
  const fixed =
    value < 1e21 ? value.toFixed(digits) : `${BigInt(value)}${digits === 0 ? '' : `.${'0'.repeat(digits)}`}`;
  const [whole = '', fraction] = fixed.split('.');
  const left = flags.includes("'") ? grouped(whole) : whole;
  return fraction === undefined ? `${left}${flags.includes('#') ? '.' : ''}` : `${left}.${fraction}`;
}

function cased(text: string, letter: string): string {
  return letter === letter.toUpperCase() ? text.toUpperCase() : text;
}

/** C writes at least two digits of the exponent. */
function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** The shorter of plain digits and exponent form; trailing zeros go, unless they are asked for. */
function general(value: number, digits: number, keepsZeros: boolean): string {
  const power = value === 0 ? 0 : Number(value.toExponential(digits - 1).split('e')[1]);
  const isPlain = power >= -4 && power < digits;
  const text = isPlain ? value.toFixed(Math.min(100, digits - 1 - power)) : value.toExponential(digits - 1);
  const short = keepsZeros ? text : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
  return exponent(short);
}

/** The hexadecimal form of a double, behind its `0x`: `1.8p+1` is 3. */
function hexadecimal(value: number): string {
  if (value === 0) return '0p+0';
  let power = 0;
  let mantissa = value;
  for (; mantissa >= 2; power++) mantissa /= 2;
  for (; mantissa < 1; power--) mantissa *= 2;
  return `${mantissa.toString(16)}p${power < 0 ? '' : '+'}${power}`;
}
