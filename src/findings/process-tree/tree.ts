import { openParents } from './parents.ts';
import type { ProcessNode, ProcessStart } from './process.ts';
import { distinctProcesses, key } from './same-process.ts';

/** A node that is still being filled. */
interface Growing extends ProcessNode {
  readonly children: Growing[];
}

/**
 * Who started whom, on each computer: the processes that have no parent, each with all below it, by host and then by
 * time. A parent of whose start no event tells is a stub, one for all its children. A chain of parents that comes back to
 * itself is opened at its earliest process.
 */
export function processTree(processes: readonly ProcessStart[]): readonly ProcessNode[] {
  const known = distinctProcesses(processes.toSorted(byTime));
  const parents = openParents(known);
  const told = known.map((process, place) => parents.of(process, place));
  const parentOf = withoutCycles(told);
  const nodes = known.map((process): Growing => ({ process, isStub: false, children: [] }));
  const stubs = new Map<string, Growing>();
  const roots: Growing[] = [];
  for (const [place, node] of nodes.entries()) {
    const parent = parentOf[place];
    const above = parent !== undefined ? nodes[parent] : told[place] === undefined ? stubFor(node.process) : undefined;
    if (above === undefined) roots.push(node);
    else above.children.push(node);
  }
  return roots.toSorted(byHost);

  function stubFor(process: ProcessStart): Growing | undefined {
    const stub = stubOf(process);
    if (stub === undefined) return undefined;
    const name = stubKey(stub);
    const before = stubs.get(name);
    if (before !== undefined) return before;
    const made: Growing = { process: stub, isStub: true, children: [] };
    stubs.set(name, made);
    roots.push(made);
    return made;
  }
}

/** Those without a time last. Equal ones keep their order. */
function byTime(a: ProcessStart, b: ProcessStart): number {
  if (a.time === b.time) return 0;
  return (a.time ?? Number.POSITIVE_INFINITY) - (b.time ?? Number.POSITIVE_INFINITY);
}

/** Within a host roots came in the order of their time already. */
function byHost(a: ProcessNode, b: ProcessNode): number {
  const [first, second] = [a.process.host.toLowerCase(), b.process.host.toLowerCase()];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/** The same parents, but that of the earliest process of each chain that comes back to itself. */
function withoutCycles(parentOf: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const open = [...parentOf];
  // The walk that came by last: 0 for none, else its start and one.
  const walked = new Uint32Array(open.length);
  for (const start of open.keys()) {
    let at: number | undefined = start;
    while (at !== undefined && walked[at] === 0) {
      walked[at] = start + 1;
      at = open[at];
    }
    if (at !== undefined && walked[at] === start + 1) open[earliestOf(at, open)] = undefined;
  }
  return open;
}

/** The smallest place on the cycle that a place lies on. */
function earliestOf(place: number, parentOf: readonly (number | undefined)[]): number {
  let earliest = place;
  for (let at = parentOf[place]; at !== undefined && at !== place; at = parentOf[at]) earliest = Math.min(earliest, at);
  return earliest;
}

/** What a process tells of its parent; undefined where that is nothing, or itself. */
function stubOf(process: ProcessStart): ProcessStart | undefined {
  const { host, guid, pid, parentGuid, parentPid, parentName, parentCommandLine } = process;
  const isSelf = parentGuid === undefined ? parentPid !== undefined && parentPid === pid : parentGuid === guid;
  if (isSelf || (parentGuid === undefined && parentPid === undefined && parentName === undefined)) return undefined;
  return {
    time: null,
    host,
    name: parentName ?? 'unknown',
    ...(parentGuid !== undefined && { guid: parentGuid }),
    ...(parentPid !== undefined && { pid: parentPid }),
    ...(parentCommandLine !== undefined && { commandLine: parentCommandLine }),
  };
}

/** A GUID names one parent. Without it, the id and the name do, as far as anyone can tell. */
function stubKey({ host, guid, pid = '', name }: ProcessStart): string {
  return guid === undefined ? key(host, pid, name) : key(host, guid);
}
