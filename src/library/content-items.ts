import type { Content, ContentKind, Detection, Severity } from '../content/index.ts';
import { nearest } from '../shared/nearest.ts';
import { Problem } from '../shared/problem.ts';
import { byName } from './candidates.ts';
import { loadBuiltInContent, loadContent } from './load-content.ts';
import type { RunOptions } from './options.ts';
import { type DetectionSelection, selectDetections } from './selection.ts';

/** Kinds of content that can be listed. */
export const LISTED_KINDS = [
  'detection',
  'macro',
  'lookup',
  'story',
  'baseline',
  'data_source',
] as const satisfies readonly ContentKind[];

export type ListedKind = (typeof LISTED_KINDS)[number];

/** An object of content. What its kind does not have is absent. */
export interface ContentItem {
  readonly kind: ListedKind;
  readonly name: string;
  readonly id?: string;
  readonly type?: string;
  readonly status?: string;
  readonly severity?: Severity;
  /** From 0 to 100. */
  readonly risk_score?: number;
  readonly mitre_attack_id?: readonly string[];
  readonly analytic_story?: readonly string[];
  readonly data_source?: readonly string[];
  readonly description: string;
  /** SPL, of those that have any. */
  readonly search?: string;
  /** Absent for what karst itself supplies. */
  readonly file?: string;
}

export interface ContentListOptions extends Pick<RunOptions, 'onProblem'> {
  /** Files, folders and zip archives of content. Default: the pack that comes with karst. */
  readonly content?: readonly string[];
  /** Default: detections. */
  readonly kinds?: readonly ListedKind[];
  /** Detections alone are selected by it. */
  readonly select?: DetectionSelection;
  /** Words that must all occur in the texts of an object, without regard to case. */
  readonly words?: readonly string[];
}

/**
 * The objects of content, by kind and name.
 *
 * @throws Problem CT001 and CT031 for the content, CT009 for a selection that names nothing.
 */
export async function listContent(options: ContentListOptions): Promise<readonly ContentItem[]> {
  const { kinds = ['detection'], select, words = [] } = options;
  const content = await contentOf(options);
  const items = kinds.flatMap((kind) => itemsOf(kind, content, select));
  const wanted = words.map((word) => word.toLowerCase());
  return wanted.length === 0 ? items : items.filter((item) => hasAll(item, wanted));
}

/** An object, and of a detection all that is known. */
export interface FoundContent extends ContentItem {
  readonly detection?: Detection;
}

/**
 * The objects that have a name or an identifier, without regard to case; several where kinds share the name.
 *
 * @throws Problem CT001 and CT031 for the content, CT009 where nothing has the name.
 */
export async function findContent(
  name: string,
  options: Pick<ContentListOptions, 'content' | 'onProblem'>,
): Promise<readonly FoundContent[]> {
  const content = await contentOf(options);
  const all = LISTED_KINDS.flatMap((kind) => itemsOf(kind, content, undefined));
  const wanted = name.toLowerCase();
  const found = all.filter((item) => item.name.toLowerCase() === wanted || item.id?.toLowerCase() === wanted);
  if (found.length > 0) {
    return found.map((item) => {
      const detection = content.detections.find((one) => item.kind === 'detection' && one.file === item.file);
      return { ...item, ...(detection && { detection }) };
    });
  }
  const near = nearest(
    name,
    all.map((item) => item.name),
  );
  throw new Problem('CT009', `nothing in the content is called "${name}"`, {
    hint: near === undefined ? 'see the names with karst content list' : `did you mean "${near}"?`,
  });
}

async function contentOf({ content: paths, onProblem }: ContentListOptions): Promise<Content> {
  const content = await (paths === undefined ? loadBuiltInContent() : loadContent(paths));
  for (const problem of content.problems) onProblem?.(problem);
  return content;
}

function itemsOf(kind: ListedKind, content: Content, select: DetectionSelection | undefined): readonly ContentItem[] {
  switch (kind) {
    case 'detection':
      return selectDetections(content.detections, select).toSorted(byName).map(detectionItem);
    case 'macro':
      return content.macros
        .map(({ name, arguments: parameters, description, definition, file }) => ({
          kind,
          name: parameters.length === 0 ? name : `${name}(${parameters.length})`,
          description,
          search: definition,
          ...(file !== undefined && { file }),
        }))
        .sort(byText);
    case 'lookup':
      return content.lookups
        .map(({ name, type, description, file }) => ({ kind, name, type, description, file }))
        .sort(byText);
    case 'story':
      return content.stories
        .map(({ name, id, description, file }) => ({ kind, name, ...(id !== undefined && { id }), description, file }))
        .sort(byText);
    case 'baseline':
      return content.baselines
        .map(({ name, id, description, search, analyticStories, file }) => ({
          kind,
          name,
          ...(id !== undefined && { id }),
          analytic_story: analyticStories,
          description,
          search,
          file,
        }))
        .sort(byText);
    case 'data_source':
      return content.dataSources
        .map(({ name, source = '', sourcetype = '', file }) => ({
          kind,
          name,
          description: [sourcetype, source].filter((text) => text !== '').join(', '),
          file,
        }))
        .sort(byText);
  }
}

function detectionItem(detection: Detection): ContentItem {
  const { name, id, type, status, risk, description, search, file } = detection;
  return {
    kind: 'detection',
    name,
    ...(id !== undefined && { id }),
    type,
    status,
    severity: risk.severity,
    risk_score: risk.score,
    mitre_attack_id: detection.mitreAttackIds,
    analytic_story: detection.analyticStories,
    data_source: detection.dataSources,
    description,
    search,
    file,
  };
}

function byText(a: ContentItem, b: ContentItem): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

function hasAll(item: ContentItem, words: readonly string[]): boolean {
  const text = [...Object.values(item)].flat().join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}
