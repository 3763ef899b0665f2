import type { HuntOptions, LogOptions, ResourceOptions, RunOptions, TimeOptions } from '../library/index.ts';
import type { CommonOptions, EngineOptions, SelectionOptions } from './common-options.ts';
import type { Reporter } from './reporter.ts';

/** The options of the library that those of the command line stand for. */
export function libraryOptions(
  logs: readonly string[],
  options: CommonOptions & EngineOptions,
  reporter: Reporter,
  signal: AbortSignal,
): LogOptions & TimeOptions & ResourceOptions & RunOptions & Pick<HuntOptions, 'content' | 'assets' | 'identities'> {
  const { source, sourcetype, index, host, timezone, earliest, latest, now } = options;
  const { threads, memory, tempDir, geoip, content, assets, identities } = options;
  const { onProgress, onSkip, onProblem } = reporter;
  return {
    logs,
    signal,
    onProgress,
    onSkip,
    onProblem,
    ...defined({ source, sourcetype, index, host, timezone, earliest, latest, now, threads, tempDir, geoip, content }),
    ...defined({ memoryBytes: memory, assets, identities }),
  };
}

/** The selection that the options make; absent where they make none. */
export function selectionOptions(options: SelectionOptions): Pick<HuntOptions, 'select'> {
  const { minSeverity, type: types, story: stories, technique: techniques, tag: tags, exclude } = options;
  const select = defined({ minSeverity, types, stories, techniques, tags, exclude });
  return Object.keys(select).length === 0 ? {} : { select };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same object without the keys whose value is undefined. */
function defined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
