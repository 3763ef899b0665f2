import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PUBLISHER_CHECKS } from '../../src/library/checks/publisher/index.ts';
import { validate } from '../../src/library/index.ts';

const SHARED = path.resolve(import.meta.dirname, '../../../shared');

const CODES: ReadonlySet<string> = new Set(PUBLISHER_CHECKS.flatMap(({ codes }) => codes));

/**
 * What the publisher's checks find in content that its publisher's tool took, by code, and why. Whatever is not listed
 * is a false alarm.
 */
const FOUND: readonly { readonly folder: string; readonly codes: Readonly<Record<string, number>> }[] = [
  // No data sources and no deployments are part of it: told once each.
  { folder: 'content', codes: { CT114: 2 } },
  // Detections alone.
  { folder: 'content-v5', codes: { CT114: 3 } },
  {
    folder: 'content-v6',
    codes: {
      // Of the stories and data sources there are three, and the detections name more.
      CT113: 32,
      // Two published searches end with a line break: only a warning, for that reason.
      CT212: 2,
      // The files of rows are no part of the sample.
      CT301: 3,
    },
  },
];

describe.each(FOUND)('published content in $folder', ({ folder, codes }) => {
  test.skipIf(!existsSync(path.join(SHARED, folder)))(
    'has nothing that its publisher would refuse, but for what is listed with its reason',
    async () => {
      const { files } = await validate({ paths: [path.join(SHARED, folder)], now: '2026-11-01' });
      const found: Record<string, number> = {};
      for (const { code } of files.flatMap(({ errors }) => errors)) {
        if (CODES.has(code)) found[code] = (found[code] ?? 0) + 1;
      }
      expect(found).toEqual(codes);
    },
    300_000,
  );
});
