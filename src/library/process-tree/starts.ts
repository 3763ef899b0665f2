import type { LogEvent } from '../../events/index.ts';
import type { ProcessStart } from '../../findings/index.ts';
import { shortened } from '../timeline/first-text.ts';
import { auditdCommandLine, auditdEventOf } from './auditd.ts';
import { LONGEST_COMMAND_LINE, processStartOf } from './start.ts';

/** The starts of processes, gathered from events. */
export interface Starts {
  add(event: LogEvent): void;
  /** Those that were kept, in the order of the input. */
  readonly starts: readonly ProcessStart[];
  /** All of them. */
  readonly count: number;
}

/** Starts of processes that are kept: a few hundred bytes each, and all of them are needed for a tree. */
const MOST_STARTS = 250_000;
/** Characters of all their texts. */
const MOST_CHARACTERS = 250_000_000;

/** Events of the audit daemon whose further records are waited for: those stand close together. */
const MOST_OPEN = 1000;

/** @param isWanted which of them count */
export function openStarts(isWanted: (start: ProcessStart) => boolean): Starts {
  const starts: ProcessStart[] = [];
  /** Places of starts of the audit daemon whose command line has not come yet. */
  const open = new Map<string, number>();
  let count = 0;
  let characters = 0;

  function add(start: ProcessStart, event: LogEvent): void {
    count++;
    const size = Object.values(start).reduce((sum: number, one) => sum + (typeof one === 'string' ? one.length : 0), 0);
    if (starts.length >= MOST_STARTS || characters + size > MOST_CHARACTERS) return;
    characters += size;
    const place = starts.push(start) - 1;
    const key = start.commandLine === undefined ? auditdEventOf(event) : undefined;
    if (key === undefined) return;
    const [oldest] = open.keys();
    if (open.size >= MOST_OPEN && oldest !== undefined) open.delete(oldest);
    open.set(key, place);
  }

  function complete(commandLine: string, event: LogEvent): void {
    const key = auditdEventOf(event) ?? '';
    const place = open.get(key);
    const start = place === undefined ? undefined : starts[place];
    if (place === undefined || start === undefined) return;
    starts[place] = { ...start, commandLine: shortened(commandLine, LONGEST_COMMAND_LINE) };
    open.delete(key);
  }

  return {
    add(event) {
      const start = processStartOf(event);
      const commandLine = start === undefined ? auditdCommandLine(event) : undefined;
      if (start !== undefined && isWanted(start)) add(start, event);
      else if (commandLine !== undefined) complete(commandLine, event);
    },
    starts,
    get count() {
      return count;
    },
  };
}
