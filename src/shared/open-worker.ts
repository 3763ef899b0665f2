import path from 'node:path';
import { pathToFileURL } from 'node:url';
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
  if (import.meta.url.endsWith('.js')) {
    return new Worker(path.join(packageRoot(), 'dist', `${module}.js`), { workerData: data });
  }
  // Run from its sources, the thread first needs what compiles them; Node 20 does not take that from its options.
  const file = JSON.stringify(pathToFileURL(path.join(packageRoot(), 'src', `${module}.ts`)).href);
  const source = `import(${COMPILER}).then(({ register }) => { register(); return import(${file}); })`;
  return new Worker(source, { workerData: data, eval: true });
}

/** Of the tools of development, not of the package. */
const COMPILER = JSON.stringify('tsx/esm/api');
