import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from './package-root.ts';

/**
 * Starts a thread.
 *
 * @param module what it begins with: a file below src/ without its ending. The build knows it by `thread` at the end of
 * its name.
 * @param data what it finds as its `workerData`
 */
export function openWorker(module: string, data: unknown): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const file = path.join(packageRoot(), isSource ? 'src' : 'dist', `${module}${isSource ? '.ts' : '.js'}`);
  // Run from its sources, the thread needs what compiles them.
  return new Worker(file, { workerData: data, ...(isSource && { execArgv: ['--import', 'tsx'] }) });
}
