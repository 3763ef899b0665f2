import { createHash } from 'node:crypto';
import type { ConvertDecision, MappingEditor } from './edit.ts';

const MACRO_KEYS = [
  'name',
  'id',
  'version',
  'creation_date',
  'modification_date',
  'author',
  'description',
  'definition',
  'arguments',
];

const STORY_KEYS = [
  'name',
  'id',
  'version',
  'creation_date',
  'modification_date',
  'author',
  'status',
  'description',
  'narrative',
  'references',
  'category',
  'product',
  'usecase',
  'cve',
];

/** A macro in the form of ESCU 6, which has an identifier, a version and dates. @param today `YYYY-MM-DD` */
export function macroToV6(macro: MappingEditor, today: string, decisions: ConvertDecision[]): void {
  setIdentifier(macro, 'macro', decisions);
  setCommon(macro, today, decisions);
  if (!macro.has('description')) {
    macro.set('description', String(macro.get('name')));
    decisions.push({ kind: 'open', key: 'description', message: 'a macro says what it is for' });
  }
  macro.order(MACRO_KEYS);
}

/** A story in the form of ESCU 6: what stood in `tags` stands at the top. @param today `YYYY-MM-DD` */
export function storyToV6(story: MappingEditor, today: string, decisions: ConvertDecision[]): void {
  const tags = story.below('tags');
  for (const key of ['category', 'product', 'usecase', 'cve']) tags?.move(key, story);
  for (const key of tags?.keys() ?? []) {
    if (key !== 'analytic_story')
      decisions.push({ kind: 'dropped', key: `tags.${key}`, message: 'the format has no such key' });
  }
  story.remove('tags');
  if (!story.has('status')) {
    story.set('status', 'production');
    decisions.push({ kind: 'chosen', key: 'status', message: 'production: the file says nothing' });
  }
  setCommon(story, today, decisions);
  story.order(STORY_KEYS);
}

/** Version, dates and author. */
export function setCommon(object: MappingEditor, today: string, decisions: ConvertDecision[]): void {
  const version = object.get('version');
  if (typeof version !== 'number' || version < 1) {
    object.set('version', 1);
    decisions.push({ kind: 'chosen', key: 'version', message: 'versions begin with 1' });
  }
  const date = object.get('date');
  object.remove('date');
  object.set('creation_date', date ?? today);
  object.set('modification_date', date ?? today);
  decisions.push({
    kind: 'chosen',
    key: 'creation_date',
    message:
      date === undefined
        ? 'today: the file has no date'
        : 'the date of the last change: the file does not say when it was made',
  });
  if (object.has('author')) return;
  object.set('author', 'unknown');
  decisions.push({ kind: 'open', key: 'author', message: 'the file names no author' });
}

export function setIdentifier(object: MappingEditor, kind: string, decisions: ConvertDecision[]): void {
  if (object.has('id')) return;
  object.set('id', identifierOf(`${kind} ${String(object.get('name'))}`));
  decisions.push({ kind: 'chosen', key: 'id', message: 'made of its name, so that it stays the same' });
}

/** A UUID that depends on the text alone. Source: RFC 9562, version 8. */
function identifierOf(text: string): string {
  const hex = createHash('sha256').update(`karst ${text}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
