import type { Finding, ProcessMark, ProcessStart } from '../../findings/index.ts';
import type { Value } from '../../language/index.ts';
import { processId } from './start.ts';

/** The findings of a run, to be found by the processes that they are about. */
export interface Marks {
  add(finding: Finding): void;
  /** Those about a process, each detection once. */
  of(process: ProcessStart): readonly ProcessMark[];
  /** Findings that no process was marked with. */
  unplaced(): number;
}

interface Target {
  readonly mark: ProcessMark;
  /** Epoch seconds; endless where the finding tells no time. */
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
  isPlaced: boolean;
}

/** Values of a field of a finding that are looked at. */
const VALUES_OF_FIELD = 100;

/** Pairs of a host and a value that are looked for. */
const KEYS_OF_FINDING = 1000;

/** Clocks of two events about one thing differ by less, in seconds. */
const SLACK_SECONDS = 2;

const GUIDS = ['process_guid', 'ProcessGuid', 'SourceProcessGUID'];
const IDS = ['process_id', 'ProcessId', 'NewProcessId'];
const COMMAND_LINES = ['process', 'CommandLine', 'Process_Command_Line'];
const NAMES = ['process_name', 'Image', 'NewProcessName', 'New_Process_Name'];
const HOSTS = ['dest', 'host', 'Computer', 'dvc', 'ComputerName'];

/**
 * A finding is about the processes whose GUID its row has; without any, about those of its host and time that have its
 * process id, else its command line, else its process name.
 */
export function openMarks(): Marks {
  const targets = new Map<string, Target[]>();
  const all: Target[] = [];
  return {
    add(finding) {
      const target = targetOf(finding);
      all.push(target);
      for (const key of keysOf(finding)) {
        const known = targets.get(key);
        if (known === undefined) targets.set(key, [target]);
        else known.push(target);
      }
    },
    of(process) {
      const about = keysOfProcess(process).flatMap((key) => targets.get(key) ?? []);
      const marks = new Map<string, ProcessMark>();
      for (const target of about) {
        if (!isAbout(target, process)) continue;
        target.isPlaced = true;
        marks.set(target.mark.detection, target.mark);
      }
      return [...marks.values()].sort((a, b) => (a.detection < b.detection ? -1 : 1));
    },
    unplaced: () => all.filter(({ isPlaced }) => !isPlaced).length,
  };
}

function targetOf(finding: Finding): Target {
  const { detection, severity, first_time, last_time } = finding;
  const from = first_time === null ? Number.NEGATIVE_INFINITY : Date.parse(first_time) / 1000;
  const to = last_time === null ? Number.POSITIVE_INFINITY : Date.parse(last_time) / 1000;
  const names = valuesOf(finding, NAMES).map(fileName);
  return { mark: { detection: detection.name, severity }, from, to, names, isPlaced: false };
}

/** Whether what the key leaves open agrees too. */
function isAbout({ from, to, names }: Target, { time, name, guid }: ProcessStart): boolean {
  const isThen = time === null || (time >= from - SLACK_SECONDS && time <= to + SLACK_SECONDS);
  // A GUID names one process, whatever the time of the row: that of a later event of it, perhaps.
  return (isThen || guid !== undefined) && (names.length === 0 || names.includes(name.toLowerCase()));
}

function keysOf(finding: Finding): readonly string[] {
  const guids = valuesOf(finding, GUIDS).filter((guid) => guid !== 'unknown');
  if (guids.length > 0) return guids.map((guid) => key('guid', guid));
  const hosts = valuesOf(finding, HOSTS);
  const ids = valuesOf(finding, IDS).map((id) => processId(id) ?? id);
  if (ids.length > 0) return pairs('id', hosts, ids);
  const commands = valuesOf(finding, COMMAND_LINES);
  if (commands.length > 0) return pairs('command', hosts, commands);
  return pairs('name', hosts, valuesOf(finding, NAMES).map(fileName));
}

function keysOfProcess({ guid, host, pid, commandLine, name }: ProcessStart): readonly string[] {
  return [
    ...(guid === undefined ? [] : [key('guid', guid)]),
    ...(pid === undefined ? [] : [key('id', host, pid)]),
    ...(commandLine === undefined ? [] : [key('command', host, commandLine)]),
    key('name', host, name),
  ];
}

function pairs(kind: string, hosts: readonly string[], values: readonly string[]): readonly string[] {
  const all = hosts.flatMap((host) => values.map((value) => key(kind, host, value)));
  return all.slice(0, KEYS_OF_FINDING);
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts.map((part) => part.toLowerCase()));
}

/** The values of the first of the fields that has any. */
function valuesOf({ result }: Finding, fields: readonly string[]): readonly string[] {
  for (const field of fields) {
    const values = textsOf(result[field]).slice(0, VALUES_OF_FIELD);
    if (values.length > 0) return values;
  }
  return [];
}

function textsOf(value: Value | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1).toLowerCase();
}
