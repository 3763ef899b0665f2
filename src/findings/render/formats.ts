import { csv } from './csv.ts';
import type { FindingFormat, Format } from './format.ts';
import { jsonl } from './jsonl.ts';
import { table } from './table.ts';

/** The formats of rows, and of findings. */
export const FORMATS = { table, jsonl, csv } as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

/** The formats of findings. */
export const FINDING_FORMATS = { ...FORMATS } as const satisfies Readonly<Record<string, FindingFormat>>;

export type FindingFormatName = keyof typeof FINDING_FORMATS;
