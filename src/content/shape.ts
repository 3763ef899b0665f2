import * as z from 'zod/mini';
import { Problem } from '../shared/problem.ts';
import type { YamlFile } from './yaml.ts';

/** A key with nothing behind it is null in YAML: the same as no key. */
const optional = <T extends z.core.SomeType>(type: T) => z.nullish(type);

const text = z.string();
const texts = z.array(z.string());
const score = z.number().check(z.minimum(0), z.maximum(100));
const percent = z.int().check(z.minimum(0), z.maximum(100));
const object = z.looseObject;

const attackData = object({
  data: text,
  source: optional(text),
  sourcetype: optional(text),
  custom_index: optional(text),
  index: optional(text),
  host: optional(text),
});

const test = object({
  name: text,
  test_type: optional(z.enum(['unit', 'experimental'])),
  expected_results: optional(z.int().check(z.minimum(0))),
  attack_data: optional(z.array(attackData)),
});

/** Of a test that the detection has, only what is said otherwise; of one of its own, everything. */
const sidecar = z.strictObject({
  tests: optional(
    z.array(
      z.strictObject({
        name: text,
        test_type: optional(z.enum(['unit', 'experimental'])),
        expected_results: optional(z.int().check(z.minimum(0))),
        attack_data: optional(z.array(attackData)),
      }),
    ),
  ),
  noise_budget: optional(z.strictObject({ rows: z.number().check(z.minimum(0)), reason: text })),
});

/** Logs that are read together, each with what it does not say itself. */
const logList = z.strictObject({
  logs: z.array(
    z.strictObject({
      path: text,
      source: optional(text),
      sourcetype: optional(text),
      index: optional(text),
      host: optional(text),
    }),
  ),
});

const fieldAndType = object({ field: text, type: text });

/** Published files write numbers and booleans bare or as text. */
const loose = z.union([z.string(), z.number(), z.boolean()]);

const drilldown = object({
  name: text,
  search: text,
  earliest_offset: optional(loose),
  latest_offset: optional(loose),
});

const tags = object({
  asset_type: optional(text),
  throttling: optional(object({ fields: texts, period: text })),
  analytic_story: optional(texts),
  mitre_attack_id: optional(texts),
  security_domain: optional(text),
  product: optional(texts),
  cve: optional(texts),
  manual_test: optional(text),
  // v4 only.
  confidence: optional(percent),
  impact: optional(percent),
  message: optional(text),
  observable: optional(z.array(object({ name: text, type: text, role: texts }))),
});

const rba = object({
  message: text,
  risk_objects: z.array(object({ field: text, type: text, score })),
  threat_objects: optional(z.array(fieldAndType)),
});

const entity = object({ field: text, type: text, score });

const detection = object({
  name: text,
  id: optional(text),
  version: optional(z.number()),
  type: z.enum(['TTP', 'Anomaly', 'Hunting', 'Correlation']),
  status: optional(text),
  description: optional(text),
  search: text,
  author: optional(text),
  date: optional(text),
  references: optional(texts),
  how_to_implement: optional(text),
  known_false_positives: optional(text),
  data_source: optional(texts),
  drilldown_searches: optional(z.array(drilldown)),
  tests: optional(z.array(test)),
  tags: optional(tags),
  // v5 only.
  rba: optional(rba),
  // v6 only: what the generations before keep in tags, and their risk.
  modification_date: optional(text),
  asset_type: optional(text),
  analytic_story: optional(texts),
  mitre_attack_id: optional(texts),
  security_domain: optional(text),
  product: optional(texts),
  cve: optional(texts),
  finding: optional(object({ title: text, entity })),
  intermediate_findings: optional(
    object({ entities: z.array(object({ field: text, type: text, score, message: text })) }),
  ),
  threat_objects: optional(z.array(fieldAndType)),
});

const macro = object({
  name: text,
  definition: text,
  arguments: optional(texts),
  iseval: optional(z.union([z.boolean(), z.number()])),
  description: optional(text),
});

const lookup = object({
  name: text,
  description: optional(text),
  lookup_type: optional(z.enum(['csv', 'kvstore', 'mlmodel'])),
  filename: optional(text),
  collection: optional(text),
  fields_list: optional(text),
  fields: optional(z.union([text, texts])),
  match_type: optional(z.union([text, texts])),
  default_match: optional(loose),
  min_matches: optional(loose),
  max_matches: optional(loose),
  case_sensitive_match: optional(loose),
});

const storyTags = { category: optional(texts), usecase: optional(text) };

const story = object({
  name: text,
  id: optional(text),
  version: optional(z.number()),
  description: optional(text),
  narrative: optional(text),
  tags: optional(object(storyTags)),
  ...storyTags,
});

const baselineTags = { analytic_story: optional(texts), detections: optional(texts) };

