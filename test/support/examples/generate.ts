import { gzipSync } from 'node:zlib';
import { writeEvtx } from '../evtx-writer.ts';
import { seededDice } from './dice.ts';
import { bootMachine, type Machine, type MachineOptions } from './machine.ts';
import { work } from './routine.ts';
import { eventXml, evtxEvent, type NumberedEvent, nxlogJson } from './shapes.ts';
import { abusedServer, backedUpTools, openedInvoice, ranTool } from './story.ts';
import type { Account } from './sysmon.ts';

type Story = (machine: Machine, account: Account, timeMs: number) => void;

const START = Date.parse('2024-10-17T07:30:00Z');
const END = Date.parse('2024-10-17T16:00:00Z');

/** The example logs by their names below examples/logs/: a day of an office, in three shapes, each with its own story. */
export async function exampleFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  return new Map([
    ['xmlwineventlog.log', lines(workstations().map(eventXml))],
    ['nxlog.json.gz', gzipSync(lines(collected().map(nxlogJson)), { level: 9 })],
    ['ts-02-sysmon.evtx', writeEvtx(terminalServer().map(evtxEvent))],
  ]);
}

/** What a forwarder sent from three workstations. On ws-07 kim opened an invoice. */
function workstations(): readonly NumberedEvent[] {
  return merged([
    day({ computer: 'ws-07.corp.example', address: '10.20.4.107', users: ['kim'], seed: 7 }, 250, [
      [openedInvoice, '2024-10-17T09:12:40.311Z'],
    ]),
    day({ computer: 'ws-08.corp.example', address: '10.20.4.108', users: ['amara'], seed: 8 }, 240),
    day({ computer: 'ws-11.corp.example', address: '10.20.4.111', users: ['jonas', 'lin'], seed: 11 }, 240),
  ]);
}

/** What a collector received. On ws-19 dana ran a tool; on it-03 a backup touched files of nearly that name. */
function collected(): readonly NumberedEvent[] {
  return merged([
    day({ computer: 'ws-19.corp.example', address: '10.20.5.19', users: ['dana'], seed: 19 }, 400, [
      [ranTool, '2024-10-17T11:41:07.952Z'],
    ]),
    day({ computer: 'it-03.corp.example', address: '10.20.9.3', users: ['svc_backup', 'olu'], seed: 3 }, 400, [
      [backedUpTools, '2024-10-17T12:00:00.104Z'],
    ]),
    day({ computer: 'ws-20.corp.example', address: '10.20.5.20', users: ['pavel'], seed: 20 }, 400),
  ]);
}

/** The event log of one machine. On ts-02 a script in a shared folder ran as ivo. */
function terminalServer(): readonly NumberedEvent[] {
  return merged([
    day({ computer: 'ts-02.corp.example', address: '10.20.1.202', users: ['ivo', 'mei', 'tomas'], seed: 2 }, 800, [
      [abusedServer, '2024-10-17T14:27:55.020Z'],
    ]),
  ]);
}

/** A machine's working day of about `count` events. Each story happens to the first of its users. */
function day(
  options: Omit<MachineOptions, 'startMs' | 'dice'> & { readonly seed: number },
  count: number,
  stories: readonly (readonly [Story, time: string])[] = [],
): Machine {
  const machine = bootMachine({ ...options, startMs: START, dice: seededDice(options.seed) });
  const [account = machine.system] = machine.accounts;
  for (const [story, time] of stories) story(machine, account, Date.parse(time));
  work(machine, count, START, END);
  return machine;
}

/** The events of all machines by time, numbered as each machine wrote them. */
function merged(machines: readonly Machine[]): readonly NumberedEvent[] {
  const numbered = machines.flatMap((machine, index) =>
    machine.events
      .toSorted((a, b) => a.timeMs - b.timeMs)
      .map((event, at) => ({ ...event, recordId: 40_000 * (index + 1) + at })),
  );
  return numbered.toSorted((a, b) => a.timeMs - b.timeMs);
}

function lines(texts: readonly string[]): Buffer {
  return Buffer.from(`${texts.join('\n')}\n`);
}
