import type { Generation } from '../../../../content/index.ts';
import { list, type MappingShape, mapping, opened, optional, required, TEXT, text } from './shape.ts';

/** The kinds of content that a deprecation mapping lists. */
export const DEPRECATED_KINDS = [
  'baselines',
  'detections',
  'investigations',
  'stories',
  'dashboards',
  'data_sources',
  'deployments',
  'lookups',
  'macros',
] as const;

const ENTRY = mapping({
  content: required(TEXT),
  removed_in_version: required(TEXT),
  reason: required(text(6)),
  replacement_content: optional(list(TEXT)),
});

const MAPPING = opened(mapping(Object.fromEntries(DEPRECATED_KINDS.map((kind) => [kind, optional(list(ENTRY))]))));

/** Alike in all generations. */
export const DEPRECATION_MAPPING: Readonly<Record<Generation, MappingShape>> = {
  v4: MAPPING,
  v5: MAPPING,
  v6: MAPPING,
};
