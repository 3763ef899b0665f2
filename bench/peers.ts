import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A way to decode a file by a program of other people's making. */
export interface Peer {
  readonly name: string;
  readonly command: string;
  args(file: string): readonly string[];
}

const FOLDER = path.join(tmpdir(), 'karst-bench');
const PYTHON = `
import evtx, sys
for record in getattr(evtx.PyEvtxParser(sys.argv[1], number_of_threads=1), sys.argv[2])():
    len(record["data"])
`;

/** The Rust crate's evtx_dump, installed where it is not there yet; undefined where that cannot be done. */
export function evtxDump(): Peer[] | undefined {
  const own = path.join(FOLDER, 'cargo', 'bin', 'evtx_dump');
  const command = runs('evtx_dump', ['--version']) ? 'evtx_dump' : own;
  if (command === own && !existsSync(own)) run('cargo', ['install', 'evtx', '--root', path.join(FOLDER, 'cargo')]);
  const version = /[\d.]+/.exec(output(command, ['--version']))?.[0];
  if (version === undefined) return undefined;
  return ['xml', 'jsonl'].map((format) => ({
    name: `evtx_dump -o ${format} (Rust evtx ${version})`,
    command,
    args: (file) => ['-t', '1', '-o', format, file],
  }));
}

/** PyPI's evtx in an environment of its own; undefined where that cannot be made. */
export function pypiEvtx(): Peer[] | undefined {
  const command = path.join(FOLDER, 'python', 'bin', 'python');
  mkdirSync(FOLDER, { recursive: true });
  if (!runs(command, ['-c', 'import evtx'])) {
    run('python3', ['-m', 'venv', path.join(FOLDER, 'python')]);
    run(command, ['-m', 'pip', 'install', '--quiet', 'evtx']);
  }
  const version = output(command, ['-c', 'from importlib.metadata import version; print(version("evtx"))']).trim();
  if (version === '') return undefined;
  return ['records', 'records_json'].map((method) => ({
    name: `${method}() (PyPI evtx ${version})`,
    command,
    args: (file) => ['-c', PYTHON, file, method],
  }));
}

function runs(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function output(command: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout : '';
}
