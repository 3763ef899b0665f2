import { Worker } from 'node:worker_threads';

/** Runs a script in a thread for each task, which it finds as `workerData`. @throws what a thread throws */
export async function inWorkers(script: string, tasks: readonly unknown[]): Promise<void> {
  const ended = tasks.map((task) => {
    const worker = new Worker(new URL(script), { workerData: task });
    return new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  });
  await Promise.all(ended);
}
