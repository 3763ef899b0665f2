import { assertNever } from '../../../../shared/problem.ts';
import type { MappingShape, Shape } from './shape.ts';

/** A schema as editors and other programs read it. Source: JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of a whole file. */
export function fileSchema(shape: MappingShape, title: string): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...schemaOf(shape) };
}

function schemaOf(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'text':
      return textSchema(shape);
    case 'choice':
      return { enum: shape.values };
    case 'whole':
      return { type: 'integer', ...given({ minimum: shape.min, maximum: shape.max }) };
    case 'truth':
      // Published files write it in quotes too.
      return { enum: [true, false, 'true', 'false'] };
    case 'list':
      return {
        type: 'array',
        items: schemaOf(shape.of),
        ...given({ minItems: shape.min, maxItems: shape.max, uniqueItems: shape.isUnique }),
      };
    case 'mapping':
      return mappingSchema(shape);
    case 'either':
      return { anyOf: shape.shapes.map(schemaOf) };
    case 'any':
      return {};
    default:
      return assertNever(shape);
  }
}

function textSchema({ min, max, pattern }: Extract<Shape, { kind: 'text' }>): JsonSchema {
  const lengths = given({ minLength: min, maxLength: max, description: pattern?.form });
  const { expression } = pattern ?? {};
  // Flags have no place in a schema.
  return { type: 'string', ...lengths, ...(expression?.flags === '' && { pattern: expression.source }) };
}

/** A key that need not be there may stand there with nothing behind it. */
function mappingSchema({ keys, isOpen }: MappingShape): JsonSchema {
  const properties = Object.entries(keys).map(([key, { shape, need }]) => {
    const schema = schemaOf(shape);
    return [key, need === 'required' || shape.kind === 'any' ? schema : { anyOf: [schema, { type: 'null' }] }] as const;
  });
  const required = Object.entries(keys).flatMap(([key, { need }]) => (need === 'optional' ? [] : [key]));
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    ...(!isOpen && { additionalProperties: false }),
  };
}

/** Those that have a value, and are no bound of nothing. */
function given(entries: Readonly<Record<string, unknown>>): JsonSchema {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== 0));
}
