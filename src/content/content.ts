import type { Problem } from '../shared/problem.ts';
import type { PlacedText } from './placed-text.ts';
import type { ScalarSource } from './scalar-source.ts';

/** All that was loaded, and all that could not be. */
export interface Content {
  readonly detections: readonly Detection[];
  /** Those of the content, and those that always exist where the content has none of the name. */
  readonly macros: readonly Macro[];
  /** Definitions; rows are read when a search asks for them. */
  readonly lookups: readonly Lookup[];
  readonly stories: readonly Story[];
  readonly baselines: readonly Baseline[];
  /** Baselines whose `fit` trains what searches apply: those of the repositories of single files are among them. */
  readonly training: readonly Baseline[];
  /** Baselines whose `outputlookup` fills what searches look up; those of the repositories of single files too. */
  readonly filling: readonly Baseline[];
  readonly dataSources: readonly DataSource[];
  /** How events of sourcetypes are read that karst does not know; those of the repositories of single files too. */
  readonly sources: readonly SourceMapping[];
  /** Every file that was looked at under the paths given, in the order it was. */
  readonly files: readonly ContentFile[];
  readonly problems: readonly Problem[];
}

/** What a content file can be. `other`: a YAML file that is none of the kinds that karst reads. */
export type ContentKind =
  | 'detection'
  | 'macro'
  | 'lookup'
  | 'story'
  | 'baseline'
  | 'data_source'
  | 'source'
  | 'deployment'
  | 'dashboard'
  | 'other';

/** One file that was looked at, whatever came of it. */
export interface ContentFile {
  /** The path as given, joined with the path below it. */
  readonly file: string;
  /** Below the folder that was given, with `/` between the parts; the path as given of a file that was named itself. */
  readonly relative: string;
  readonly kind: ContentKind;
  /** What the file says of itself, also where it is not valid. */
  readonly name?: string;
  readonly id?: string;
  readonly type?: string;
}

export type DetectionType = 'TTP' | 'Anomaly' | 'Hunting' | 'Correlation';

/** The three forms that the publisher's detections have had. */
export type Generation = 'v4' | 'v5' | 'v6';

export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** A field of the result rows that names a user, a system or something else at risk. */
export interface RiskObject {
  readonly field: string;
  readonly type: string;
  /** From 0 to 100. */
  readonly score: number;
  /** With `$field$` tokens. */
  readonly message: string;
}

/** A field of the result rows that names what does the harm. */
export interface ThreatObject {
  readonly field: string;
  readonly type: string;
}

/** The risk model, alike for all generations. */
export interface Risk {
  /** With `$field$` tokens; empty where the detection has none. */
  readonly message: string;
  /** The highest score, from 0 to 100; 0 for a detection without risk. */
  readonly score: number;
  readonly severity: Severity;
  readonly riskObjects: readonly RiskObject[];
  readonly threatObjects: readonly ThreatObject[];
  /** Whether its publisher deploys it so that it writes risk: TTP and Anomaly do, Hunting and Correlation do not. */
  readonly deploysRisk: boolean;
}

/** A log of a test, and the metadata that it is replayed with. */
export interface AttackData {
  /** An URL or a path. */
  readonly data: string;
  readonly source?: string;
  readonly sourcetype?: string;
  readonly index?: string;
  readonly host?: string;
}

export interface DetectionTest {
  readonly name: string;
  readonly type: 'unit' | 'experimental';
  /** Rows that the search must give; 0 is a test against false positives. Absent: at least one. */
  readonly expectedResults?: number;
  readonly attackData: readonly AttackData[];
}

/** How much a detection may say about logs in which nothing is to be found. */
export interface NoiseBudget {
  /** Rows on a host and a day. */
  readonly rows: number;
  readonly reason: string;
}

/** A search that leads from a finding to more: tokens of the finding stand in it as `$field$`. */
export interface DrilldownSearch {
  readonly name: string;
  readonly search: string;
  /** Time modifiers, or the tokens `$info_min_time$` and `$info_max_time$`; absent: all time. */
  readonly earliest?: string;
  readonly latest?: string;
}

/** How long findings that agree in these fields are told only once. */
export interface Throttling {
  readonly fields: readonly string[];
  /** As it is written: a number and `s`, `m`, `h` or `d`. */
  readonly period: string;
}

export interface Detection {
  readonly generation: Generation;
  readonly file: string;
  readonly name: string;
  /** An UUID; absent where the file has none. */
  readonly id?: string;
  readonly version?: number;
  readonly type: DetectionType;
  /** production, experimental or deprecated; empty where the file has none. */
  readonly status: string;
  readonly description: string;
  readonly author?: string;
  /** `YYYY-MM-DD`: since ESCU 6 that of the last change. */
  readonly date?: string;
  readonly references: readonly string[];
  readonly howToImplement: string;
  readonly knownFalsePositives: string;
  readonly assetType?: string;
  readonly throttling?: Throttling;
  readonly drilldownSearches: readonly DrilldownSearch[];
  /** SPL, as the YAML scalar reads. */
  readonly search: string;
  /** Where the characters of `search` stand in the file: see `searchPlace`. */
  readonly searchSource: ScalarSource;
  /** Each may be several joined by AND. */
  readonly dataSources: readonly string[];
  readonly analyticStories: readonly string[];
  readonly mitreAttackIds: readonly string[];
  readonly securityDomain?: string;
  readonly products: readonly string[];
  readonly cves: readonly string[];
  readonly tests: readonly DetectionTest[];
  /** Only sidecars say it. */
  readonly noiseBudget?: NoiseBudget;
  /** Why there is no automated test. */
  readonly manualTest?: string;
  readonly risk: Risk;
}

