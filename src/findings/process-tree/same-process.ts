import type { ProcessMark, ProcessStart } from './process.ts';

/** How far apart two sensors may tell of one start, in seconds. */
const SAME_START_SECONDS = 2;

/**
 * Each process once: two sensors of one computer may tell of the same start, and a log may have been collected twice.
 * Starts are one where their GUID is the same, or their process id and name within two seconds and not two GUIDs.
 *
 * @param processes in the order of their time
 */
export function distinctProcesses(processes: readonly ProcessStart[]): readonly ProcessStart[] {
  const kept: ProcessStart[] = [];
  const byGuid = new Map<string, number>();
  const byPid = new Map<string, number>();
  for (const process of processes) {
    const place = placeOfSame(process);
    const before = place === undefined ? undefined : kept[place];
    const at = place ?? kept.length;
    const known = before === undefined ? process : together(before, process);
    kept[at] = known;
    const guid = guidKey(known);
    if (guid !== undefined) byGuid.set(guid, at);
    const pid = startKey(known);
    if (pid !== undefined) byPid.set(pid, at);
  }
  return kept;

  function placeOfSame(process: ProcessStart): number | undefined {
    const guid = guidKey(process);
    const same = guid === undefined ? undefined : byGuid.get(guid);
    if (same !== undefined) return same;
    const at = byPid.get(startKey(process) ?? '');
    const other = at === undefined ? undefined : kept[at];
    if (other === undefined || !isNear(other.time, process.time)) return undefined;
    return guid !== undefined && guidKey(other) !== undefined ? undefined : at;
  }
}

/** What names a process for all time; absent where the event has no GUID. */
export function guidKey({ host, guid }: Pick<ProcessStart, 'host' | 'guid'>): string | undefined {
  return guid === undefined ? undefined : key(host, guid);
}

/** A key of texts that differ in letter case alone. */
export function key(...parts: readonly string[]): string {
  return JSON.stringify(parts.map((part) => part.toLowerCase()));
}

function startKey({ host, pid, name }: ProcessStart): string | undefined {
  return pid === undefined ? undefined : key(host, pid, name);
}

function isNear(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.abs(a - b) <= SAME_START_SECONDS;
}

/** What the first says stands; the second fills in. */
function together(first: ProcessStart, second: ProcessStart): ProcessStart {
  const marks = distinctMarks([...(first.marks ?? []), ...(second.marks ?? [])]);
  return { ...second, ...first, ...(marks.length > 0 && { marks }) };
}

/** Each detection once. */
function distinctMarks(marks: readonly ProcessMark[]): readonly ProcessMark[] {
  return [...new Map(marks.map((mark) => [mark.detection, mark])).values()];
}
