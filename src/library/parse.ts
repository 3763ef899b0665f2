import { datasetRow, type LogEvent } from '../events/index.ts';
import { type EntityOptions, loadEntities } from './entities.ts';
import { loadContent } from './load-content.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeOptions } from './options.ts';
import { readEvents } from './read.ts';
import { emptyTally, type Tally } from './tally.ts';
import { isInRange, resolveTimes } from './times.ts';

export interface ParseLogsOptions extends LogOptions, EntityOptions, TimeOptions, ResourceOptions, RunOptions {
  /** Files and folders of content: its mappings read events, its macros and lookups serve them. */
  readonly content?: readonly string[];
  /** Adds `_datamodels`: the row that each of the event's datasets makes of it. */
  readonly dataModels?: boolean;
  /** Adds `_recognised`: why the event was taken for one of its sourcetype. */
  readonly explain?: boolean;
}

/** A field has one value or several. */
export type FieldText = string | readonly string[];

/** An event as JSON. Beside the keys below it has every field of the event. */
export interface ParsedEvent {
  /** Epoch seconds. */
  readonly _time: number;
  readonly _raw: string;
  readonly index: string;
  readonly host: string;
  readonly source: string;
  readonly sourcetype: string;
  /** Each as `Model.Dataset`, children after their parents. */
  readonly _datasets: readonly string[];
  readonly _datamodels?: Readonly<Record<string, Readonly<Record<string, FieldText>>>>;
  readonly _recognised?: string;
  /** Present where the event is cut: the fields are those that were whole. */
  readonly _cut?: true;
  readonly [field: string]: unknown;
}

/**
 * The events of logs with the fields that Splunk would extract, in the order of the input. Returns what was counted.
 *
 * @throws Problem IN001 for a log that does not exist or cannot be read, IN012 where there was no log at all.
 */
export async function* parse(options: ParseLogsOptions): AsyncGenerator<ParsedEvent, Tally> {
  const tally = emptyTally();
  const times = resolveTimes(options);
  const content = await loadContent(options.content ?? []);
  for (const problem of content.problems) options.onProblem?.(problem);
  const entities = await loadEntities(options, content);
  for await (const events of readEvents({ logs: options, times, run: options, tally, content, entities })) {
    for (const event of events) {
      if (isInRange(event.time, times)) yield parsedEvent(event, options);
    }
  }
  return tally;
}

function parsedEvent(event: LogEvent, { dataModels, explain }: ParseLogsOptions): ParsedEvent {
  return {
    _time: event.time,
    ...Object.fromEntries(event.fields),
    index: event.index,
    host: event.host,
    source: event.source,
    sourcetype: event.sourcetype,
    _raw: event.raw(),
    _datasets: event.datasets,
    ...(dataModels === true ? { _datamodels: dataModelRows(event) } : {}),
    ...(event.isCut ? { _cut: true as const } : {}),
    ...(explain === true ? { _recognised: event.reason } : {}),
  };
}

function dataModelRows(event: LogEvent): NonNullable<ParsedEvent['_datamodels']> {
  return Object.fromEntries(event.datasets.map((dataset) => [dataset, Object.fromEntries(datasetRow(event, dataset))]));
}
