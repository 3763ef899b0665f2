import path from 'node:path';
import {
  appLabelOf,
  type ContentFile,
  type ContentKind,
  type NamedFile,
  namedFilesIn,
} from '../../../content/index.ts';
import type { Form } from './form.ts';

/** What there is to refer to: the content that is judged, and that around it. */
export interface Known {
  /** Whether there is any content of the kind: without it nothing can be said of its names. */
  has(kind: ContentKind): boolean;
  /** Names of content of a kind, in no order. */
  names(kind: ContentKind): Iterable<string>;
  /** What is there under the name, rather of that kind than of another. */
  called(name: string, kind: ContentKind): KnownFile | undefined;
  /** Another file of the same repository that has the name or the id; of those that are judged, one before this. */
  double(key: 'name' | 'id', value: string, file: string): KnownFile | undefined;
  /** The label of the app that the repository of a file becomes; undefined where it says none. */
  label(file: string): string | undefined;
  /** Today, as `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

export interface KnownFile {
  readonly file: string;
  readonly kind: ContentKind;
  /** Whether it is one of the files that are judged. */
  readonly isJudged: boolean;
  /** All that stands in it. */
  readonly load: () => unknown;
}

export interface KnownOptions {
  readonly files: readonly (ContentFile & { readonly form: Form | undefined })[];
  /** Repositories that the files belong to. Read when something asks for what they have; so is the next. */
  readonly around: readonly string[];
  /** More content that may be referred to. */
  readonly support: readonly string[];
  readonly today: string;
}

/** Looks nothing up before it is asked. */
export function knownContent(options: KnownOptions): Known {
  const { files, support, today } = options;
  const own = once(() => indexOf(files.map((one) => ({ ...one, isJudged: true, load: () => one.form?.raw.data }))));
  const near = once(() => indexOf(options.around.flatMap(namedFiles)));
  const far = once(() => indexOf(support.flatMap(namedFiles)));
  const all = [own, near, far];
  const rootOf = new Map(files.map(({ file, relative }) => [file, file.slice(0, file.length - relative.length)]));
  const judged = once(() => new Set(files.map(({ file }) => path.resolve(file))));
  const labels = new Map<string, string | undefined>();
  return {
    today,
    label: (file) => {
      const folder = path.dirname(file);
      if (!labels.has(folder)) labels.set(folder, appLabelOf(file));
      return labels.get(folder);
    },
    has: (kind) => all.some((index) => index().byKind.has(kind)),
    names: (kind) => all.flatMap((index) => [...(index().byKind.get(kind)?.keys() ?? [])]),
    called: (name, kind) =>
      firstOf(all, (index) => index.byKind.get(kind)?.get(name)) ??
      firstOf(all, (index) => index.by.name.get(name)?.[0]),
    double: (key, value, file) => {
      const doubles = own().by[key].get(value) ?? [];
      const before = doubles.slice(0, Math.max(0, doubles.map((one) => one.file).indexOf(file)));
      const inRoot = before.find((one) => rootOf.get(one.file) === rootOf.get(file));
      if (inRoot !== undefined) return inRoot;
      const around = near().by[key].get(value) ?? [];
      return around.find((one) => !judged().has(path.resolve(one.file)));
    },
  };
}

function namedFiles(folder: string): readonly Named[] {
  return namedFilesIn(folder).map((one) => ({ ...one, isJudged: false }));
}

type Named = KnownFile & Pick<NamedFile, 'name' | 'id'>;

/** Files by what they say of themselves. */
interface Index {
  readonly by: Readonly<Record<'name' | 'id', ReadonlyMap<string, readonly KnownFile[]>>>;
  readonly byKind: ReadonlyMap<ContentKind, ReadonlyMap<string, KnownFile>>;
}

function indexOf(files: readonly Named[]): Index {
  const by = { name: new Map<string, KnownFile[]>(), id: new Map<string, KnownFile[]>() };
  const byKind = new Map<ContentKind, Map<string, KnownFile>>();
  for (const one of files) {
    if (one.id !== undefined) push(by.id, one.id, one);
    if (one.name === undefined) continue;
    push(by.name, one.name, one);
    const ofKind = byKind.get(one.kind) ?? new Map<string, KnownFile>();
    if (!ofKind.has(one.name)) byKind.set(one.kind, ofKind.set(one.name, one));
  }
  return { by, byKind };
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function firstOf<T>(indexes: readonly (() => Index)[], find: (index: Index) => T | undefined): T | undefined {
  for (const index of indexes) {
    const found = find(index());
    if (found !== undefined) return found;
  }
  return undefined;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
