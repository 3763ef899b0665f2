import type { ValidationFormat } from './format.ts';
import { json } from './json.ts';
import type { ValidationFormatName } from './names.ts';
import { table } from './table.ts';

/** The formats of `karst validate`, by name. */
export const VALIDATION_FORMATS: Readonly<Record<ValidationFormatName, ValidationFormat>> = { table, json };
