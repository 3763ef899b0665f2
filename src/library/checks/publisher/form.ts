import path from 'node:path';
import type { ContentKind, Generation, RawFile } from '../../../content/index.ts';
import { type Departure, departuresFrom, isMapping } from './departures.ts';
import { DEPLOYMENT } from './shapes/deployment.ts';
import { DEPRECATION_MAPPING } from './shapes/deprecation.ts';
import { DETECTION } from './shapes/detection.ts';
import { BASELINE, DASHBOARD, DATA_SOURCE, LOOKUP, MACRO, STORY } from './shapes/objects.ts';
import type { MappingShape } from './shapes/shape.ts';

/** A content file as its publisher's tool sees it. */
export interface Form {
  readonly kind: FormKind;
  readonly generation: Generation;
  readonly raw: RawFile;
  readonly data: Readonly<Record<string, unknown>>;
  /** What its kind and generation do not allow in it. */
  readonly departures: readonly Departure[];
}

export type FormKind = keyof typeof SHAPES;

/** What each kind of file may hold in each generation. */
export const SHAPES = {
  detection: DETECTION,
  macro: MACRO,
  lookup: LOOKUP,
  story: STORY,
  baseline: BASELINE,
  data_source: DATA_SOURCE,
  deployment: DEPLOYMENT,
  dashboard: DASHBOARD,
  deprecation_mapping: DEPRECATION_MAPPING,
} as const satisfies Readonly<Record<string, Readonly<Record<Generation, MappingShape>>>>;

/** How a file is seen; undefined for what the publisher's tool does not know, and for what is no mapping of keys. */
export function formOf(contentKind: ContentKind, raw: RawFile | undefined): Form | undefined {
  if (raw === undefined || !isMapping(raw.data)) return undefined;
  const kind = formKindOf(contentKind, raw.file);
  if (kind === undefined) return undefined;
  const { data } = raw;
  const generation = generationOfKeys(kind, data);
  return { kind, generation, raw, data, departures: departuresFrom(SHAPES[kind][generation], data, kind) };
}

function formKindOf(kind: ContentKind, file: string): FormKind | undefined {
  switch (kind) {
    case 'source':
      return undefined;
    case 'other':
      return /^deprecation_mapping.*\.ya?ml$/i.test(path.basename(file)) ? 'deprecation_mapping' : undefined;
    default:
      return kind;
  }
}

/** Only detections always tell. Of others that may be of version 4 or 5, the more lenient is taken. */
function generationOfKeys(kind: FormKind, data: Readonly<Record<string, unknown>>): Generation {
  if ('creation_date' in data || 'modification_date' in data) return 'v6';
  if (kind === 'detection') return generationOfDetection(data);
  if (kind === 'lookup') return 'lookup_type' in data ? 'v5' : 'v4';
  return 'status' in data ? 'v5' : 'v4';
}

/** As content tells them apart where it loads a detection. */
function generationOfDetection(data: Readonly<Record<string, unknown>>): Generation {
  const { tags } = data;
  if ('finding' in data || 'intermediate_findings' in data) return 'v6';
  if ('rba' in data) return 'v5';
  if (!isMapping(tags)) return 'date' in data ? 'v5' : 'v6';
  return ['observable', 'confidence', 'impact', 'message'].some((key) => key in tags) ? 'v4' : 'v5';
}
