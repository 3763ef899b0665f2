import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RegexCase } from './regex-cases.ts';

/** What PCRE2 makes of a case. */
export interface PeerAnswer {
  /** Set where the pattern does not compile. */
  readonly error?: string;
  /** Set where PCRE2 gave up. */
  readonly limit?: true;
  /** Where the match starts, in code points. */
  readonly start?: number;
  /** What the groups matched, the whole match first; null for no match. */
  readonly groups?: readonly (string | null)[] | null;
}

const PEER = fileURLToPath(new URL('./regex-pcre2-peer.py', import.meta.url));

/** Asks the PCRE2 library of this machine; undefined where there is none, or no Python to reach it by. */
export function askPcre2(cases: readonly RegexCase[]): PeerAnswer[] | undefined {
  const { status, stdout } = spawnSync('python3', [PEER], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return status === 0 ? (JSON.parse(stdout) as PeerAnswer[]) : undefined;
}
