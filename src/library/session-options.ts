import type { SessionOptions } from '../engine/index.ts';
import type { ResourceOptions, RunOptions } from './options.ts';
import type { Times } from './times.ts';

/** What the engine is told of a run's options. */
export function sessionOptions(options: ResourceOptions & RunOptions, { now, timezone }: Times): SessionOptions {
  const { threads, memoryBytes, tempDir, geoip, signal } = options;
  return {
    now,
    timezone,
    ...(threads === undefined ? {} : { threads }),
    ...(memoryBytes === undefined ? {} : { memoryMb: Math.floor(memoryBytes / 2 ** 20) }),
    ...(tempDir === undefined ? {} : { tempDir }),
    ...(geoip === undefined ? {} : { geoip }),
    ...(signal === undefined ? {} : { signal }),
  };
}
