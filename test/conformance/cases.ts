import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';

/** A value as a case writes it: numbers and texts are the same, null is absent. */
export type CaseValue = string | number | boolean | null | readonly (string | number)[];

export type CaseRow = Readonly<Record<string, CaseValue>>;

export interface CaseMacro {
  readonly args?: readonly string[];
  readonly definition: string;
}

/** The rows of a lookup, and how it matches in the words of Splunk's configuration. */
export interface CaseLookup {
  readonly rows: readonly CaseRow[];
  readonly match_type?: string;
  readonly case_sensitive_match?: boolean;
  readonly min_matches?: number;
  readonly max_matches?: number;
  readonly default_match?: string;
}

/** One conformance case; the keys are explained in the README beside the cases. */
export interface Case {
  readonly file: string;
  readonly name: string;
  readonly certainty?: string;
  readonly given?: readonly CaseRow[];
  readonly given_datasets?: {
    readonly indexes?: Readonly<Record<string, readonly CaseRow[]>>;
    readonly datamodels?: Readonly<Record<string, readonly CaseRow[]>>;
    readonly metrics?: Readonly<Record<string, readonly CaseRow[]>>;
    readonly lookups?: Readonly<Record<string, CaseLookup>>;
  };
  readonly spl: string;
  readonly now?: number;
  readonly tz?: string;
  readonly macros?: Readonly<Record<string, CaseMacro>>;
  readonly expect?: readonly CaseRow[];
  readonly ordered?: boolean;
  readonly columns?: readonly string[];
  readonly absent?: readonly string[];
  readonly expect_lookup?: Readonly<Record<string, readonly CaseRow[]>>;
  readonly expect_error?: string;
}

/** All cases of the YAML files under a folder, files in the order of their names. */
export function loadCases(folder: string): readonly Case[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file));
  return files.sort().flatMap((file) => casesOf(file, readFileSync(join(folder, file), 'utf8')));
}

function casesOf(file: string, text: string): readonly Case[] {
  const document = parseYaml(text) as { readonly cases?: readonly Omit<Case, 'file'>[] } | null;
  return (document?.cases ?? []).map((one) => ({ ...one, file }));
}
