import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A folder that each test of a file has anew. */
export interface Scratch {
  /** Its path, while a test runs. */
  folder(): string;
  /** Writes a file below it, and gives the path. */
  put(name: string, text: string): string;
}

export function useScratch(name: string): Scratch {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), `karst-${name}-`));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder: () => folder,
    put: (file, text) => {
      const place = path.join(folder, file);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
      return place;
    },
  };
}
