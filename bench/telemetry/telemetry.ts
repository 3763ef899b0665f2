import { seededDice } from '../../test/support/examples/dice.ts';
import { weighted } from './draw.ts';
import { type Provider, type Report, SYSMON, type TelemetryEvent } from './event.ts';
import { type Machine, openMachine } from './machine.ts';
import * as others from './others.ts';
import { openPlanter } from './planted.ts';
import * as security from './security.ts';
import * as sysmon from './sysmon.ts';

/** What a log is to hold. */
export interface TelemetryOptions {
  readonly events: number;
  readonly seed: number;
  /** Events made to meet what searches ask for: their share of all, from 0 to 1. Default: none. */
  readonly planted?: { readonly share: number; readonly searches: readonly string[] };
}

const START_MS = Date.parse('2024-10-14T06:00:00Z');
const MACHINES = 24;
/** 25 events a second: what that many machines write. */
const LONGEST_PAUSE_MS = 80;
const MILLION = 1_000_000;

/**
 * A log of some machines as a collector gets it, in the order of its times: Sysmon, the Security log, PowerShell, services and
 * Defender. Processes start others, and what they do names them by the same GUIDs and numbers. A shorter log of the same
 * seed is the beginning of a longer one.
 */
export function* telemetry({ events, seed, planted }: TelemetryOptions): Generator<TelemetryEvent> {
  const dice = seededDice(seed);
  const machines = Array.from({ length: MACHINES }, (_, at) =>
    openMachine(at, seededDice(seed * 1000 + at + 1), START_MS),
  );
  const plant = planted && openPlanter(planted.searches);
  const plantedOfMillion = (planted?.share ?? 0) * MILLION;
  let timeMs = START_MS;
  for (let recordId = 1; recordId <= events; ) {
    timeMs += dice.between(1, LONGEST_PAUSE_MS);
    const machine = dice.pick(machines);
    const isPlanted = plantedOfMillion > 0 && dice.between(1, MILLION) <= plantedOfMillion;
    const report = isPlanted ? plant?.(machine, timeMs) : drawMaker(machine.dice)(machine, timeMs);
    if (report === undefined) continue;
    yield eventOf(report, machine, timeMs, recordId);
    recordId++;
  }
}

function eventOf(report: Report, machine: Machine, timeMs: number, recordId: number): TelemetryEvent {
  return {
    version: 0,
    level: 4,
    task: 0,
    keywords: 0x8000_0000_0000_0000n,
    ...report,
    timeMs,
    recordId,
    computer: machine.name,
    processId: writerOf(report.provider, machine),
    threadId: 4 * ((recordId % 300) + 100),
  };
}

function writerOf(provider: Provider, { writers }: Machine): number {
  return provider === SYSMON ? writers.sysmon : writers.security;
}

/**
 * How often each kind of event comes, of a thousand. As in recorded logs, most is access to processes, registry and
 * libraries; starts of processes are more than there, since that is what detections look at.
 */
const drawMaker = weighted<sysmon.Maker>([
  [200, sysmon.processAccess],
  [110, sysmon.keyChange],
  [90, sysmon.libraryLoad],
  [75, sysmon.valueSet],
  [50, sysmon.processStart],
  [40, sysmon.fileCreate],
  [35, sysmon.processEnd],
  [30, sysmon.connection],
  [25, sysmon.nameLookup],
  [1, sysmon.remoteThread],
  [45, security.handleClose],
  [45, security.filteredConnection],
  [40, security.processCreation],
  [35, security.logon],
  [30, security.objectAccess],
  [28, security.logoff],
  [18, security.privileges],
  [16, security.serviceTicket],
  [12, security.shareDetail],
  [10, security.shareAccess],
  [6, security.ticketGranted],
  [4, security.explicitLogon],
  [4, security.failedLogon],
  [1, security.taskCreated],
  [30, others.cmdlet],
  [10, others.scriptBlock],
  [8, others.serviceState],
  [1, others.serviceInstalled],
  [1, others.scanFinished],
  [1, others.settingChanged],
]);
