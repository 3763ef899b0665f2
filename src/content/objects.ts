import path from 'node:path';
import { invariant, Problem } from '../shared/problem.ts';
import type {
  Baseline,
  DataSource,
  Detection,
  DetectionTest,
  DrilldownSearch,
  Lookup,
  LookupMatch,
  Macro,
  Story,
} from './content.ts';
import { present } from './present.ts';
import { generationOf, riskOf } from './risk.ts';
import type { ScalarSource } from './scalar-source.ts';
import { checkShape, type Shapes } from './shape.ts';
import type { YamlFile } from './yaml.ts';

type TestShape = NonNullable<Shapes['detection']['tests']>[number];
type DrilldownShape = NonNullable<Shapes['detection']['drilldown_searches']>[number];
type LookupShape = Shapes['lookup'];

/** @throws Problem CT003. So do all of these functions, for a file that its kind's shape does not fit. */
export function detectionOf(yaml: YamlFile): Detection {
  const shape = checkShape('detection', yaml);
  const generation = generationOf(shape);
  const tags = shape.tags ?? {};
  return {
    generation,
    ...identityOf(shape, yaml),
    type: shape.type,
    status: shape.status ?? '',
    ...present('author', shape.author),
    ...present('date', shape.modification_date ?? shape.date),
    references: shape.references ?? [],
    howToImplement: shape.how_to_implement ?? '',
    knownFalsePositives: shape.known_false_positives ?? '',
    ...present('assetType', tags.asset_type ?? shape.asset_type),
    ...present('throttling', tags.throttling),
    drilldownSearches: (shape.drilldown_searches ?? []).map(drilldownOf),
    search: shape.search,
    searchSource: searchSource(yaml),
    dataSources: shape.data_source ?? [],
    // v6 keeps these keys at the top, the generations before in `tags`.
    analyticStories: tags.analytic_story ?? shape.analytic_story ?? [],
    mitreAttackIds: tags.mitre_attack_id ?? shape.mitre_attack_id ?? [],
    ...present('securityDomain', tags.security_domain ?? shape.security_domain),
    products: tags.product ?? shape.product ?? [],
    cves: tags.cve ?? shape.cve ?? [],
    tests: (shape.tests ?? []).map(testOf),
    ...present('manualTest', tags.manual_test),
    risk: riskOf(shape, generation),
  };
}

export function macroOf(yaml: YamlFile): Macro {
  const shape = checkShape('macro', yaml);
  return {
    name: shape.name,
    arguments: shape.arguments ?? [],
    definition: shape.definition,
    isEval: shape.iseval === true || shape.iseval === 1,
    description: shape.description ?? '',
    file: yaml.file,
  };
}

export function lookupOf(yaml: YamlFile): Lookup {
  const shape = checkShape('lookup', yaml);
  const type = lookupTypeOf(shape);
  return {
    name: shape.name,
    file: yaml.file,
    description: shape.description ?? '',
    type,
    ...(type === 'kvstore' ? { collection: shape.collection ?? shape.name } : { path: lookupPath(shape, type, yaml) }),
    fields: type === 'kvstore' ? listOf(shape.fields_list ?? shape.fields) : [],
    matches: matchesOf(shape, yaml),
    ...present('defaultMatch', shape.default_match?.toString()),
    ...present('minMatches', countOf(shape, 'min_matches', yaml)),
    ...present('maxMatches', countOf(shape, 'max_matches', yaml)),
    isCaseSensitive: isTrue(shape.case_sensitive_match ?? true),
  };
}

export function storyOf(yaml: YamlFile): Story {
  const shape = checkShape('story', yaml);
  return {
    ...identityOf(shape, yaml),
    narrative: shape.narrative ?? '',
    categories: shape.tags?.category ?? shape.category ?? [],
    ...present('useCase', shape.tags?.usecase ?? shape.usecase),
  };
}

export function baselineOf(yaml: YamlFile): Baseline {
  const shape = checkShape('baseline', yaml);
  return {
    ...identityOf(shape, yaml),
    search: shape.search,
    searchSource: searchSource(yaml),
    analyticStories: shape.tags?.analytic_story ?? shape.analytic_story ?? [],
    detections: shape.tags?.detections ?? shape.detections ?? [],
  };
}

