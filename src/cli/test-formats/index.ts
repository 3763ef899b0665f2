import type { TestFormat } from './format.ts';
import { github } from './github.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import type { TestFormatName } from './names.ts';
import { table } from './table.ts';

/** The formats of `karst test`, by name. */
export const TEST_FORMATS: Readonly<Record<TestFormatName, TestFormat>> = { table, jsonl, junit, github };
