import type { Latin1Writer } from './latin1-writer.ts';

const SECONDS_PER_DAY = 86_400;
const TICKS_PER_SECOND = 10_000_000;
/** 1601-01-01, where FILETIME begins, to 1970-01-01. */
const DAYS_TO_1970 = 134_774;
const MAX_DATES = 1000;

/**
 * Writes points in time. Dates are kept: the events of a log fall on few days.
 *
 * A FILETIME (100 ns steps) has nine decimals, the last two always zero: so EvtRender of the Windows versions that
 * the published Splunk examples come from writes it ('2023-02-08T13:01:11.065939500Z'), and so does every example.
 */
export class TimeWriter {
  private readonly dates = new Map<number, string>();

  filetime(out: Latin1Writer, high: number, low: number): void {
    // 10,000,000 = 128 * 78,125: with seven bits taken off, the rest is an exact number up to the year 5254.
    if (high >= 0x1000_0000) {
      this.farFiletime(out, high, low);
      return;
    }
    const upper = high * 0x200_0000 + (low >>> 7);
    const seconds = Math.floor(upper / 78_125);
    this.point(out, seconds, (upper - seconds * 78_125) * 128 + (low & 127));
  }

  private farFiletime(out: Latin1Writer, high: number, low: number): void {
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    this.point(out, Number(ticks / BigInt(TICKS_PER_SECOND)), Number(ticks % BigInt(TICKS_PER_SECOND)));
  }

  private date(day: number): string {
    const known = this.dates.get(day);
    if (known !== undefined) return known;
    if (this.dates.size > MAX_DATES) this.dates.clear();
    const text = dateText(day - DAYS_TO_1970);
    this.dates.set(day, text);
    return text;
  }

  private point(out: Latin1Writer, seconds: number, ticks: number): void {
    const day = Math.floor(seconds / SECONDS_PER_DAY);
    const second = seconds - day * SECONDS_PER_DAY;
    out.ascii(this.date(day));
    out.byte(84);
    out.padded((second / 3600) | 0, 2);
    out.byte(58);
    out.padded(((second / 60) | 0) % 60, 2);
    out.byte(58);
    out.padded(second % 60, 2);
    out.byte(46);
    out.padded(ticks, 7);
    out.ascii('00Z');
  }
}

/** A SYSTEMTIME: year, month, day of week, day, hour, minute, second, millisecond. */
export function writeSystemtime(out: Latin1Writer, view: DataView, at: number): void {
  const part = (index: number, width: number, before: string): void => {
    out.ascii(before);
    out.padded(view.getUint16(at + 2 * index, true), width);
  };
  part(0, 4, '');
  part(1, 2, '-');
  part(3, 2, '-');
  part(4, 2, 'T');
  part(5, 2, ':');
  part(6, 2, ':');
  part(7, 3, '.');
  out.ascii('Z');
}

/** `YYYY-MM-DD` of a day counted from 1970. Years past 9999, which FILETIME reaches, keep all their digits. */
function dateText(day: number): string {
  const iso = new Date(day * SECONDS_PER_DAY * 1000).toISOString();
  return iso.slice(iso.startsWith('+') ? 2 : 0, iso.indexOf('T'));
}
