import type { Command } from 'commander';
import type { DetectionType, Severity } from '../content/index.ts';
import type { FindingFormatName } from '../findings/index.ts';
import { collect, oneOf, parseSize, parseText, parseThreads, parseTimezone } from './values.ts';

/** What all commands that read logs have in common, as commander gives it. */
export interface CommonOptions {
  readonly source?: string;
  readonly sourcetype?: string;
  readonly index?: string;
  readonly host?: string;
  readonly timezone?: string;
  readonly earliest?: string;
  readonly latest?: string;
  readonly now?: string;
  readonly quiet?: true;
  readonly verbose?: true;
  /** False with --no-color. */
  readonly color: boolean;
}

/** What commands that run searches have beside. */
export interface EngineOptions {
  readonly content?: readonly string[];
  readonly threads?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly tempDir?: string;
  readonly geoip?: string;
  readonly assets?: string;
  readonly identities?: string;
}

/** Which detections are run. */
export interface SelectionOptions {
  readonly minSeverity?: Severity;
  readonly type?: readonly DetectionType[];
  readonly story?: readonly string[];
  readonly technique?: readonly string[];
  readonly tag?: readonly string[];
  readonly exclude?: readonly string[];
}

/** The formats by name; `FORMATS` of the findings layer has their renderers. */
const FORMAT_NAMES = ['table', 'jsonl', 'csv'] as const;

export type FormatChoice = (typeof FORMAT_NAMES)[number];

export function addContentOption(command: Command, description: string): void {
  command.option('--content <path>', `${description}; may be given several times, later ones override`, collect);
}

export function addGeoipOption(command: Command): void {
  command.option('--geoip <file>', 'a City database in the MaxMind format (.mmdb), for iplocation', parseText);
}

/** What is known beside the logs. */
export function addEntityOptions(command: Command): void {
  command
    .option('--assets <file>', 'a CSV list of computers: dest, src and dvc get owner, priority, ...', parseText)
    .option('--identities <file>', 'a CSV list of users: user and src_user get category, bunit, ...', parseText);
}

export function addFormatOption(command: Command): void {
  command.option(
    '--format <format>',
    'table, jsonl or csv (default: table on a terminal, else jsonl)',
    oneOf(FORMAT_NAMES),
  );
}

/** The names of `FINDING_FORMATS`, here once more so that help loads no renderer; a test holds them together. */
export const FINDING_FORMAT_NAMES = [
  ...FORMAT_NAMES,
  ...(['entities', 'markdown', 'html', 'navigator', 'sarif', 'ocsf', 'stix', 'timesketch', 'notable'] as const),
] as const satisfies readonly FindingFormatName[];

export function addFindingFormatOption(command: Command): void {
  command.option(
    '--format <format>',
    `${FINDING_FORMAT_NAMES.slice(0, -1).join(', ')} or ${FINDING_FORMAT_NAMES.at(-1)} (default: table on a terminal, else jsonl)`,
    oneOf(FINDING_FORMAT_NAMES),
  );
}

/** From the least to the most severe. */
export const SEVERITY_NAMES = [
  'informational',
  'low',
  'medium',
  'high',
  'critical',
] as const satisfies readonly Severity[];

const TYPE_NAMES = ['ttp', 'anomaly', 'hunting', 'correlation'] as const;

const TYPES: Readonly<Record<(typeof TYPE_NAMES)[number], DetectionType>> = {
  ttp: 'TTP',
  anomaly: 'Anomaly',
  hunting: 'Hunting',
  correlation: 'Correlation',
};

export function addSelectionOptions(command: Command): void {
  command
    .option('--min-severity <severity>', 'only detections of this severity or above', oneOf(SEVERITY_NAMES))
    .option('--type <type>', `only detections of this type: ${TYPE_NAMES.join(', ')}`, collectTypes())
    .option('--story <name>', 'only detections of this analytic story', collect)
    .option('--technique <id>', 'only detections of this ATT&CK technique or its sub-techniques', collect)
    .option('--tag <key=value>', 'only detections with this asset_type, product, data_source, cve, ...', collect)
    .option('--exclude <name>', 'no detections of this name, id or file; * stands for any characters', collect);
}

function collectTypes() {
  const parse = oneOf(TYPE_NAMES);
  const collectOne = (text: string, before: readonly DetectionType[] | undefined): readonly DetectionType[] => [
    ...(before ?? []),
    TYPES[parse(text)],
  ];
  return Object.assign(collectOne, { words: parse.words });
}

export function addTuningOption(command: Command): void {
  command.option(
    '--tuning <file>',
    'macros, suppressions and exclusions beside the content (YAML); repeatable',
    collect,
  );
}

/** What is said of all events. */
export function addLogOptions(command: Command): void {
  command
    .option('--source <source>', 'the source of all events', parseText)
    .option('--sourcetype <type>', 'the sourcetype of all events', parseText)
    .option('--index <name>', 'the index of all events (default: main)', parseText)
    .option('--host <name>', 'the host of all events (default: the computer that each names)', parseText)
    .option('--timezone <zone>', 'zone of the session and of timestamps without one (default: UTC)', parseTimezone);
}

/** How much is said on standard error, and in what colours. */
export function addMessageOptions(command: Command, verbose: string): void {
  command
    .option('-q, --quiet', 'nothing on standard error but errors')
    .option('--verbose', verbose)
    .option('--no-color', 'no colours, as with NO_COLOR');
}

/** The logs, the times and the messages. */
export function addCommonOptions(command: Command): void {
  addLogOptions(command);
  command
    .option('--earliest <time>', 'only events from then on: -24h@h, 2024-10-17T09:00:00Z or epoch seconds', parseText)
    .option('--latest <time>', 'only events before then', parseText)
    .option('--now <time>', 'what now() is: the same input then gives the same output', parseText);
  addMessageOptions(command, 'name everything that was skipped');
}

/** What the database may use. */
export function addRunOptions(command: Command): void {
  command
    .option('--threads <count>', 'threads that read logs, and of the database (default: one a processor)', parseThreads)
    .option('--memory <size>', "memory of the database (default: 768MB, or half of the machine's if less)", parseSize)
    .option('--temp-dir <folder>', 'where data goes that does not fit into memory', parseText);
}
