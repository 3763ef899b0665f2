import type { MacroLookup } from '../../src/language/index.ts';
import type { CaseLookup, CaseMacro, CaseRow } from '../conformance/cases.ts';
import { macrosOf } from '../conformance/macros.ts';
import { type CaseTables, tablesOf } from '../conformance/tables.ts';

type Rows = readonly CaseRow[];

/** SPL and rows in, rows or an error out. */
export interface CommandCase {
  readonly name: string;
  /** Shown in the reference, with this sentence above it. */
  readonly example?: string;
  readonly spl: string;
  readonly now?: number;
  /** The time range that the search is run with. */
  readonly range?: readonly [earliest: number, latest: number];
  /** `name` takes no arguments, `name(2)` two. */
  readonly macros?: Readonly<Record<string, CaseMacro>>;
  /** The case asks for what the interpreter of plans does not do: lookups that are written. */
  readonly engine?: boolean;
  /** The GeoIP database of the tests is there. */
  readonly geoip?: boolean;
  /** The texts of saved searches by name. */
  readonly searches?: Readonly<Record<string, string>>;
  readonly input?: Rows;
  readonly events?: Rows;
  readonly datasets?: Readonly<Record<string, Rows>>;
  readonly metrics?: Readonly<Record<string, Rows>>;
  /** Rows alone, or with how the lookup matches. */
  readonly lookups?: Readonly<Record<string, Rows | CaseLookup>>;
  readonly rows?: Rows;
  readonly columns?: readonly string[];
  /** `at`: the text that the span covers. */
  readonly error?: { readonly code: string; readonly text: string; readonly at: string; readonly hint?: string };
}

/** What a search of a case is run with. */
export function givenOf(one: CommandCase): {
  readonly spl: string;
  readonly tables: CaseTables;
  readonly macros: MacroLookup;
  readonly hasLocations: boolean;
  readonly savedSearches: ReadonlyMap<string, string>;
  readonly now?: number;
  readonly range?: readonly [earliest: number, latest: number];
} {
  const { spl, now, range, macros, geoip, searches = {}, input, events, datasets, metrics, lookups = {} } = one;
  const tables = Object.entries(lookups).map(([name, table]) => [name, isRows(table) ? { rows: table } : table]);
  const given = {
    ...(input !== undefined && { given: input }),
    given_datasets: {
      lookups: Object.fromEntries(tables) as Record<string, CaseLookup>,
      ...(datasets !== undefined && { datamodels: datasets }),
      ...(metrics !== undefined && { metrics }),
    },
  };
  return {
    spl,
    tables: tablesOf(given, events),
    macros: macrosOf(macros),
    hasLocations: geoip === true,
    savedSearches: new Map(Object.entries(searches)),
    ...(now !== undefined && { now }),
    ...(range !== undefined && { range }),
  };
}

function isRows(table: Rows | CaseLookup): table is Rows {
  return Array.isArray(table);
}
