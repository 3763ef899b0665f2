import { assertNever, Problem } from '../shared/problem.ts';
import type { EventBreaking, ExtractionStep, SourceMapping, TimestampRule } from './content.ts';
import { type PlacedText, placedText } from './placed-text.ts';
import { present } from './present.ts';
import { checkShape, type Shapes } from './shape.ts';
import type { YamlFile } from './yaml.ts';

type SourceShape = Shapes['source'];
type StepShape = NonNullable<SourceShape['extract']>[number];

/** @throws Problem CT003 for keys that are missing, wrong, unknown, or exclude each other */
export function sourceOf(yaml: YamlFile): SourceMapping {
  const shape = checkShape('source', yaml);
  const placed = (path: readonly PropertyKey[], text: string): PlacedText => placedText(yaml, path, text);
  const { recognise, timestamp } = shape;
  refuseBoth(shape, 'host', 'host_field', yaml, []);
  return {
    name: shape.name,
    file: yaml.file,
    description: shape.description ?? '',
    sourcetype: shape.sourcetype,
    ...present('source', shape.source),
    ...present('host', shape.host),
    ...present('hostField', shape.host_field),
    ...(recognise && { recognise: recognitionOf(recognise, yaml) }),
    ...(shape.events && { events: breakingOf(shape.events, yaml) }),
    ...(timestamp && { timestamp: timestampOf(timestamp, yaml) }),
    ...(shape.extract && { extract: shape.extract.map((step, at) => stepOf(step, ['extract', at], yaml)) }),
    aliases: Object.entries(shape.aliases ?? {}).map(([to, from]) => [from, to] as const),
    evals: Object.entries(shape.evals ?? {}).map(([field, expression]) => ({
      field,
      expression: placed(['evals', field], expression),
    })),
    lookups: (shape.lookups ?? []).map((text, at) => placed(['lookups', at], text)),
    eventTypes: (shape.event_types ?? []).map(({ name, search, tags }, at) => ({
      name,
      search: placed(['event_types', at, 'search'], search),
      tags: tags ?? [],
    })),
  };
}

function recognitionOf(
  { text, keys, file }: NonNullable<SourceShape['recognise']>,
  yaml: YamlFile,
): NonNullable<SourceMapping['recognise']> {
  if (!text && !keys?.length && !file) throw wrong(yaml, ['recognise'], '"recognise" needs "text", "keys" or "file"');
  return {
    ...(text && { text: placedText(yaml, ['recognise', 'text'], text) }),
    keys: keys ?? [],
    ...present('file', file),
  };
}

function breakingOf(shape: NonNullable<SourceShape['events']>, yaml: YamlFile): EventBreaking {
  refuseBoth(shape, 'break', 'begins', yaml, ['events']);
  if (shape.begins) return { kind: 'begins', pattern: placedText(yaml, ['events', 'begins'], shape.begins) };
  if (shape.break) return { kind: shape.break };
  throw wrong(yaml, ['events'], '"events" needs "break" or "begins"');
}

function timestampOf(shape: NonNullable<SourceShape['timestamp']>, yaml: YamlFile): TimestampRule {
  refuseBoth(shape, 'field', 'regex', yaml, ['timestamp']);
  const { field, regex, format, zone } = shape;
  return {
    ...present('field', field),
    ...(regex && { pattern: placedText(yaml, ['timestamp', 'regex'], regex) }),
    ...present('format', format),
    ...(zone && { zone: placedText(yaml, ['timestamp', 'zone'], zone) }),
  };
}

/** Which keys go with which kind of step, `from` besides. */
const STEP_KEYS: Readonly<Record<string, readonly (keyof StepShape)[]>> = {
  regex: ['repeat'],
  json: [],
  key_value: ['delimiter', 'assign'],
  csv: ['delimiter', 'columns'],
};

function stepOf(shape: StepShape, path: readonly PropertyKey[], yaml: YamlFile): ExtractionStep {
  refuseBoth(shape, 'regex', 'format', yaml, path);
  const kind = shape.regex ? 'regex' : shape.format;
  if (!kind) throw wrong(yaml, path, 'a step of "extract" needs "regex" or "format"');
  const known: readonly string[] = ['regex', 'format', 'from', ...(STEP_KEYS[kind] ?? [])];
  for (const key of Object.keys(shape)) {
    if (!known.includes(key)) throw wrong(yaml, [...path, key], `"${key}" does not go with ${kind}`);
  }
  const from = present('from', shape.from);
  switch (kind) {
    case 'regex': {
      const pattern = placedText(yaml, [...path, 'regex'], shape.regex ?? '');
      return { kind, pattern, isRepeated: shape.repeat === true, ...from };
    }
    case 'json':
      return { kind, ...from };
    case 'key_value':
      return { kind, ...from, ...present('delimiter', shape.delimiter), ...present('assign', shape.assign) };
    case 'csv':
      return { kind, ...from, delimiter: shape.delimiter ?? ',', ...present('columns', shape.columns) };
    default:
      return assertNever(kind);
  }
}

/** @throws Problem CT003 where both keys are there */
function refuseBoth<T extends object>(
  shape: T,
  one: keyof T & string,
  other: keyof T & string,
  yaml: YamlFile,
  path: readonly PropertyKey[],
): void {
  if (shape[one] && shape[other]) throw wrong(yaml, [...path, other], `"${other}" excludes "${one}"`);
}

function wrong(yaml: YamlFile, path: readonly PropertyKey[], message: string): Problem {
  return new Problem('CT003', `${message}, in a source`, {
    file: yaml.file,
    text: yaml.text,
    span: yaml.keySpanOf(path),
  });
}
