import type { Generation } from '../content/index.ts';
import { type FormKind, SHAPES } from './checks/publisher/form.ts';
import { fileSchema, type JsonSchema } from './checks/publisher/shapes/json-schema.ts';

export type { FormKind, JsonSchema };

/** Kinds of files that have a schema. */
export const SCHEMA_KINDS = Object.keys(SHAPES) as readonly FormKind[];

const ESCU: Readonly<Record<Generation, string>> = { v4: 'ESCU 4', v5: 'ESCU 5', v6: 'ESCU 6' };

/**
 * The JSON Schema of a content file: the keys, types and values that its publisher's tool allows. What depends on several
 * keys or other files is left to `validate`.
 */
export function contentSchema(kind: FormKind, generation: Generation): JsonSchema {
  return fileSchema(SHAPES[kind][generation], `${kind.replace('_', ' ')} of ${ESCU[generation]}`);
}
