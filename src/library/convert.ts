import path from 'node:path';
import { type ConvertDecision, type Converted, convertContent, readContentFile } from '../content/index.ts';
import type { TimeOptions } from './options.ts';
import { resolveTimes } from './times.ts';

export type { ConvertDecision, Converted };

export interface ConvertOptions extends Pick<TimeOptions, 'now'> {
  /** A detection, lookup, macro or story. */
  readonly file: string;
  readonly to: 'v5' | 'v6';
}

/**
 * A content file in the form of a later generation of the format, with each decision that this took. Nothing is written.
 *
 * @throws Problem CT001 to CT003 and CT005 for a file that cannot be read, CT030 for one that cannot be converted.
 */
export async function convert({ file, to, now }: ConvertOptions): Promise<Converted> {
  const folders = path.dirname(path.resolve(file)).split(path.sep);
  const today = new Date(resolveTimes(now === undefined ? {} : { now }).now * 1000).toISOString().slice(0, 10);
  return convertContent({ text: readContentFile(file), file, folders, to, today });
}
