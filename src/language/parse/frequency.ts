import type { FieldName } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from './options.ts';

const OPTIONS = {
  limit: integerOption,
  showcount: booleanOption,
  showperc: booleanOption,
  countfield: textOption,
  percentfield: textOption,
  useother: booleanOption,
  otherstr: textOption,
};

/** What `top` and `rare` are made of. */
export interface FrequencyParts {
  /** Combinations to keep for each BY group; 0 keeps all. */
  readonly limit: number;
  readonly fields: readonly FieldName[];
  /** Empty without BY. */
  readonly by: readonly FieldName[];
  readonly options: OptionValues<typeof OPTIONS>;
}

/** Reads the arguments of `top` and `rare`. Source: Splunk Search Reference, top. */
export function readFrequency(cursor: Cursor, command: string): FrequencyParts {
  const options = optionBag(cursor, command, OPTIONS);
  options.readAll();
  const count = cursor.integer();
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList('by'));
  while (options.read());
  if (fields.length === 0) cursor.failExpected('a field name');
  const by = cursor.keyword('by') === undefined ? [] : cursor.fieldList();
  options.readAll();
  return { limit: options.values.limit ?? count ?? 10, fields, by, options: options.values };
}
