import { spawnSync } from 'node:child_process';
import { parseRendered, type RenderedEvent } from './evtx-rendering.ts';

/** A program of other people's making that reads EVTX files. */
export interface IndependentReader {
  readonly name: string;
  /** The events of a file in its order. Throws where the program fails. */
  read(file: string): RenderedEvent[];
}

const PYTHON = `
import evtx, json, sys
for record in evtx.PyEvtxParser(sys.argv[1]).records_json():
    print(json.dumps(json.loads(record["data"])))
`;

/** `evtx_dump` of the Rust crate, else a python3 with the package `evtx`; undefined where there is neither. */
export function independentReader(): IndependentReader | undefined {
  const dump = ['-t', '1', '-o', 'jsonl', '--validate-checksums'];
  if (succeeds('evtx_dump', ['--version'])) return reader('evtx_dump', (file) => [...dump, file]);
  if (succeeds('python3', ['-c', 'import evtx'])) return reader('python3', (file) => ['-c', PYTHON, file]);
  return undefined;
}

function succeeds(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function reader(command: string, args: (file: string) => readonly string[]): IndependentReader {
  return {
    name: command,
    read: (file) => {
      const { status, stdout, stderr } = spawnSync(command, args(file), { encoding: 'utf8', maxBuffer: 2 ** 29 });
      if (status !== 0 || stderr !== '') throw new Error(`${command} ${file}: ${stderr}`);
      return stdout
        .split('\n')
        .filter((line) => line !== '')
        .map(parseRendered);
    },
  };
}
