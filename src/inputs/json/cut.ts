import type { JsonRecord } from '../record.ts';
import { ExtentScanner } from './extent.ts';

/** What is left of an object that ends too early. */
export interface CutObject {
  /** As it is written: it ends in the middle of a value, or behind one. */
  readonly text: string;
  /** Every value that was whole. */
  readonly value: JsonRecord['value'];
}

/** Reads an object that `bytes` hold the beginning of; undefined where no value of it is whole. */
export function readCutObject(bytes: Buffer): CutObject | undefined {
  const scanner = new ExtentScanner();
  scanner.scan(bytes);
  const whole = scanner.wholePart();
  if (whole === undefined || whole.closers === '') return undefined;
  try {
    const value = JSON.parse(bytes.toString('utf8', 0, whole.index) + whole.closers);
    return Object.keys(value).length === 0 ? undefined : { text: bytes.toString('utf8').trimEnd(), value };
  } catch {
    // A literal that is none.
    return undefined;
  }
}
