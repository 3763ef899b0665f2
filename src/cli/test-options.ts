import type { NewTestOptions } from '../library/index.ts';
import type { TestCommandOptions } from './test.ts';

/** What the engine is told of the options of `karst test`. */
export function engineOptions(
  options: TestCommandOptions,
): Pick<NewTestOptions, 'now' | 'timezone' | 'threads' | 'memoryBytes' | 'tempDir' | 'geoip'> {
  const { now, timezone, threads, memory, tempDir, geoip } = options;
  return {
    ...(now !== undefined && { now }),
    ...(timezone !== undefined && { timezone }),
    ...(threads !== undefined && { threads }),
    ...(memory !== undefined && { memoryBytes: memory }),
    ...(tempDir !== undefined && { tempDir }),
    ...(geoip !== undefined && { geoip }),
  };
}
