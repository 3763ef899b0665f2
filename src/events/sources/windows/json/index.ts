import type { WindowsEvent } from '../../../../inputs/index.ts';
import { evtxDump } from './evtx-dump.ts';
import { flatExport } from './flat-export.ts';
import { logAnalytics } from './log-analytics.ts';
import { nxlog } from './nxlog.ts';
import { type JsonObject, objectOf } from './read.ts';
import type { JsonShape } from './shape.ts';
import { winlogbeat } from './winlogbeat.ts';

/** In the order in which they are asked: the ones with marks of their own before the one that goes by little. */
const SHAPES: readonly JsonShape[] = [evtxDump, winlogbeat, nxlog, logAnalytics, flatExport];

/**
 * Reads a Windows event in any of the shapes; undefined where the object is none. One that is nested deeper than the
 * stack reaches is none either.
 */
export function readWindowsJson(value: JsonObject): { event: WindowsEvent; reason: string } | undefined {
  // Elasticsearch exports wrap what was shipped.
  const inner = objectOf(value['_source']) ?? value;
  try {
    return firstShape(inner);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function firstShape(value: JsonObject): { event: WindowsEvent; reason: string } | undefined {
  for (const shape of SHAPES) {
    const event = shape.read(value);
    if (event !== undefined) return { event, reason: `a Windows event as JSON (${shape.name})` };
  }
  return undefined;
}
