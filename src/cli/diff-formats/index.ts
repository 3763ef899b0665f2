import type { DiffFormat } from './format.ts';
import { json, jsonl } from './json.ts';
import { markdown } from './markdown.ts';
import type { DiffFormatName } from './names.ts';
import { table } from './table.ts';

/** The formats of `karst diff`, by name. */
export const DIFF_FORMATS: Readonly<Record<DiffFormatName, DiffFormat>> = { table, json, jsonl, markdown };
