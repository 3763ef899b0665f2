import type { ContentKind } from '../../../content/index.ts';
import { partsOf } from './detection/output-fields.ts';
import type { Form } from './form.ts';
import { isThere, tagPath, textAt, textsAt } from './values.ts';

/** A name that content of a kind must have. */
export interface Reference {
  readonly name: string;
  readonly kind: ContentKind;
  readonly path: readonly PropertyKey[];
}

/** The content that a file names. Macros and lookups are those of its search, which compiling it finds. */
export function referencesOf(form: Form): readonly Reference[] {
  if (form.kind !== 'detection' && form.kind !== 'baseline') return [];
  return [...stories(form), ...dataSources(form), ...baselines(form), ...schedules(form), ...deployments(form)];
}

function stories(form: Form): readonly Reference[] {
  return named(form, tagPath(form, 'analytic_story'), 'story');
}

/** An entry may be several data sources, all of which must exist. */
function dataSources({ data }: Form): readonly Reference[] {
  return textsAt(data, 'data_source').flatMap(([at, entry]) =>
    partsOf(entry).map((name) => ({ name, kind: 'data_source' as const, path: ['data_source', at] })),
  );
}

/** In ESCU 6 the detection names its baselines; before, baselines named detections, and nobody held them to it. */
function baselines(form: Form): readonly Reference[] {
  return form.generation === 'v6' ? named(form, ['baselines'], 'baseline') : [];
}

function schedules({ data, generation }: Form): readonly Reference[] {
  const name = textAt(data, 'schedule');
  return generation !== 'v6' || name === '' ? [] : [{ name, kind: 'deployment', path: ['schedule'] }];
}

const DEPLOYED_TYPES: ReadonlySet<string> = new Set(['TTP', 'Anomaly', 'Hunting', 'Correlation', 'Baseline']);

/** What runs without a deployment of its own runs as the default one of its type has it. */
function deployments({ data, generation }: Form): readonly Reference[] {
  const type = textAt(data, 'type');
  if (generation === 'v6' || isThere(data, 'deployment') || !DEPLOYED_TYPES.has(type)) return [];
  return [{ name: `ESCU Default Configuration ${type}`, kind: 'deployment', path: ['type'] }];
}

function named({ data }: Form, path: readonly string[], kind: ContentKind): readonly Reference[] {
  return textsAt(data, ...path).map(([at, name]) => ({ name, kind, path: [...path, at] }));
}