const baseline = object({
  name: text,
  id: optional(text),
  version: optional(z.number()),
  description: optional(text),
  search: text,
  tags: optional(object(baselineTags)),
  ...baselineTags,
});

const dataSource = object({ name: text, source: optional(text), sourcetype: optional(text) });

const deployment = object({ name: text });

/** Keys of mappings are ours alone: one that is not known is a slip of the pen. */
const strict = z.strictObject;

const extraction = strict({
  regex: optional(text),
  repeat: optional(z.boolean()),
  format: optional(z.enum(['json', 'key_value', 'csv'])),
  from: optional(text),
  delimiter: optional(text),
  assign: optional(text),
  columns: optional(texts),
});

const source = strict({
  name: text,
  description: optional(text),
  sourcetype: text,
  source: optional(text),
  host: optional(text),
  host_field: optional(text),
  recognise: optional(strict({ text: optional(text), keys: optional(texts), file: optional(text) })),
  events: optional(strict({ break: optional(z.enum(['lines', 'dated'])), begins: optional(text) })),
  timestamp: optional(
    strict({ field: optional(text), regex: optional(text), format: optional(text), zone: optional(text) }),
  ),
  extract: optional(z.array(extraction)),
  aliases: optional(z.record(text, text)),
  evals: optional(z.record(text, text)),
  lookups: optional(texts),
  event_types: optional(z.array(strict({ name: text, search: text, tags: optional(texts) }))),
});

/** What a site adapts of content that it leaves untouched. */
const tuning = strict({
  macros: optional(z.record(text, text)),
  suppressions: optional(
    z.array(
      strict({
        detection: text,
        where: text,
        reason: text,
        expires: text,
        owner: optional(text),
        ticket: optional(loose),
      }),
    ),
  ),
  exclude: optional(texts),
});

/** What is set for a whole repository. */
const settings = z.record(text, z.union([text, z.number(), z.boolean(), texts]));
const config = strict({
  checks: optional(z.record(text, z.enum(['error', 'warn', 'off']))),
  options: optional(settings),
  commands: optional(z.record(text, settings)),
});

/** The keys that karst reads, with their types; all others are let through. */
export const SHAPES = {
  detection,
  macro,
  lookup,
  story,
  baseline,
  data_source: dataSource,
  source,
  deployment,
  sidecar,
  log_list: logList,
  config,
  tuning,
} as const;

export type Shapes = { readonly [K in keyof typeof SHAPES]: z.infer<(typeof SHAPES)[K]> };

/**
 * The data of a file as its kind demands.
 *
 * @throws Problem CT003 at the first key that is missing or wrong.
 */
export function checkShape<K extends keyof Shapes>(kind: K, yaml: YamlFile): Shapes[K] {
  const result = z.safeParse(SHAPES[kind], yaml.data);
  if (result.success) return result.data as Shapes[K];
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys') throw unknownKey(kind, issue, yaml);
  const path = issue?.path ?? [];
  throw new Problem('CT003', describe(kind, issue, yaml.data), {
    file: yaml.file,
    text: yaml.text,
    span: yaml.spanOf(path),
  });
}

function unknownKey(kind: string, { path, keys }: z.core.$ZodIssueUnrecognizedKeys, yaml: YamlFile): Problem {
  const [key = ''] = keys;
  const what = kind.replace('_', ' ');
  const where = path.length === 0 ? `a ${what}` : `"${keyPath(path)}" of a ${what}`;
  const span = yaml.keySpanOf([...path, key]);
  const hint = `see the table of keys in docs/${STRICT_PAGES[kind] ?? 'mappings'}.md`;
  return new Problem('CT003', `${where} has no key "${key}"`, { file: yaml.file, text: yaml.text, span, hint });
}

/** Where the keys of a kind are told that has no others. */
const STRICT_PAGES: Readonly<Record<string, string>> = {
  sidecar: 'testing',
  log_list: 'testing',
  config: 'configuration',
};

function describe(kind: string, issue: z.core.$ZodIssue | undefined, data: unknown): string {
  const path = issue?.path ?? [];
  const found = valueAt(data, path);
  const key = keyPath(path);
  const what = kind.replace('_', ' ');
  if (path.length === 0) return `a ${what} must be a mapping of keys`;
  if (found === undefined || found === null) return `a ${what} without "${key}", which must be ${expected(issue)}`;
  return `"${key}" of a ${what} must be ${expected(issue)}, not ${nameOf(found)}`;
}

function expected(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return `${issue.minimum} or more`;
    case 'too_big':
      return `${issue.maximum} or less`;
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case 'invalid_union':
      return 'a text, a list of texts, a number or a boolean';
    default:
      return 'of another type';
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a mapping',
};

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const shown = JSON.stringify(value) ?? String(value);
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null;
}

function keyPath(path: readonly PropertyKey[]): string {
  return path.map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`)).join('');
}
