import { listed, type PlacedNode, type ProcessTrees } from '../../library/index.ts';

/** An object for each process, parents first; `parent` is the `node` of the object that it hangs below, or null. */
export function* treeJsonl({ roots }: ProcessTrees): Generator<string> {
  let place = 0;
  for (const placed of listed(roots)) yield `${JSON.stringify(objectOf(placed, ++place))}\n`;
}

function objectOf({ node: { process, isStub }, depth, parent }: PlacedNode, place: number): object {
  const { time, host, name, path, commandLine, user, integrity, pid, guid, marks } = process;
  return {
    node: place,
    parent: parent === undefined ? null : parent + 1,
    depth,
    host,
    time,
    process_name: name,
    process_id: pid,
    process_guid: guid,
    process_path: path,
    process: commandLine,
    user,
    process_integrity_level: integrity,
    is_stub: isStub,
    findings: marks ?? [],
  };
}
