import type { ProcessStart } from './process.ts';
import { guidKey, key } from './same-process.ts';

/** Finds the process that started another. */
export interface Parents {
  /** Its place among the processes; undefined where none of them is its parent. */
  of(process: ProcessStart, place: number): number | undefined;
}

/**
 * A parent is who the GUID of the parent names. Where events have none, it is the process of that computer which was the
 * last to get the parent's process id before: ids are used again. One that has another name than the parent, or a GUID
 * other than the parent's, got the id later than the parent, of whose start no event tells.
 *
 * @param processes in the order of their time
 */
export function openParents(processes: readonly ProcessStart[]): Parents {
  const byGuid = new Map<string, number>();
  const byPid = new Map<string, number[]>();
  for (const [place, process] of processes.entries()) {
    const guid = guidKey(process);
    if (guid !== undefined) byGuid.set(guid, place);
    if (process.pid === undefined) continue;
    const pid = key(process.host, process.pid);
    const places = byPid.get(pid);
    if (places === undefined) byPid.set(pid, [place]);
    else places.push(place);
  }

  return {
    of(process, place) {
      const { host, parentGuid, parentPid } = process;
      const named = parentGuid === undefined ? undefined : byGuid.get(key(host, parentGuid));
      if (named !== undefined) return named === place ? undefined : named;
      if (parentPid === undefined) return undefined;
      const last = lastBefore(byPid.get(key(host, parentPid)) ?? [], place);
      const candidate = last === undefined ? undefined : processes[last];
      return candidate !== undefined && mayBeParent(candidate, process) ? last : undefined;
    },
  };
}

/** The greatest of ascending places that is below another. */
function lastBefore(places: readonly number[], place: number): number | undefined {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return places[low - 1];
}

function mayBeParent(candidate: ProcessStart, { parentName, parentGuid }: ProcessStart): boolean {
  if (parentGuid !== undefined && candidate.guid !== undefined) return false;
  return parentName === undefined || parentName.toLowerCase() === candidate.name.toLowerCase();
}
