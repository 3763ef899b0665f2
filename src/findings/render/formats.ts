import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { jsonl } from './jsonl.ts';
import { table } from './table.ts';

/** Every output format. */
export const FORMATS = { table, jsonl, csv } as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
