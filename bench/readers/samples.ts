import { writeEvtx } from '../../test/support/evtx-writer.ts';
import { type Dice, seededDice } from '../../test/support/examples/dice.ts';
import { EVTX_HEADER_BYTES } from '../telemetry/evtx.ts';
import { eventXml, evtxEvent, nxlogJson, winlogbeatJson } from '../telemetry/formats.ts';
import { telemetry } from '../telemetry/telemetry.ts';
import * as lines from './lines.ts';

/** What a log of one format is made of: what it begins with, and a block that may follow any number of times. */
export interface Sample {
  readonly format: string;
  readonly head: Uint8Array;
  readonly block: Uint8Array;
  /** Events in the block. */
  readonly events: number;
  /** How a program that only cuts the log into events does it. */
  readonly cut: 'evtx_dump' | 'elements' | 'lines' | 'JSON.parse';
}

/** Large enough for values to differ, small enough to be held. */
const EVENTS = 2000;
const START = Date.parse('2024-10-17T07:30:00Z');
const EMPTY = new Uint8Array(0);

/** One log of each format, the same ones on every machine. */
export function samples(): readonly Sample[] {
  const windows = [...telemetry({ events: EVENTS, seed: 7 })];
  const evtx = writeEvtx(windows.map(evtxEvent));
  return [
    {
      format: 'EVTX',
      head: evtx.subarray(0, EVTX_HEADER_BYTES),
      block: evtx.subarray(EVTX_HEADER_BYTES),
      events: windows.length,
      cut: 'evtx_dump',
    },
    sample('<Event> XML', 'elements', windows.map(eventXml)),
    sample('NXLog JSON', 'JSON.parse', windows.map(nxlogJson)),
    sample('Winlogbeat JSON', 'JSON.parse', windows.map(winlogbeatJson)),
    sample('CloudTrail JSON', 'JSON.parse', rolled(1, lines.cloudTrail)),
    sample('auditd', 'lines', rolled(2, lines.auditd).flat()),
    sample('access log', 'lines', rolled(3, lines.access)),
    sample('classic Windows text', 'lines', rolled(4, lines.classicWindows)),
    { ...sample('CSV', 'lines', rolled(5, lines.csvRow)), head: Buffer.from(`${lines.CSV_HEADER}\n`) },
  ];
}

function sample(format: string, cut: Sample['cut'], events: readonly string[]): Sample {
  return { format, head: EMPTY, block: Buffer.from(`${events.join('\n')}\n`), events: events.length, cut };
}

function rolled<T>(seed: number, event: (dice: Dice, timeMs: number) => T): T[] {
  const dice = seededDice(seed);
  return Array.from({ length: EVENTS }, (_, at) => event(dice, START + at * 1000));
}