/** A macro as content defines it: what the language calls a MacroDefinition, and where it comes from. */
export interface Macro {
  readonly name: string;
  /** The names of its parameters, which stand as `$name$` in the definition. */
  readonly arguments: readonly string[];
  readonly definition: string;
  readonly isEval: boolean;
  readonly description: string;
  /** Absent for the macros that karst itself supplies. */
  readonly file?: string;
}

/** One entry of `match_type`. Fields without one match exactly. */
export interface LookupMatch {
  readonly kind: 'WILDCARD' | 'CIDR';
  readonly field: string;
}

export interface Lookup {
  readonly name: string;
  readonly file: string;
  readonly description: string;
  readonly type: 'csv' | 'kvstore' | 'mlmodel';
  /** The file of rows or of the model, beside the YAML file; absent for a collection. It may not exist. */
  readonly path?: string;
  readonly collection?: string;
  /** Of a collection, in order, `_key` among them where it is listed; empty for a file, whose header names them. */
  readonly fields: readonly string[];
  readonly matches: readonly LookupMatch[];
  /** The value given for no match, once `minMatches` asks for one. */
  readonly defaultMatch?: string;
  readonly minMatches?: number;
  readonly maxMatches?: number;
  /** Splunk's default is true. */
  readonly isCaseSensitive: boolean;
}

export interface Story {
  readonly name: string;
  readonly file: string;
  readonly id?: string;
  readonly version?: number;
  readonly description: string;
  readonly narrative: string;
  readonly categories: readonly string[];
  readonly useCase?: string;
}

export interface Baseline {
  readonly name: string;
  readonly file: string;
  readonly id?: string;
  readonly version?: number;
  readonly description: string;
  readonly search: string;
  readonly searchSource: ScalarSource;
  readonly analyticStories: readonly string[];
  /** Names of the detections that need it. */
  readonly detections: readonly string[];
}

export interface DataSource {
  readonly name: string;
  readonly file: string;
  readonly source?: string;
  readonly sourcetype?: string;
}

/** A step of extraction. A field that is there already is kept. */
export type ExtractionStep =
  /** Named groups become fields; with `isRepeated` those of every match. */
  | { readonly kind: 'regex'; readonly pattern: PlacedText; readonly from?: string; readonly isRepeated: boolean }
  | { readonly kind: 'json'; readonly from?: string }
  /** `name=value`; between pairs and inside them these characters, where they are given. */
  | { readonly kind: 'key_value'; readonly from?: string; readonly delimiter?: string; readonly assign?: string }
  /** Columns without a name give no field. Absent: the names stand in the first line of the file. */
  | { readonly kind: 'csv'; readonly from?: string; readonly delimiter: string; readonly columns?: readonly string[] };

/** What makes an event of lines. */
export type EventBreaking =
  | { readonly kind: 'lines' }
  | { readonly kind: 'dated' }
  /** Each line that matches begins one. */
  | { readonly kind: 'begins'; readonly pattern: PlacedText };

/** Where an event tells its time. */
export interface TimestampRule {
  /** A field that holds it. */
  readonly field?: string;
  /** What stands before it in the text, or, with a group, the text itself. */
  readonly pattern?: PlacedText;
  /** As strptime takes it. */
  readonly format?: string;
  /** IANA name of the zone of times that name none. */
  readonly zone?: PlacedText;
}

/** How events of a sourcetype are read: what props and transforms are to Splunk. */
export interface SourceMapping {
  readonly name: string;
  readonly file: string;
  readonly description: string;
  readonly sourcetype: string;
  readonly source?: string;
  /** What `host` is, or the field that says so. */
  readonly host?: string;
  readonly hostField?: string;
  /** All of what is given must hold; absent: only the sourcetype or source that the user names chooses it. */
  readonly recognise?: {
    readonly text?: PlacedText;
    readonly keys: readonly string[];
    /** With `*` and `?`, for the name of the file. */
    readonly file?: string;
  };
  readonly events?: EventBreaking;
  readonly timestamp?: TimestampRule;
  /** Absent: what Splunk extracts by itself. */
  readonly extract?: readonly ExtractionStep[];
  readonly aliases: readonly (readonly [from: string, to: string])[];
  /** SPL expressions by the field that they make. */
  readonly evals: readonly { readonly field: string; readonly expression: PlacedText }[];
  /** Each is what follows `lookup` in SPL. */
  readonly lookups: readonly PlacedText[];
  readonly eventTypes: readonly EventTypeMapping[];
}

/** An event type: a search, and the tags of the events that match it. */
export interface EventTypeMapping {
  readonly name: string;
  readonly search: PlacedText;
  readonly tags: readonly string[];
}
