import type { Generation } from '../../../../content/index.ts';
import { type KeyShape, list, optional, required, set, TEXT, text, whole } from './shape.ts';
import { ADDRESS, DATE, UUID } from './values.ts';

/** The longest name that a stanza has room for. Source: contentctl, names of objects. */
const MAX_NAME = 99;

/** What every kind of content has. Source: contentctl 5.6.0; since ESCU 6 its schemas. */
export function commonKeys(generation: Generation): Readonly<Record<string, KeyShape>> {
  if (generation === 'v6') {
    return {
      name: required(TEXT),
      id: required(UUID),
      version: required(whole(1)),
      creation_date: required(DATE),
      modification_date: required(DATE),
      author: required(TEXT),
      description: required(TEXT),
      references: optional(set(ADDRESS)),
    };
  }
  return {
    name: required(text(0, MAX_NAME)),
    id: required(UUID),
    version: required(whole(0)),
    date: required(DATE),
    author: required(text(0, 255)),
    description: required(text(0, 10_000)),
    references: optional(list(ADDRESS)),
  };
}

/** The common keys, where the publisher's tool makes up what a file of this kind does not say of itself. */
export function relaxedKeys(generation: Generation): Readonly<Record<string, KeyShape>> {
  const keys = commonKeys(generation);
  if (generation === 'v6') return keys;
  const { name = required(TEXT), description = required(TEXT), ...others } = keys;
  const relaxed = Object.entries(others).map(([key, { shape }]) => [key, optional(shape)] as const);
  return { name, description, ...Object.fromEntries(relaxed) };
}
