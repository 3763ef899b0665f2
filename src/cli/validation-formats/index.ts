import type { ValidationFormat } from './format.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { ValidationFormatName } from './names.ts';
import { sarif } from './sarif.ts';
import { table } from './table.ts';

/** The formats of `karst validate`, by name. */
export const VALIDATION_FORMATS: Readonly<Record<ValidationFormatName, ValidationFormat>> = {
  table,
  json,
  sarif,
  junit,
  github,
};
