import { type KnownEntities, type NormaliseOptions, openEnrichment } from '../events/index.ts';
import type { LogOptions } from './options.ts';
import type { Times } from './times.ts';

/** What the step from records to events is told of a run's options. */
export function normaliseOptions(
  { source, sourcetype, index, host }: Omit<LogOptions, 'logs'>,
  { timezone, now }: Pick<Times, 'timezone' | 'now'>,
  entities: KnownEntities | undefined,
): NormaliseOptions {
  return {
    timezone,
    now,
    ...(source === undefined ? {} : { source }),
    ...(sourcetype === undefined ? {} : { sourcetype }),
    ...(index === undefined ? {} : { index }),
    ...(host === undefined ? {} : { host }),
    ...(entities === undefined ? {} : { enrich: openEnrichment(entities) }),
  };
}
