import { createHash } from 'node:crypto';
import { constants, readFileSync, readlinkSync } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import process from 'node:process';

/** The process that a folder belongs to. Texts are empty where the system does not tell. */
export interface FolderOwner {
  readonly pid: number;
  /** When it was started, in ticks since the boot: numbers of processes come again. */
  readonly started: string;
  /** Where its number counts and its clock runs. Numbers of containers have nothing to do with each other. */
  readonly namespaces: string;
  readonly boot: string;
  readonly machine: string;
}

/** This process. Source: proc(5), random(4), namespaces(7), machine-id(5). */
export function thisProcess(): FolderOwner {
  const machineId = textOf('/etc/machine-id');
  return {
    pid: process.pid,
    started: startOf(process.pid),
    namespaces: [linkOf('/proc/self/ns/pid'), linkOf('/proc/self/ns/time')].join(' '),
    boot: textOf('/proc/sys/kernel/random/boot_id'),
    // The number itself is not to be shown to others.
    machine: createHash('sha256')
      .update(machineId || hostname())
      .digest('hex')
      .slice(0, 16),
  };
}

/** Who a marker says that its folder belongs to; undefined for anything but a whole marker. */
export async function readOwner(file: string): Promise<FolderOwner | undefined> {
  // A link leads to the file of somebody else. Windows does not know the flag.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MARKER_BYTES), 0, MARKER_BYTES, 0);
    const owner: unknown = JSON.parse(buffer.toString('utf8', 0, bytesRead));
    return isOwner(owner) ? owner : undefined;
  } finally {
    await handle.close();
  }
}

/** No marker is longer. */
const MARKER_BYTES = 4096;

/**
 * Whether it is certain that the owner of a folder lives no more. Of this boot: its number is free, or another process
 * has it by now. Of an earlier one: the folder stands on a disk of this machine, outside of any container.
 */
export async function isGone(owner: FolderOwner, folder: string): Promise<boolean> {
  const here = thisProcess();
  if (owner.machine !== here.machine) return false;
  if (owner.boot === here.boot) return owner.namespaces === here.namespaces && !mayLive(owner);
  const isOutside = [owner, here].every(({ namespaces }) => namespaces.startsWith(OUTERMOST));
  return owner.boot !== '' && here.boot !== '' && isOutside && (await isOnLocalDisk(folder));
}

/** The namespace of processes that a kernel starts with. Containers have others, and some have a boot of their own. */
const OUTERMOST = 'pid:[4026531836] ';

function mayLive({ pid, started }: FolderOwner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else exists, but may not be signalled.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const found = startOf(pid);
  return found === '' || started === '' || found === started;
}

/**
 * Kinds of file system that one kernel has for itself: the folder of another boot is then of one that is over. Those of
 * networks and of hosts of virtual machines are not among them. Source: statfs(2), and linux/magic.h.
 */
const LOCAL_DISKS: ReadonlySet<number> = new Set([
  0xef53, // ext2 to ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0xf2f52010, // F2FS
  0x2fc12fc1, // ZFS
  0x794c7630, // overlayfs
]);

async function isOnLocalDisk(folder: string): Promise<boolean> {
  const { type } = await statfs(folder);
  return LOCAL_DISKS.has(type);
}

/** When a process was started. The name before it may hold anything, blanks and brackets too. */
function startOf(pid: number): string {
  const text = textOf(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[STARTED] ?? '';
}

/** Field 22, counted from field 3, which follows the name. */
const STARTED = 19;

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return ''; // not Linux, or a process that is gone
  }
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function isOwner(value: unknown): value is FolderOwner {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, ...texts } = value as Partial<Record<keyof FolderOwner, unknown>>;
  const { started, namespaces, boot, machine } = texts;
  const isPid = typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0;
  return isPid && [started, namespaces, boot, machine].every((text) => typeof text === 'string');
}
