import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where peers are installed, once for all runs on a machine. Nothing of them is part of karst. */
const PEERS = path.join(os.tmpdir(), 'karst-bench-peers');

const EVTX_CRATE = '0.15.1';

/** A program to measure against, or why there is none. */
export type Peer = { readonly name: string; readonly path: string } | { readonly reason: string };

/** The Rust crate's evtx_dump: from PATH, or installed with cargo. */
export async function evtxDump(): Promise<Peer> {
  const name = `evtx_dump (Rust evtx ${EVTX_CRATE})`;
  const installed = path.join(PEERS, 'bin', process.platform === 'win32' ? 'evtx_dump.exe' : 'evtx_dump');
  if (existsSync(installed)) return { name, path: installed };
  if (spawnSync('cargo', ['--version']).status !== 0) return { reason: 'there is no cargo to install it with' };
  console.error(`installing ${name} with cargo, once`);
  const args = ['install', 'evtx', '--version', EVTX_CRATE, '--locked', '--root', PEERS];
  const { status, stderr } = spawnSync('cargo', args, { encoding: 'utf8' });
  if (status === 0 && existsSync(installed)) return { name, path: installed };
  return { reason: `cargo cannot install it: ${stderr.trim().split('\n').at(-1) ?? ''}` };
}
