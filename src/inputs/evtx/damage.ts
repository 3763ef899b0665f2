import { Problem } from '../../shared/problem.ts';

/** A record that cannot be decoded. `at` counts from the start of the chunk; who knows the chunk's place adds it. */
export function damaged(found: string, at: number): Problem {
  return new Problem('IN004', `a damaged EVTX record: ${found}`, { byteOffset: at });
}
