import type { EventFields } from './fields.ts';
import type { EventType } from './sources/family.ts';

/** Tags that the CIM add-on hangs on values of fields, whatever the source. */
const VALUE_TAGS: readonly (readonly [field: string, tags: ReadonlyMap<string, string>])[] = [
  [
    'action',
    new Map([
      ['success', 'success'],
      ['failure', 'failure'],
    ]),
  ],
  [
    'object_category',
    new Map([
      ['file', 'filesystem'],
      ['directory', 'filesystem'],
      ['registry', 'registry'],
    ]),
  ],
  [
    'app',
    new Map([
      ['win:remote', 'remote'],
      ['win:local', 'local'],
    ]),
  ],
  [
    'user_category',
    new Map([
      ['privileged', 'privileged'],
      ['default', 'default'],
    ]),
  ],
  [
    'src_user_category',
    new Map([
      ['privileged', 'privileged'],
      ['default', 'default'],
    ]),
  ],
  ['is_default', new Map([['true', 'default']])],
  ['is_local', new Map([['true', 'local']])],
  ['is_remote', new Map([['true', 'remote']])],
  ['is_privileged', new Map([['true', 'privileged']])],
];

/**
 * Writes `eventtype`, `tag` and `tag::…` and returns the tags. `tag::eventtype` holds those that came with event types,
 * `tag::action` and its like those that came with a field's value.
 */
export function applyTags(fields: EventFields, eventTypes: readonly EventType[]): ReadonlySet<string> {
  const ofTypes = new Set<string>();
  for (const { tags } of eventTypes) for (const tag of tags) ofTypes.add(tag);
  fields.set('eventtype', fieldValue(eventTypes.map(({ name }) => name)));
  fields.set('tag::eventtype', fieldValue([...ofTypes]));
  const all = addValueTags(fields, ofTypes);
  fields.set('tag', fieldValue([...all]));
  return all;
}

function addValueTags(fields: EventFields, tags: Set<string>): Set<string> {
  let all = tags;
  for (const [field, ofValue] of VALUE_TAGS) {
    const value = fields.text(field);
    const tag = value === undefined ? undefined : ofValue.get(value);
    if (tag === undefined) continue;
    fields.set(`tag::${field}`, tag);
    all = new Set(all).add(tag);
  }
  return all;
}

function fieldValue(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return only !== undefined && values.length === 1 ? only : values;
}
