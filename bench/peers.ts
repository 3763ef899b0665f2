import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A way to read a file, or to look in it for what rules describe, by a program of other people's making. */
export interface Peer {
  readonly name: string;
  readonly command: string;
  args(file: string): readonly string[];
}

/** What is installed for a benchmark stays there for the next one. */
const FOLDER = path.join(tmpdir(), 'karst-bench');
const CARGO = path.join(FOLDER, 'cargo');
const PYTHON = path.join(FOLDER, 'python');

const DECODE = `
import evtx, sys
for record in getattr(evtx.PyEvtxParser(sys.argv[1], number_of_threads=1), sys.argv[2])():
    len(record["data"])
`;

/** The Rust crate's evtx_dump, installed where it is not there yet; undefined where that cannot be done. */
export function evtxDump(threads = 1): Peer[] | undefined {
  const command = runs('evtx_dump', ['--version']) ? 'evtx_dump' : cargoProgram('evtx_dump', ['evtx']);
  const version = versionOf(command);
  if (version === undefined) return undefined;
  return ['xml', 'jsonl'].map((format) => ({
    name: `evtx_dump -o ${format} (Rust evtx ${version})`,
    command,
    args: (file) => ['-t', String(threads), '-o', format, file],
  }));
}

/** The last release that the Rust of most systems compiles. */
const RSIGMA = '0.23.0';

/** A Rust engine for Sigma rules over JSON lines; undefined where it cannot be had. Compiling it takes minutes. */
export function rsigma(rules: string): Peer | undefined {
  // Without its service, but for the part that evaluation needs.
  const features = ['--locked', '--no-default-features', '--features', 'rsigma-runtime'];
  const command = cargoProgram('rsigma', ['rsigma', '--version', RSIGMA, ...features]);
  const version = versionOf(command);
  if (version === undefined) return undefined;
  return {
    name: `rsigma (Rust ${version})`,
    command,
    args: (file) => ['engine', 'eval', '--rules', rules, '--event', `@${file}`],
  };
}

/** PyPI's evtx in an environment of its own; undefined where that cannot be made. */
export function pypiEvtx(): Peer[] | undefined {
  const command = python('evtx');
  const version = command && pythonVersion(command, 'evtx');
  if (command === undefined || version === undefined) return undefined;
  return ['records', 'records_json'].map((method) => ({
    name: `${method}() (PyPI evtx ${version})`,
    command,
    args: (file) => ['-c', DECODE, file, method],
  }));
}

/**
 * Rules turned into SQL and run over a table of SQLite that all events were put into, which is how Zircolite works: it is
 * in no registry, the parts that it is made of are.
 *
 * @param script `processes/sigma-sqlite.py`
 */
export function sigmaSqlite(script: string, rules: string): Peer | undefined {
  const command = python('orjson', 'pysigma', 'pysigma-backend-sqlite', 'pysigma-pipeline-windows');
  const version = command && pythonVersion(command, 'pysigma-backend-sqlite');
  if (command === undefined || version === undefined) return undefined;
  const name = `Sigma rules as SQL over SQLite (PyPI pysigma-backend-sqlite ${version})`;
  return { name, command, args: (file) => [script, rules, file] };
}

/** A Python library that evaluates Sigma rules event by event. */
export function azuma(script: string, rules: string): Peer | undefined {
  const command = python('orjson', 'azuma');
  const version = command && pythonVersion(command, 'azuma');
  if (command === undefined || version === undefined) return undefined;
  return { name: `azuma (PyPI ${version})`, command, args: (file) => [script, rules, file] };
}

/** The path of a program of a crate, which is installed if it is not there. */
function cargoProgram(name: string, crate: readonly string[]): string {
  const program = path.join(CARGO, 'bin', name);
  if (!existsSync(program)) run('cargo', ['install', ...crate, '--root', CARGO]);
  return program;
}

/** A Python that has some packages; undefined where they cannot be installed. */
function python(...packages: readonly string[]): string | undefined {
  const command = path.join(PYTHON, 'bin', 'python');
  const isThere = (): boolean => packages.every((name) => pythonVersion(command, name) !== undefined);
  if (isThere()) return command;
  mkdirSync(FOLDER, { recursive: true });
  if (!existsSync(command)) run('python3', ['-m', 'venv', PYTHON]);
  run(command, ['-m', 'pip', 'install', '--quiet', ...packages]);
  return isThere() ? command : undefined;
}

function pythonVersion(command: string, name: string): string | undefined {
  const code = `from importlib.metadata import version; print(version("${name}"))`;
  const version = output(command, ['-c', code]).trim();
  return version === '' ? undefined : version;
}

function versionOf(command: string): string | undefined {
  return /[\d.]+/.exec(output(command, ['--version']))?.[0];
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
