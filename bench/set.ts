import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchResult } from './measure.ts';

/** What a set is run with. */
export interface BenchContext {
  /** Small inputs and few runs: to see that it works, not how fast. */
  readonly isQuick: boolean;
  /** Also what takes an hour and much of the disk. */
  readonly isHuge: boolean;
  /** For files; it goes when the run ends. */
  readonly folder: string;
}

/** Questions that are answered together. */
export interface BenchSet {
  /** What is asked, in a line. */
  readonly about: string;
  /** How long it takes on two idle cores. */
  readonly minutes: number;
  readonly run: (context: BenchContext) => Promise<readonly BenchResult[]>;
}

/** A published content beside the checkout. */
export const CONTENT = fileURLToPath(new URL('../../shared/content', import.meta.url));

/** Why a set that needs that content is not run; undefined where it is there. */
export function contentMissing(): string | undefined {
  return existsSync(CONTENT) ? undefined : 'there is no content beside the checkout';
}

/** A file of the built package. @throws Error if it was not built */
export function built(file: string): string {
  const path = fileURLToPath(new URL(`../dist/${file}`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run build`);
  return path;
}

/** A script of this folder that is run as a process of its own. */
export function script(name: string): string {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}

/** The command line, as it is installed. */
export function karst(): string {
  return built('cli/main.js');
}
