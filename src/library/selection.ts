import type { Detection, DetectionType, Severity } from '../content/index.ts';
import { severityAtLeast } from '../findings/index.ts';
import { nearest } from '../shared/nearest.ts';
import { Problem } from '../shared/problem.ts';

/**
 * Which detections of the content are run. Everything that is given must hold; of several values of one key one is
 * enough. Letter case does not count, and `*` and `?` stand for any characters.
 */
export interface DetectionSelection {
  /** This severity or above. */
  readonly minSeverity?: Severity;
  readonly types?: readonly DetectionType[];
  /** Names of analytic stories. */
  readonly stories?: readonly string[];
  /** ATT&CK techniques; one has its sub-techniques with it. */
  readonly techniques?: readonly string[];
  /** `key=value` with a key of TAGS, or a value of any of them. */
  readonly tags?: readonly string[];
  /** Names, ids, or files: paths, or the ends of paths. */
  readonly exclude?: readonly string[];
}

/** What a tag may ask for, and what a detection has of it. */
const TAGS: Readonly<Record<string, (detection: Detection) => readonly string[]>> = {
  asset_type: ({ assetType }) => listed(assetType),
  cve: ({ cves }) => cves,
  data_source: ({ dataSources }) => dataSources.flatMap((source) => source.split(/\s+AND\s+/)),
  product: ({ products }) => products,
  security_domain: ({ securityDomain }) => listed(securityDomain),
  status: ({ status }) => (status === '' ? [] : [status]),
};

/**
 * The detections that are selected, in their order.
 *
 * @throws Problem CT009 for a name that none of them has, and where all together leave none
 */
export function selectDetections(
  detections: readonly Detection[],
  selection: DetectionSelection = {},
): readonly Detection[] {
  const rules = rulesOf(selection);
  if (detections.length === 0 || rules.length === 0) return detections;
  for (const { alternatives } of rules) for (const one of alternatives) refuseUnknown(one, detections);
  const selected = detections.filter((detection) =>
    rules.every(({ alternatives, isExcluding }) => alternatives.some(({ holds }) => holds(detection)) !== isExcluding),
  );
  if (selected.length > 0) return selected;
  throw new Problem('CT009', `no detection is selected: none of ${detections.length} is left`, {
    hint: 'ask for less at once',
  });
}

/** One condition. Excluding, it keeps the detections for which no alternative holds. */
interface Rule {
  readonly alternatives: readonly Alternative[];
  readonly isExcluding: boolean;
}

interface Alternative {
  readonly holds: (detection: Detection) => boolean;
  /** What was asked for by its name: somebody must have it. */
  readonly named?: {
    readonly what: string;
    readonly text: string;
    readonly valuesOf: (detection: Detection) => readonly string[];
  };
}

function rulesOf({ minSeverity, types, stories, techniques, tags, exclude }: DetectionSelection): readonly Rule[] {
  const severity = minSeverity && [{ holds: ({ risk }: Detection) => severityAtLeast(risk.severity, minSeverity) }];
  const ofType = types?.map((type) => ({ holds: (detection: Detection) => detection.type === type }));
  const inStory = stories?.map((text) => valued('story', text, ({ analyticStories }) => analyticStories));
  const byTechnique = techniques?.map((text) => valued('technique', text, techniquesOf));
  const excluded = exclude?.map(excluding);
  const keys = new Set(tags?.map(keyOf));
  const tagged = [...keys].map((key) => tags?.filter((text) => keyOf(text) === key).map(tag));
  return [
    ...[severity, ofType, inStory, byTechnique].flatMap((one) => including(one)),
    ...tagged.flatMap(including),
    ...including(excluded).map((rule) => ({ ...rule, isExcluding: true })),
  ];
}

function including(alternatives: readonly Alternative[] | undefined): readonly Rule[] {
  return alternatives === undefined || alternatives.length === 0 ? [] : [{ alternatives, isExcluding: false }];
}

function valued(what: string, text: string, valuesOf: (detection: Detection) => readonly string[]): Alternative {
  const matches = matcherOf(text);
  return { holds: (detection) => valuesOf(detection).some(matches), named: { what, text, valuesOf } };
}

/** A sub-technique is its technique too. */
function techniquesOf({ mitreAttackIds }: Detection): readonly string[] {
  return mitreAttackIds.flatMap((id) => (id.includes('.') ? [id, id.slice(0, id.indexOf('.'))] : [id]));
}

function tag(text: string): Alternative {
  const key = keyOf(text);
  const every = (detection: Detection): readonly string[] => Object.values(TAGS).flatMap((of) => of(detection));
  if (key === undefined) return valued('tag', text, every);
  const of = TAGS[key];
  if (of !== undefined) return valued(key, text.slice(text.indexOf('=') + 1).trim(), of);
  const names = Object.keys(TAGS);
  const near = nearest(key, names);
  throw new Problem('CT009', `detections have no tag "${key}"`, {
    hint: near === undefined ? `the tags are ${names.join(', ')}` : `did you mean "${near}"?`,
  });
}

function keyOf(text: string): string | undefined {
  const at = text.indexOf('=');
  return at === -1 ? undefined : text.slice(0, at).trim().toLowerCase();
}

/** Whether a name, an id or a file is that of a detection. A file may be the end of its path. */
export function namesDetection(text: string): (detection: Pick<Detection, 'name' | 'id' | 'file'>) => boolean {
  const matches = matcherOf(text);
  const matchesFile = matcherOf(text, '/');
  return ({ name, id, file }) =>
    matches(name) || (id !== undefined && matches(id)) || endsOf(file).some((end) => matchesFile(end));
}

function excluding(text: string): Alternative {
  return {
    holds: namesDetection(text),
    named: { what: 'name, id or file', text, valuesOf: ({ name, id, file }) => [name, ...listed(id), file] },
  };
}

/** A path, and what is left of it without the folders above. */
function endsOf(file: string): readonly string[] {
  const parts = file.replaceAll('\\', '/').split('/');
  return parts.map((_, at) => parts.slice(at).join('/'));
}

/** `*` stops at the separator, `**` does not. */
function matcherOf(text: string, separator?: '/'): (value: string) => boolean {
  const any = separator === undefined ? '[^]' : '[^/]';
  const pattern = text
    .trim()
    .split(/(\*+|\?)/)
    .map((part) => {
      if (part === '?') return any;
      if (part.startsWith('*')) return part.length > 1 ? '[^]*' : `${any}*`;
      return part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
    })
    .join('');
  const expression = new RegExp(`^${pattern}$`, 'iu');
  return (value) => expression.test(value);
}

function listed(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

/** @throws Problem CT009 */
function refuseUnknown({ named, holds }: Alternative, detections: readonly Detection[]): void {
  if (named === undefined || detections.some(holds)) return;
  const values = [...new Set(detections.flatMap(named.valuesOf))].sort();
  const near = nearest(named.text, values) ?? values.find((value) => contains(value, named.text));
  const few = values.length > 0 && values.length <= FEW ? `there are ${values.join(', ')}` : undefined;
  const hint = near === undefined ? few : `did you mean "${near}"?`;
  throw new Problem('CT009', `no detection has the ${named.what} "${named.text}"`, hint === undefined ? {} : { hint });
}

/** Values that a hint lists. */
const FEW = 10;

function contains(value: string, text: string): boolean {
  return value.toLowerCase().includes(text.toLowerCase());
}
