import path from 'node:path';
import type { ConvertDecision, MappingEditor } from './edit.ts';
import { setCommon, setIdentifier } from './others.ts';

const KEYS = [
  'name',
  'id',
  'version',
  'date',
  'creation_date',
  'modification_date',
  'author',
  'description',
  'references',
  'lookup_type',
  'fields',
  'match_type',
  'min_matches',
  'max_matches',
  'default_match',
  'case_sensitive_match',
];

/** A lookup in the form of ESCU 5, whose file has the stem of the YAML file. */
export function lookupToV5(lookup: MappingEditor, file: string, decisions: ConvertDecision[]): void {
  const filename = lookup.get('filename');
  if (typeof filename === 'string') {
    const type = filename.endsWith('.mlmodel') ? 'mlmodel' : 'csv';
    const stem = path.basename(file, path.extname(file));
    lookup.set('lookup_type', type);
    lookup.remove('filename');
    const isSame = filename === `${stem}.${type}`;
    const message = isSame
      ? 'its rows are in the file of its own name'
      : `rename ${filename} to ${stem}.${type}: the file has the name of the YAML file`;
    decisions.push({ kind: isSame ? 'changed' : 'open', key: 'filename', message });
  }
  if (lookup.has('collection')) {
    const listed = lookup.get('fields_list') ?? lookup.get('fields');
    const fields = (
      typeof listed === 'string' ? listed.split(',') : Array.isArray(listed) ? listed.map(String) : []
    ).map((field) => field.trim());
    lookup.set('lookup_type', 'kvstore');
    lookup.set('fields', ['_key', ...fields.filter((field) => field !== '' && field !== '_key')]);
    for (const key of ['collection', 'fields_list']) lookup.remove(key);
    decisions.push({
      kind: 'changed',
      key: 'fields',
      message: 'its collection has its own name, and its first field is _key',
    });
  }
  const matches = lookup.get('match_type');
  if (typeof matches === 'string')
    lookup.set(
      'match_type',
      matches.split(',').map((one) => one.trim()),
    );
  for (const key of ['min_matches', 'max_matches']) {
    const count = lookup.get(key);
    if (typeof count === 'string') lookup.set(key, Number(count));
  }
  const isCaseSensitive = lookup.get('case_sensitive_match');
  if (typeof isCaseSensitive === 'string') lookup.set('case_sensitive_match', isCaseSensitive.toLowerCase() === 'true');
  lookup.order(KEYS);
}

/** A lookup of ESCU 5 in the form of ESCU 6. @param today `YYYY-MM-DD` */
export function lookupToV6(lookup: MappingEditor, today: string, decisions: ConvertDecision[]): void {
  setIdentifier(lookup, 'lookup', decisions);
  setCommon(lookup, today, decisions);
  lookup.order(KEYS);
}
