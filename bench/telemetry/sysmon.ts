import {
  connected,
  fileCreated,
  imageLoaded,
  nameResolved,
  type Process,
  processCreated,
  processEnded,
  registryKey,
  registryValue,
  utc,
} from '../../test/support/examples/sysmon.ts';
import { type EventData, type Report, SYSMON } from './event.ts';
import type { Machine } from './machine.ts';
import { aDomain, aFile, aKey, anAccess, aPort, aValue } from './names.ts';
import { loadedLibrary, startedProgram } from './programs.ts';

/** What a machine has to report of a moment; undefined where there is nothing. */
export type Maker = (machine: Machine, timeMs: number) => Report | undefined;

const VERSIONS: Readonly<Record<number, number>> = { 1: 5, 3: 5, 5: 3, 7: 3, 8: 2, 10: 3, 11: 2, 12: 2, 13: 2, 22: 5 };

/** An event of Sysmon. */
export function sysmon(eventId: number, data: EventData): Report {
  return { provider: SYSMON, eventId, version: VERSIONS[eventId] ?? 1, task: eventId, userSid: 'S-1-5-18', data };
}

export const processStart: Maker = (machine, timeMs) => {
  const { process, parent } = machine.start(timeMs, startedProgram(machine.dice));
  const integrity = process.account === machine.system ? 'System' : machine.dice.chance(20) ? 'High' : 'Medium';
  const directory = integrity === 'Medium' ? machine.fill('C:\\Users\\{user}\\') : 'C:\\Windows\\system32\\';
  return sysmon(1, processCreated(timeMs, process, parent, directory, integrity));
};

export const processEnd: Maker = (machine, timeMs) => {
  const process = machine.end();
  return process && sysmon(5, processEnded(timeMs, process));
};

export const connection: Maker = (machine, timeMs) => {
  const { dice, address, name } = machine;
  const toPort = aPort(dice);
  const isInside = dice.chance(80);
  const to = isInside ? `10.20.1.${dice.between(5, 40)}` : `203.0.113.${dice.between(1, 254)}`;
  const toHost = isInside ? 'dc-01.corp.example' : '-';
  const ends = { from: address, fromHost: name, fromPort: dice.between(49152, 65535), to, toHost, toPort };
  return sysmon(3, connected(timeMs, machine.running(), ends));
};

export const libraryLoad: Maker = (machine, timeMs) =>
  sysmon(7, imageLoaded(timeMs, machine.running(), loadedLibrary(machine.dice)));

export const remoteThread: Maker = (machine, timeMs) => {
  const [source, target] = [machine.running(), machine.running()];
  return sysmon(8, [
    ...between(timeMs, source, target, []),
    ['NewThreadId', String(machine.dice.between(500, 9000))],
    ['StartAddress', `0x00007FF8${machine.dice.hex(8)}`],
    ['StartModule', 'C:\\Windows\\System32\\ntdll.dll'],
    ['StartFunction', '-'],
    ['SourceUser', source.account.user],
    ['TargetUser', target.account.user],
  ]);
};

export const processAccess: Maker = (machine, timeMs) => {
  const { dice } = machine;
  const [source, target] = [machine.running(), machine.running()];
  const library = `C:\\Windows\\SYSTEM32\\ntdll.dll+9d${dice.hex(3).toLowerCase()}`;
  const callers = Array.from({ length: dice.between(2, 9) }, () => {
    return `C:\\Windows\\System32\\${dice.pick(['KERNELBASE', 'combase', 'rpcrt4', 'ntdll'])}.dll+${dice.hex(5).toLowerCase()}`;
  });
  return sysmon(10, [
    ...between(timeMs, source, target, [['SourceThreadId', String(dice.between(500, 9000))]]),
    ['GrantedAccess', anAccess(dice)],
    ['CallTrace', [library, ...callers].join('|')],
    ['SourceUser', source.account.user],
    ['TargetUser', target.account.user],
  ]);
};

export const fileCreate: Maker = (machine, timeMs) =>
  sysmon(11, fileCreated(timeMs, machine.running(), machine.fill(aFile(machine.dice))));

export const keyChange: Maker = (machine, timeMs) => {
  const type = machine.dice.chance(98) ? 'CreateKey' : 'DeleteKey';
  return sysmon(12, registryKey(timeMs, machine.running(), type, machine.fill(aKey(machine.dice))));
};

export const valueSet: Maker = (machine, timeMs) => {
  const [path, details] = aValue(machine.dice);
  return sysmon(13, registryValue(timeMs, machine.running(), machine.fill(path), machine.fill(details)));
};

export const nameLookup: Maker = (machine, timeMs) => {
  const { dice } = machine;
  const address = `203.0.113.${dice.between(1, 254)}`;
  return sysmon(22, nameResolved(timeMs, machine.running(), aDomain(dice), address));
};

function between(timeMs: number, source: Process, target: Process, more: EventData): EventData {
  return [
    ['RuleName', '-'],
    ['UtcTime', utc(timeMs)],
    ['SourceProcessGUID', source.guid],
    ['SourceProcessId', String(source.id)],
    ...more,
    ['SourceImage', source.program.image],
    ['TargetProcessGUID', target.guid],
    ['TargetProcessId', String(target.id)],
    ['TargetImage', target.program.image],
  ];
}
