import { BatchBuilder, type RecordBatch } from './batch.ts';
import { ByteWindow } from './byte-window.ts';
import type { Bytes } from './bytes.ts';
import type { Encoding } from './decode.ts';

/** A text to read records from. */
export interface TextSource {
  /** As it is shown in skips. */
  readonly path: string;
  readonly bytes: Bytes;
  readonly encoding: Encoding;
  readonly maxRecordBytes: number;
}

/** Finds the records of one format. */
export interface RecordScanner {
  /**
   * Takes what stands at `index` (a record, blanks, something to skip) and returns the index behind it; `index`
   * itself where more bytes are needed to tell. Once the window has ended it must take all that is left.
   */
  take(index: number): number;
}

/** Reads the records of a text in batches, with no more of it in memory than its longest record needs. */
export async function* readText(
  source: TextSource,
  createScanner: (window: ByteWindow, batch: BatchBuilder) => RecordScanner,
): AsyncGenerator<RecordBatch> {
  const window = new ByteWindow(source.bytes, source.encoding);
  const batch = new BatchBuilder();
  const scanner = createScanner(window, batch);
  try {
    let index = 0;
    for (;;) {
      const next = scanner.take(index);
      if (next === index) {
        if (window.isEnded) break;
        await window.fill(index);
        index = 0;
      } else {
        index = next;
        if (batch.isFull) yield batch.take();
      }
    }
    if (!batch.isEmpty) yield batch.take();
  } finally {
    await window.close();
  }
}
