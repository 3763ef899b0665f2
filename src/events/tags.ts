import type { FieldValue } from './event.ts';
import type { EventFields } from './fields.ts';
import { memo } from './memo.ts';
import type { EventType } from './sources/family.ts';

/** Tags that the CIM add-on hangs on values of fields, and the Windows add-on on `app`, whatever the source. */
const VALUE_TAGS: readonly (readonly [field: string, tags: Readonly<Record<string, string>>])[] = [
  ['action', { success: 'success', failure: 'failure' }],
  ['object_category', { file: 'filesystem', directory: 'filesystem', registry: 'registry' }],
  ['app', { 'win:remote': 'remote', 'win:local': 'local' }],
  ['user_category', { privileged: 'privileged', default: 'default' }],
  ['src_user_category', { privileged: 'privileged', default: 'default' }],
  ['is_default', { true: 'default' }],
  ['is_local', { true: 'local' }],
  ['is_remote', { true: 'remote' }],
  ['is_privileged', { true: 'privileged' }],
];

/** Writes `eventtype`, `tag` and `tag::…` into the fields of an event and returns the tags. */
export type Tagger = (fields: EventFields, eventTypes: readonly EventType[]) => ReadonlySet<string>;

/**
 * Opens the step that tags events. `tag::eventtype` holds the tags that came with event types, `tag::action` and its
 * like those that came with a field's value. Events with the same tags get the same set.
 */
export function openTagger(): Tagger {
  const ofTypes = rememberedByTypes(tagsOfTypes);
  return (fields, eventTypes) => {
    const { names, typeTags, withMore } = ofTypes(eventTypes);
    fields.set('eventtype', names);
    fields.set('tag::eventtype', typeTags);
    const { tags, set } = withMore(addValueTags(fields));
    fields.set('tag', tags);
    return set;
  };
}

/** What is known of the event types so far in a list, and which may follow. */
interface TypeNode {
  readonly next: Map<EventType, TypeNode>;
  tags?: TypeTags;
}

/** More lists than sources have: somebody makes event types anew for each event. */
const MAX_NODES = 4096;

/** Remembers by the event types of a list, whatever list they stand in; forgets everything when there are too many. */
function rememberedByTypes(compute: (types: readonly EventType[]) => TypeTags): typeof compute {
  let root: TypeNode = { next: new Map() };
  let nodes = 0;
  return (types) => {
    if (nodes > MAX_NODES) [root, nodes] = [{ next: new Map() }, 0];
    let node = root;
    for (const type of types) {
      let next = node.next.get(type);
      if (next === undefined) {
        next = { next: new Map() };
        node.next.set(type, next);
        nodes++;
      }
      node = next;
    }
    node.tags ??= compute(types);
    return node.tags;
  };
}

interface TypeTags {
  readonly names: FieldValue;
  readonly typeTags: FieldValue;
  /** The whole of the tags, given those of values, each with a blank before it. */
  readonly withMore: (valueTags: string) => { readonly tags: FieldValue; readonly set: ReadonlySet<string> };
}

function tagsOfTypes(eventTypes: readonly EventType[]): TypeTags {
  const typeTags = [...new Set(eventTypes.flatMap(({ tags }) => tags))];
  return {
    names: fieldValue(eventTypes.map(({ name }) => name)),
    typeTags: fieldValue(typeTags),
    withMore: memo((valueTags) => {
      const set = new Set([...typeTags, ...valueTags.split(' ').slice(1)]);
      return { tags: fieldValue([...set]), set };
    }),
  };
}

function addValueTags(fields: EventFields): string {
  let tags = '';
  for (const [field, ofValue] of VALUE_TAGS) {
    const value = fields.text(field);
    if (value === undefined || !Object.hasOwn(ofValue, value)) continue;
    const tag = ofValue[value];
    fields.set(`tag::${field}`, tag);
    tags += ` ${tag}`;
  }
  return tags;
}

function fieldValue(values: readonly string[]): FieldValue {
  const [only] = values;
  return only !== undefined && values.length === 1 ? only : values;
}