export function dataSourceOf(yaml: YamlFile): DataSource {
  const shape = checkShape('data_source', yaml);
  return {
    name: shape.name,
    file: yaml.file,
    ...present('source', shape.source),
    ...present('sourcetype', shape.sourcetype),
  };
}

/** What detections, stories and baselines have in common. */
function identityOf(shape: Shapes['detection' | 'story' | 'baseline'], yaml: YamlFile) {
  return {
    name: shape.name,
    file: yaml.file,
    ...present('id', shape.id),
    ...present('version', shape.version),
    description: shape.description ?? '',
  };
}

function searchSource(yaml: YamlFile): ScalarSource {
  const source = yaml.scalarAt(['search']);
  invariant(source, 'a search that passed its shape is a scalar');
  return source;
}

function drilldownOf({ name, search, earliest_offset, latest_offset }: DrilldownShape): DrilldownSearch {
  return {
    name,
    search,
    ...present('earliest', earliest_offset?.toString()),
    ...present('latest', latest_offset?.toString()),
  };
}

/** A test as its file says it, of a detection or of a sidecar. */
export function testOf(test: TestShape): DetectionTest {
  return {
    name: test.name,
    type: test.test_type ?? 'unit',
    ...present('expectedResults', test.expected_results),
    attackData: (test.attack_data ?? []).map((data) => ({
      data: data.data,
      ...present('source', data.source),
      ...present('sourcetype', data.sourcetype),
      ...present('index', data.custom_index ?? data.index),
      ...present('host', data.host),
    })),
  };
}

function lookupTypeOf(shape: LookupShape): Lookup['type'] {
  if (shape.lookup_type) return shape.lookup_type;
  if (shape.collection) return 'kvstore';
  return shape.filename?.endsWith('.mlmodel') ? 'mlmodel' : 'csv';
}

/** The file beside the YAML file: the one it names, or since v5 the one of the same stem. Never one elsewhere. */
function lookupPath(shape: LookupShape, type: Lookup['type'], yaml: YamlFile): string {
  const stem = path.basename(yaml.file, path.extname(yaml.file));
  const name = shape.filename ?? `${stem}.${type}`;
  if (/[/\\\0]/.test(name) || name === '..' || name === '.') {
    throw new Problem('CT003', '"filename" of a lookup must be the name of a file beside it', {
      file: yaml.file,
      text: yaml.text,
      span: yaml.spanOf(['filename']),
    });
  }
  return path.join(path.dirname(yaml.file), name);
}

function listOf(names: string | readonly string[] | null | undefined): readonly string[] {
  const list = typeof names === 'string' ? names.split(',') : (names ?? []);
  return list.map((name) => name.trim()).filter((name) => name !== '');
}

function matchesOf(shape: LookupShape, yaml: YamlFile): LookupMatch[] {
  return listOf(shape.match_type).map((entry) => {
    const match = /^(WILDCARD|CIDR)\(\s*([^()]+?)\s*\)$/i.exec(entry);
    if (!match) {
      throw new Problem('CT003', `"match_type" must be WILDCARD(field) or CIDR(field), not "${entry}"`, {
        file: yaml.file,
        text: yaml.text,
        span: yaml.spanOf(['match_type']),
      });
    }
    return { kind: match[1]?.toUpperCase() === 'CIDR' ? 'CIDR' : 'WILDCARD', field: match[2] ?? '' };
  });
}

function countOf(shape: LookupShape, key: 'min_matches' | 'max_matches', yaml: YamlFile): number | undefined {
  const value = shape[key];
  if (value === null || value === undefined) return undefined;
  const count = typeof value === 'string' ? Number(value) : value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw new Problem('CT003', `"${key}" of a lookup must be a whole number, not ${JSON.stringify(value)}`, {
    file: yaml.file,
    text: yaml.text,
    span: yaml.spanOf([key]),
  });
}

/** Source: Splunk's transforms.conf: t, true, 1 and so on, without case. */
function isTrue(value: string | number | boolean): boolean {
  return ['true', 't', '1', 'yes', 'y'].includes(String(value).toLowerCase());
}
