/** The number that a text is in a base from 2 to 36; undefined for any other text. */
export function numberInBase(text: string, base: number): number | undefined {
  const [, sign = '', digits = ''] = /^([+-]?)(?:0[xX](?=.))?([0-9a-zA-Z]+)$/.exec(text) ?? [];
  if (!Number.isInteger(base) || base < 2 || base > 36 || digits === '') return undefined;
  let value = 0;
  for (const digit of digits) {
    const weight = Number.parseInt(digit, 36);
    if (weight >= base) return undefined;
    value = value * base + weight;
  }
  return sign === '-' ? -value : value;
}

/** `0xF`: the whole part in hexadecimal. */
export function hexText(value: number): string {
  return signed(value, (whole) => `0x${whole.toString(16).toUpperCase()}`);
}

/** `1111`: the whole part in binary. */
export function binaryText(value: number): string {
  return signed(value, (whole) => whole.toString(2));
}

/** `1,234.57`: thousands separators, two decimals where there is a fraction. */
export function commas(value: number): string {
  const fixed = Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(2);
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `01:02:03`, with days in front as `2+01:02:03`; a fraction of a second is kept to the microsecond. */
export function duration(seconds: number): string {
  const micros = Math.round(Math.abs(seconds) * 1e6);
  const whole = Math.floor(micros / 1e6);
  const fraction = micros % 1e6;
  const days = Math.floor(whole / 86_400);
  const clock = [Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60].map(twoDigits).join(':');
  const tail = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`;
  return `${seconds < 0 ? '-' : ''}${days === 0 ? '' : `${days}+`}${clock}${tail}`;
}

/** The number rounded to so many significant digits. */
export function significant(value: number, digits: number): number | undefined {
  return digits >= 1 ? Number(value.toPrecision(Math.min(100, Math.floor(digits)))) : undefined;
}

function signed(value: number, render: (whole: bigint) => string): string {
  const whole = BigInt(Math.trunc(value));
  return whole < 0n ? `-${render(-whole)}` : render(whole);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
