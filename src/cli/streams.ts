import { once } from 'node:events';
import { fstatSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { Problem } from '../shared/problem.ts';
import { isFull, writeFailure } from '../shared/write-failure.ts';

/** Where rows go: standard output or a file. */
export interface Output {
  /** Resolves when the reader has room for more. */
  write(text: string): Promise<void>;
  /** All is written: puts a file in its place. */
  finish(): Promise<void>;
  /** The run failed: leaves nothing half-written behind. */
  discard(): Promise<void>;
}

/** Runs what fills outputs. They are put in their places when all is well, and taken back when the run fails. */
export async function withOutputs<T>(run: (track: (output: Output) => void) => Promise<T>): Promise<T> {
  const outputs: Output[] = [];
  try {
    const result = await run((output) => outputs.push(output));
    for (const output of outputs) await output.finish();
    return result;
  } catch (error) {
    for (const output of outputs) await output.discard();
    throw error;
  }
}

/** What ended a run before its time. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Texts are gathered to pieces of this many characters before they are written. */
const PIECE_LENGTH = 1 << 16;

/** Standard output, which may be a terminal. */
type RowStream = Writable & { readonly isTTY?: boolean; readonly fd?: number };

/**
 * Standard output. A write waits while the reader is slow, and no longer than until `signal` ends the run. On a
 * terminal rows appear as they come, after `makeRoom` took away what stands on the last line.
 *
 * @throws Problem CLI002, where it is a file that takes no more
 */
export function standardOutput(stream: RowStream, signal: AbortSignal, makeRoom: () => void = () => undefined): Output {
  let pending = '';
  const pieceLength = stream.isTTY === true ? 1 : PIECE_LENGTH;
  const { fd } = stream;
  const file = fd !== undefined && fstatSync(fd).isFile() ? fd : undefined;
  const flush = async (): Promise<void> => {
    signal.throwIfAborted();
    const piece = pending;
    pending = '';
    if (piece === '') return;
    makeRoom();
    if (file !== undefined) writeWhole(file, Buffer.from(piece));
    else if (!stream.write(piece)) await once(stream, 'drain', { signal });
  };
  return {
    async write(text) {
      pending += text;
      if (pending.length >= pieceLength) await flush();
    },
    finish: flush,
    async discard() {
      pending = '';
    },
  };
}

/** Node's own stream takes a piece for written of which only a part had room in the file. */
function writeWhole(file: number, piece: Uint8Array): void {
  try {
    for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
  } catch (error) {
    throw unwritableOutput(error);
  }
}

/** Why standard output cannot be written. */
export function unwritableOutput(cause: unknown): Problem {
  const hint = isFull(cause) ? { hint: 'free space there, or write to another disk' } : {};
  return new Problem('CLI002', `cannot write to standard output: ${writeFailure(cause)}`, { cause, ...hint });
}
