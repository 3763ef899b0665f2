import type { FieldDemand, ScanDemand } from '../../language/index.ts';
import { formulaOf } from './formula.ts';
import { openMatchIndex } from './match-index.ts';
import type { FieldReader, TestMemory } from './row-tests.ts';
import { openValueMemory } from './value-memory.ts';

/** Fields to keep of a row. */
export type KeptFields = 'all' | ReadonlySet<string>;

/** What is kept of the rows of one source, so that every search finds in them what it would find in all. */
export interface SourceSelection {
  /** The fields that are asked for, `_raw` perhaps among them. */
  readonly fields: ReadonlySet<string>;
  /**
   * The fields that some search needs of a row; undefined where none needs it.
   *
   * @param read gives the value of any field of the row. It is asked for few of them, and for those that cost something
   * only where all else speaks for the row
   */
  kept(read: FieldReader): KeptFields | undefined;
}

/** Chooses from all rows those that searches may use. */
export interface Selection {
  /** By the name of the source: `events` or `Model.Dataset`. Undefined where no search reads it. */
  readonly sources: ReadonlyMap<string, SourceSelection>;
  /** How many rows were kept for a search, by its place in the list. */
  rowsFor(search: number): number;
}

/** Values that are remembered with what they pass. */
const REMEMBERED = 100_000;

/** Kinds of rows, by the searches that need them, whose fields are remembered. */
const KINDS = 10_000;

/** @param searches what each takes from its sources */
export function openSelection(searches: readonly (readonly ScanDemand[])[]): Selection {
  const bySource = new Map<string, Reader[]>();
  for (const [search, demands] of searches.entries()) {
    for (const { source, fields, conditions } of demands) {
      const name = source.kind === 'events' ? source.kind : `${source.model}.${source.dataset}`;
      const reader = { search, fields, conditions };
      const before = bySource.get(name);
      if (before === undefined) bySource.set(name, [reader]);
      else before.push(reader);
    }
  }
  const memory: TestMemory = openValueMemory(REMEMBERED);
  const counts = searches.map((): RowCount[] => []);
  const sources = new Map([...bySource].map(([name, readers]) => [name, openSource(readers, memory, counts)]));
  return { sources, rowsFor: (search) => (counts[search] ?? []).reduce((sum, count) => sum + count(), 0) };
}

/** A search that reads a source. */
interface Reader extends Pick<ScanDemand, 'fields' | 'conditions'> {
  readonly search: number;
}

/** How many rows of one source a search had. */
type RowCount = () => number;

/** @param counts takes for each search how its rows are counted */
function openSource(readers: readonly Reader[], memory: TestMemory, counts: readonly RowCount[][]): SourceSelection {
  const { fields, groups, always, matches } = openMatchIndex(
    readers.map(({ conditions }) => formulaOf(conditions)),
    memory,
  );
  const fieldsOf = groups.map((group) => together(group.map((reader) => readers[reader]?.fields ?? [])));
  const begin = openKinds(fieldsOf, always);
  const rowsOf = new Float64Array(groups.length);
  let rows = 0;
  const isAlways = new Set(always);
  for (const [group, members] of groups.entries()) {
    const count = isAlways.has(group) ? () => rows : () => rowsOf[group] ?? 0;
    for (const reader of members) counts[readers[reader]?.search ?? 0]?.push(count);
  }
  return {
    fields,
    kept: (read) => {
      rows++;
      let kind = begin();
      for (const group of matches(read)) {
        rowsOf[group] = (rowsOf[group] ?? 0) + 1;
        kind = kind.with(group);
      }
      return kind.fields;
    },
  };
}

/** Rows that the same groups of searches need. */
interface Kind {
  readonly fields: KeptFields | undefined;
  /** Those that one more group needs. */
  with(group: number): Kind;
}

/** Gives the kind of rows that only those groups need which need all. Kinds are remembered, with their fields. */
function openKinds(fieldsOf: readonly KeptFields[], always: readonly number[]): () => Kind {
  const needed = always.length === 0 ? undefined : together(always.map((group) => fieldsOf[group] ?? []));
  let known = 0;
  const kindOf = (fields: KeptFields | undefined): Kind => {
    const more = new Map<number, Kind>();
    known++;
    return {
      fields,
      with: (group) => {
        const before = more.get(group);
        if (before !== undefined) return before;
        const made = kindOf(together([fields ?? [], fieldsOf[group] ?? []]));
        more.set(group, made);
        return made;
      },
    };
  };
  let first = kindOf(needed);
  return () => {
    if (known > KINDS) {
      known = 0;
      first = kindOf(needed);
    }
    return first;
  };
}

function together(demands: readonly (KeptFields | FieldDemand)[]): KeptFields {
  const names = new Set<string>();
  for (const fields of demands) {
    if (fields === 'all') return 'all';
    for (const name of fields) names.add(name);
  }
  return names;
}
