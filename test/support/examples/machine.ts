import type { Dice } from './dice.ts';
import type { Account, Process, Program, SysmonEvent } from './sysmon.ts';
import { processCreated } from './sysmon.ts';

/** The versions of Sysmon 15's event layouts. */
const VERSIONS: Readonly<Record<number, number>> = { 1: 5, 3: 5, 5: 3, 7: 3, 11: 2, 12: 2, 13: 2, 22: 5 };

export interface MachineOptions {
  readonly computer: string;
  readonly address: string;
  /** Accounts that people log on with, without the domain. */
  readonly users: readonly string[];
  readonly startMs: number;
  readonly dice: Dice;
}

/** A Windows host that runs processes and whose Sysmon writes down what they do. */
export interface Machine {
  readonly computer: string;
  readonly address: string;
  readonly dice: Dice;
  readonly events: SysmonEvent[];
  readonly accounts: readonly Account[];
  readonly system: Account;
  /** services.exe, which services start from. */
  readonly services: Process;
  /** The desktop of a user. */
  desktop(account: Account): Process;
  /** Starts a process and reports EventID 1. */
  start(timeMs: number, program: Program, commandLine: string, parent: Process, options?: StartOptions): Process;
  report(timeMs: number, eventId: number, data: SysmonEvent['data']): void;
}

export interface StartOptions {
  /** Absent: the parent's. */
  readonly account?: Account;
  readonly directory?: string;
}

/** A machine on which services and desktops already run. */
export function bootMachine({ computer, address, users, startMs, dice }: MachineOptions): Machine {
  const machineId = dice.hex(8);
  const writer = { processId: dice.between(520, 780) * 4, threadId: dice.between(800, 1100) * 4 };
  const events: SysmonEvent[] = [];
  let sequence = dice.between(64, 255);

  const account = (user: string, session: number, logonId: string): Account => {
    return { user, session, logonId, logonGuid: guid(machineId, startMs, dice.between(1, 4095)) };
  };
  const spawn = (timeMs: number, program: Program, commandLine: string, owner: Account): Process => {
    sequence += dice.between(1, 3);
    const id = dice.between(300, 4000) * 4;
    return { guid: guid(machineId, timeMs, sequence), id, program, commandLine, account: owner };
  };
  const report: Machine['report'] = (timeMs, eventId, data) => {
    events.push({ eventId, version: VERSIONS[eventId] ?? 1, timeMs, computer, writer, data });
  };

  const system = account('NT AUTHORITY\\SYSTEM', 0, '0x3e7');
  const accounts = users.map((user, index) =>
    account(`CORP\\${user}`, index + 1, `0x${dice.between(0x20000, 0xfffff).toString(16)}`),
  );
  const services = spawn(startMs - 3_600_000, SERVICES, SERVICES.image, system);
  const desktops = accounts.map((owner) => spawn(startMs - 60_000, EXPLORER, EXPLORER.image, owner));
  return {
    computer,
    address,
    dice,
    events,
    accounts,
    system,
    services,
    report,
    desktop: (owner) => desktops[accounts.indexOf(owner)] ?? services,
    start(timeMs, program, commandLine, parent, options = {}) {
      const owner = options.account ?? parent.account;
      const process = spawn(timeMs, program, commandLine, owner);
      const integrity = owner === system ? 'System' : 'Medium';
      report(
        timeMs,
        1,
        processCreated(timeMs, process, parent, options.directory ?? 'C:\\Windows\\System32\\', integrity),
      );
      return process;
    },
  };
}

/** The account's name without its domain. */
export function accountName(account: Account): string {
  return account.user.slice(account.user.indexOf('\\') + 1);
}

/** A program that comes with Windows. */
export function windowsProgram(image: string, description: string): Program {
  return {
    image,
    description,
    product: 'Microsoft® Windows® Operating System',
    company: 'Microsoft Corporation',
    version: '10.0.19041.4474 (WinBuild.160101.0800)',
  };
}

const SERVICES = windowsProgram('C:\\Windows\\System32\\services.exe', 'Services and Controller app');
const EXPLORER = windowsProgram('C:\\Windows\\explorer.exe', 'Windows Explorer');

/** Sysmon's GUIDs hold the machine, the second of the start, and a running number. */
function guid(machineId: string, timeMs: number, sequence: number): string {
  const seconds = Math.floor(timeMs / 1000)
    .toString(16)
    .padStart(8, '0');
  const count = sequence.toString(16).padStart(4, '0');
  const swapped = count.slice(2) + count.slice(0, 2);
  return `{${machineId}-${seconds.slice(4)}-${seconds.slice(0, 4)}-${swapped}-000000001200}`.toUpperCase();
}
