import { datasetRow, type LogEvent } from '../../events/index.ts';
import type { ProcessStart } from '../../findings/index.ts';
import { firstText, shortened } from '../timeline/first-text.ts';
import { auditdStartOf } from './auditd.ts';

const PROCESSES = 'Endpoint.Processes';

/** Characters of a path, a name or an id. */
const LONGEST_TEXT = 1024;

/** Characters of a command line that are kept. */
export const LONGEST_COMMAND_LINE = 8192;

/**
 * What an event of the Processes dataset, or of the Linux audit daemon, tells of the start of a process; undefined where
 * it tells of something else: the dataset has image loads, ends and accesses of processes too.
 */
export function processStartOf(event: LogEvent): ProcessStart | undefined {
  if (!event.datasets.includes(PROCESSES)) return auditdStartOf(event);
  if (!isStart(event)) return undefined;
  const row = datasetRow(event, PROCESSES);
  const text = (field: string, longest = LONGEST_TEXT): string | undefined => {
    const value = firstText(row.get(field));
    return value === undefined ? undefined : shortened(value, longest);
  };
  const name = text('process_name');
  if (name === undefined) return undefined;
  const [pid, parentPid] = [processId(text('process_id')), processId(text('parent_process_id'))];
  return {
    time: event.time,
    host: text('dest') ?? event.host,
    name,
    ...given('path', text('process_path')),
    ...given('commandLine', text('process', LONGEST_COMMAND_LINE)),
    ...given('user', text('user')),
    ...given('integrity', text('process_integrity_level')),
    ...given('pid', pid),
    ...given('guid', text('process_guid')),
    ...given('parentPid', parentPid),
    ...given('parentGuid', text('parent_process_guid')),
    ...given('parentName', text('parent_process_name')),
    ...given('parentCommandLine', text('parent_process', LONGEST_COMMAND_LINE)),
  };
}

/** A process id as sensors agree on it: Security writes it in hexadecimal. */
export function processId(text: string | undefined): string | undefined {
  if (text === undefined || !/^0x[0-9a-f]{1,12}$/i.test(text)) return text;
  return String(Number.parseInt(text, 16));
}

/** Event ids of Windows and Sysmon that tell of the start of a process. */
const START_IDS: ReadonlySet<string> = new Set(['1', '4688']);

/** CrowdStrike's names of events that tell of one. */
const START_NAMES: ReadonlySet<string> = new Set(['ProcessRollup2', 'SyntheticProcessRollup2']);

function isStart({ fields }: LogEvent): boolean {
  const id = firstText(fields.get('EventCode') ?? fields.get('EventID'));
  if (id !== undefined) return START_IDS.has(id);
  const name = firstText(fields.get('event_simpleName'));
  return name === undefined || START_NAMES.has(name);
}

function given<K extends string>(name: K, value: string | undefined): { readonly [N in K]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in K]: string });
}
