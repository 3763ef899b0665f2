import type { LogRecord, Skip } from './record.ts';

/** Records of one source, and what was skipped between them. */
export interface RecordBatch {
  readonly records: LogRecord[];
  readonly skipped: Skip[];
}

/** Records that die young cost the collector nothing: batches of a thousand took XML a third of its time. */
const MAX_ENTRIES = 128;
const MAX_BYTES = 4 * 2 ** 20;

/** Gathers records up to a bound of count and size. */
export class BatchBuilder {
  #records: LogRecord[] = [];
  #skipped: Skip[] = [];
  #sizeBytes = 0;

  add(record: LogRecord, sizeBytes: number): void {
    this.#records.push(record);
    this.#sizeBytes += sizeBytes;
  }

  skip(skipped: Skip): void {
    this.#skipped.push(skipped);
  }

  get isFull(): boolean {
    return this.#records.length + this.#skipped.length >= MAX_ENTRIES || this.#sizeBytes >= MAX_BYTES;
  }

  get isEmpty(): boolean {
    return this.#records.length + this.#skipped.length === 0;
  }

  /** What was gathered; the builder begins anew. */
  take(): RecordBatch {
    const batch = { records: this.#records, skipped: this.#skipped };
    this.#records = [];
    this.#skipped = [];
    this.#sizeBytes = 0;
    return batch;
  }
}
