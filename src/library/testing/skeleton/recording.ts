import path from 'node:path';
import type { AttackData } from '../../../content/index.ts';
import type { FindingEvent } from '../../../findings/index.ts';

/** Events that a test sends together: one file. */
export interface Recording {
  readonly source: string;
  readonly sourcetype: string;
  readonly text: string;
}

/**
 * Events as files that a test reads back: one for each source and sourcetype, since a test names them for a whole file.
 * Each event is what Splunk holds in `_raw`: a line of XML for an event of Windows, whatever it was read from. A source
 * that is only the path of a log here is cut to its name.
 *
 * @param logs the paths of the logs that the events were read from
 */
export function recordingsOf(events: readonly FindingEvent[], logs: readonly string[]): readonly Recording[] {
  const groups = new Map<string, { readonly source: string; readonly sourcetype: string; readonly lines: string[] }>();
  for (const { source: whole, sourcetype, raw } of events) {
    const source = logs.some((log) => whole.startsWith(log)) ? path.basename(whole) : whole;
    const key = JSON.stringify([source, sourcetype]);
    const group = groups.get(key) ?? { source, sourcetype, lines: [] };
    group.lines.push(`${raw}\n`);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ lines, ...group }) => ({ ...group, text: lines.join('') }));
}

/** What a test says of a recording at a path. */
export function attackDataOf({ source, sourcetype }: Recording, data: string, index: string | undefined): AttackData {
  return { data, source, sourcetype, ...(index !== undefined && { index }) };
}
