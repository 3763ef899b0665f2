import type { LogRecord } from '../../inputs/index.ts';
import { extractAutomatically, type Recognition, type SourceDefinition } from '../sources/define.ts';
import { addStep, type ExtractionRule } from './extract.ts';
import type { Pattern } from './pattern.ts';
import { type TimeRule, timestampBy } from './timestamp.ts';

/** Rules for a sourcetype that content brings, ready to be run. */
export interface MappedSource {
  readonly name: string;
  readonly sourcetype: string;
  readonly source?: string;
  readonly host?: string;
  readonly hostField?: string;
  /** All of them must hold; with none the mapping recognises nothing. */
  readonly recognise: { readonly text?: Pattern; readonly keys: readonly string[]; readonly file?: RegExp };
  readonly timestamp?: TimeRule;
  /** Absent: what Splunk extracts by itself. */
  readonly extract?: readonly ExtractionRule[];
  readonly aliases: readonly (readonly [from: string, to: string])[];
}

/** How much of a text is looked at to tell what it is. */
const LOOK_AT = 4096;

/** The source that a mapping of content stands for. Its evals, lookups and event types are not part of it. */
export function defineMappedSource(rules: MappedSource): SourceDefinition {
  const { name, sourcetype, source, host, hostField, extract, timestamp, aliases } = rules;
  return {
    name,
    title: name,
    basis: 'a mapping of content',
    mapping: name,
    sourcetypes: [sourcetype],
    ...(source !== undefined && { source }),
    recognise: (record, file) => recognise(rules, record, file),
    extract: (fields, record) => {
      if (extract === undefined) extractAutomatically(fields, record);
      else for (const step of extract) addStep(fields, record, step);
    },
    ...(timestamp !== undefined && { timestamp: timestampBy(timestamp) }),
    host: (event) => host ?? (hostField === undefined ? undefined : event.text(hostField)),
    aliases,
  };
}

/** The name of a file or archive member, without its folders and without the ending of its compression. */
export function fileNameOf(shown: string): string {
  const name = shown.slice(Math.max(shown.lastIndexOf('/'), shown.lastIndexOf('\\')) + 1);
  return name.replace(/\.(?:gz|gzip|zst|zstd)$/i, '');
}

function recognise(
  { name, recognise: { text, keys, file } }: MappedSource,
  record: LogRecord,
  shown: string,
): Recognition | undefined {
  if (text === undefined && keys.length === 0 && file === undefined) return undefined;
  if (file !== undefined && !file.test(fileNameOf(shown))) return undefined;
  if (!keys.every((key) => hasPath(record, key))) return undefined;
  // What an <Event> of Windows is, is known; to render each one would cost as much as to read it.
  if (text !== undefined && (record.kind === 'windows-event' || !text.test(record.text.slice(0, LOOK_AT)))) {
    return undefined;
  }
  const told = [...(file ? ['its file'] : []), ...(keys.length > 0 ? ['its keys'] : []), ...(text ? ['its text'] : [])];
  return { reason: `${told.join(' and ')} as the mapping "${name}" says` };
}

/** Whether a JSON object has a key; dots lead into objects. */
function hasPath(record: LogRecord, key: string): boolean {
  if (record.kind !== 'json') return false;
  if (Object.hasOwn(record.value, key)) return true;
  let value: unknown = record.value;
  for (const part of key.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return false;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return true;
}
