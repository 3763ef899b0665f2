import { Problem } from '../../shared/problem.ts';
import type { Bytes } from '../bytes.ts';
import type { ReadLimits } from '../options.ts';

/** Follows what one file on the disk expands to, over all archives that lie in one another. */
export class ExpansionGuard {
  readonly #limits: ReadLimits;
  #expandedBytes = 0;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  /**
   * Passes on what came out of a compressed stream. `consumedBytes` tells how much went into it so far.
   *
   * @throws Problem IN007 where more comes out than the limits allow.
   */
  async *watch(expanded: Bytes, consumedBytes: () => number): AsyncGenerator<Uint8Array> {
    const { maxExpandedBytes, maxExpansionRatio, expansionGraceBytes } = this.#limits;
    let own = 0;
    for await (const chunk of expanded) {
      own += chunk.length;
      this.#expandedBytes += chunk.length;
      if (this.#expandedBytes > maxExpandedBytes) {
        throw new Problem('IN007', `expands to more than ${maxExpandedBytes} bytes`);
      }
      if (own > expansionGraceBytes && own > consumedBytes() * maxExpansionRatio) {
        throw new Problem('IN007', `expands to more than ${maxExpansionRatio} times its size`);
      }
      yield chunk;
    }
  }
}

/** Counts bytes on their way. */
export function counted(bytes: Bytes): { readonly bytes: Bytes; readonly count: () => number } {
  let count = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      count += chunk.length;
      yield chunk;
    }
  }
  return { bytes: pass(), count: () => count };
}
