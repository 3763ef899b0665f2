import { availableParallelism, totalmem } from 'node:os';
import process from 'node:process';

/** What a database may take of the machine. */
export interface Resources {
  readonly memoryMb: number;
  readonly threads: number;
}

/** A database cannot read rows with less. */
const LEAST_MEMORY_MB = 64;
/** Each thread reads rows through a buffer of 32 MiB, whatever their length, and begins a block of each column. */
const THREAD_MEMORY_MB = 96;
/** karst is to stay below 1.5 GB with whatever is read: its own data, code and threads take the rest. */
const DEFAULT_MEMORY_MB = 768;

/**
 * What is asked for, as far as it goes together: with little memory there are fewer threads.
 *
 * @param asked what nobody says is half of the machine's memory, or of the container's, up to 768 MiB; and as many
 * threads as there are processors
 */
export function resourcesFor(asked: Partial<Resources>): Resources {
  const memoryMb = Math.max(LEAST_MEMORY_MB, asked.memoryMb ?? Math.min(DEFAULT_MEMORY_MB, availableMb() / 2));
  const most = Math.floor(memoryMb / THREAD_MEMORY_MB);
  const threads = Math.max(1, Math.min(asked.threads ?? availableParallelism(), most));
  return { memoryMb: Math.floor(memoryMb), threads };
}

/** Memory of the machine, or of the container that this process runs in. */
function availableMb(): number {
  const limit = process.constrainedMemory();
  return (limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / 2 ** 20;
}
