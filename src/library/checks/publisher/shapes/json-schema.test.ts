import { expect, test } from 'vitest';
import { fileSchema } from './json-schema.ts';
import {
  ANY,
  choice,
  list,
  mapping,
  matching,
  opened,
  optional,
  present,
  required,
  set,
  TEXT,
  TRUTH,
  text,
  whole,
} from './shape.ts';

test('says of each key what a file may hold there', () => {
  const shape = mapping({
    name: required(text(1, 67)),
    kind: required(choice('a', 'b')),
    score: optional(whole(1, 100)),
    ids: optional(set(matching('a UUID', /^[0-9a-f-]{36}$/), 1)),
    offset: present(TEXT),
    more: optional(ANY),
    on: optional(TRUTH),
  });
  const orNothing = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
  expect(fileSchema(shape, 'an example')).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'an example',
    type: 'object',
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 67 },
      kind: { enum: ['a', 'b'] },
      score: orNothing({ type: 'integer', minimum: 1, maximum: 100 }),
      ids: orNothing({
        type: 'array',
        items: { type: 'string', description: 'a UUID', pattern: '^[0-9a-f-]{36}$' },
        minItems: 1,
        uniqueItems: true,
      }),
      offset: orNothing({ type: 'string' }),
      more: {},
      on: orNothing({ enum: [true, false, 'true', 'false'] }),
    },
    required: ['name', 'kind', 'offset'],
    additionalProperties: false,
  });
});

test('lets other keys through where the form does, in what lies below too', () => {
  const shape = opened(mapping({ tags: required(list(mapping({ a: optional(TEXT) }))) }));
  expect(JSON.stringify(fileSchema(shape, 'open'))).not.toContain('additionalProperties');
});
