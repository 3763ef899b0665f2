import type { FieldDemand, ScanDemand, Value } from '../../language/index.ts';
import type { Memory } from './field-tests.ts';
import { formulaOf } from './formula.ts';
import { type MatchIndex, openMatchIndex } from './match-index.ts';

/** Fields to keep of a row. */
export type KeptFields = 'all' | ReadonlySet<string>;

/** What is kept of the rows of one source, so that every search finds in them what it would find in all. */
export interface SourceSelection {
  /** The fields that searches test, without `_raw`. */
  readonly fields: ReadonlySet<string>;
  /** Shows a value of the next row: those of all `fields` must be shown. */
  see(field: string, value: Value): void;
  /** The fields that some search needs of the row; undefined where none needs it. */
  kept(raw: () => string): KeptFields | undefined;
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
  const memory: Memory = { left: REMEMBERED };
  const rows = new Float64Array(searches.length);
  const readers = new Map<string, Reader[]>();
  for (const [search, demands] of searches.entries()) {
    for (const { source, fields, conditions } of demands) {
      const name = source.kind === 'events' ? source.kind : `${source.model}.${source.dataset}`;
      readers.set(name, [...(readers.get(name) ?? []), { search, fields, conditions }]);
    }
  }
  const sources = new Map([...readers].map(([name, those]) => [name, openSource(those, rows, memory)]));
  return { sources, rowsFor: (search) => rows[search] ?? 0 };
}

/** A search that reads a source. */
interface Reader extends Pick<ScanDemand, 'fields' | 'conditions'> {
  readonly search: number;
}

function openSource(readers: readonly Reader[], rows: Float64Array, memory: Memory): SourceSelection {
  const formulas = readers.map(({ conditions }) => formulaOf(conditions));
  const index: MatchIndex = openMatchIndex(formulas, memory);
  const known = new Map<string, KeptFields>();
  return {
    fields: index.fields,
    see: index.see,
    kept: (raw) => {
      const matched = index.matches(raw);
      if (matched.length === 0) return undefined;
      for (const reader of matched) {
        const search = readers[reader]?.search ?? 0;
        rows[search] = (rows[search] ?? 0) + 1;
      }
      const key = matched.join();
      const before = known.get(key);
      if (before !== undefined) return before;
      const fields = together(matched.map((reader) => readers[reader]?.fields ?? []));
      if (known.size >= KINDS) known.clear();
      known.set(key, fields);
      return fields;
    },
  };
}

function together(demands: readonly FieldDemand[]): KeptFields {
  const names = new Set<string>();
  for (const fields of demands) {
    if (fields === 'all') return 'all';
    for (const name of fields) names.add(name);
  }
  return names;
}
