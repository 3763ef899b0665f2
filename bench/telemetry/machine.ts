import type { Dice } from '../../test/support/examples/dice.ts';
import type { Account, Process } from '../../test/support/examples/sysmon.ts';
import { aDocument, aScript, aService, aWord, USERS } from './names.ts';
import { RESIDENTS, type Routine } from './programs.ts';

/** A computer with what runs on it. */
export interface Machine {
  readonly name: string;
  readonly address: string;
  readonly dice: Dice;
  readonly system: Account;
  /** Who is logged on. */
  readonly accounts: readonly Account[];
  /** The process of the Sysmon service, and that of the Security log. */
  readonly writers: { readonly sysmon: number; readonly security: number };
  /** Any process that runs. */
  readonly running: () => Process;
  /** A process that runs and can start what is started in that way. */
  readonly parentFor: (parent: Routine['parent']) => Process;
  readonly start: (timeMs: number, routine: Routine) => { readonly process: Process; readonly parent: Process };
  /** Ends the process that was started first of those that do not run always; undefined while there are few. */
  readonly end: () => Process | undefined;
  /** Replaces `{word}`, `{hex8}`, `{user}` and others in a template. */
  readonly fill: (template: string) => string;
}

/** Started processes beyond these are taken to have ended. */
const MOST_RUNNING = 60;
const FEWEST_RUNNING = 8;
const RESIDENTS_BY_PARENT = { services: 0, desktop: 2 } as const;

/** @param number from 0, its place among the machines of a log */
export function openMachine(number: number, dice: Dice, startMs: number): Machine {
  const id = dice.hex(8);
  const isServer = number % 8 === 0;
  let sequence = dice.between(64, 255);
  const account = (user: string, session: number, logonId: string): Account => {
    return { user, session, logonId, logonGuid: guidOf(id, startMs, dice.between(1, 4095)) };
  };
  const system = account('NT AUTHORITY\\SYSTEM', 0, '0x3e7');
  const accounts = Array.from({ length: isServer ? 4 : 2 }, (_, at) => {
    const user = USERS[(number * 3 + at * 17) % USERS.length] ?? 'administrator';
    return account(`CORP\\${user}`, at + 1, `0x${dice.between(0x20000, 0xfffff).toString(16)}`);
  });
  const processOf = (timeMs: number, program: Process['program'], commandLine: string, owner: Account): Process => {
    sequence += dice.between(1, 3);
    return {
      guid: guidOf(id, timeMs, sequence),
      id: dice.between(300, 4000) * 4,
      program,
      commandLine,
      account: owner,
    };
  };
  const residents = RESIDENTS.map(([program, commandLine], at) =>
    processOf(
      startMs - 60_000,
      program,
      commandLine,
      at === RESIDENTS_BY_PARENT.desktop ? dice.pick(accounts) : system,
    ),
  );
  const started: Process[] = [];
  const fill = openFill(dice, accounts);

  function parentFor(parent: Routine['parent']): Process {
    if (parent === 'services' || parent === 'desktop') return resident(RESIDENTS_BY_PARENT[parent]);
    const shells = started.filter(({ program }) => SHELL.test(program.image));
    if (shells.length > 0) return dice.pick(shells);
    return parent === 'shell' ? resident(RESIDENTS_BY_PARENT.desktop) : running();
  }
  function resident(at: number): Process {
    const process = residents[at];
    if (process === undefined) throw new Error('a machine lacks what it boots with');
    return process;
  }
  function running(): Process {
    const rolled = dice.between(0, residents.length + started.length - 1);
    return residents[rolled] ?? started[rolled - residents.length] ?? resident(0);
  }
  return {
    name: `${isServer ? 'srv' : 'ws'}-${String(number).padStart(3, '0')}.corp.example`,
    address: `10.20.${number >> 7}.${(number % 128) + 10}`,
    dice,
    system,
    accounts,
    writers: { sysmon: dice.between(520, 780) * 4, security: dice.between(130, 200) * 4 },
    running,
    parentFor,
    start: (timeMs, { program, parent, commandLines }) => {
      const by = parentFor(parent);
      const isUsers = parent === 'desktop' || (parent === 'any' && dice.chance(40));
      // The first command lines are the usual ones.
      const line =
        commandLines[Math.min(dice.between(0, commandLines.length - 1), dice.between(0, commandLines.length - 1))];
      const process = processOf(
        timeMs,
        program,
        fill(line ?? program.image),
        isUsers ? dice.pick(accounts) : by.account,
      );
      started.push(process);
      if (started.length > MOST_RUNNING) started.shift();
      return { process, parent: by };
    },
    end: () => (started.length > FEWEST_RUNNING ? started.shift() : undefined),
    fill,
  };
}

const SHELL = /\\(?:cmd|powershell)\.exe$/;
const HOLE = /\{(word|script|document|service|user|rid|digit|number|hex4|hex8|guid|system32|tools)\}/g;

function openFill(dice: Dice, accounts: readonly Account[]): Machine['fill'] {
  const fillers: Readonly<Record<string, () => string>> = {
    word: () => aWord(dice),
    script: () => aScript(dice),
    document: () => aDocument(dice),
    service: () => aService(dice),
    user: () => accountName(dice.pick(accounts)),
    rid: () => String(1100 + dice.between(1, 60)),
    digit: () => String(dice.between(1, 9)),
    number: () => String(dice.between(100, 9999)),
    hex4: () => dice.hex(4),
    hex8: () => dice.hex(8).toLowerCase(),
    guid: () => `${dice.hex(8)}-${dice.hex(4)}-4${dice.hex(3)}-8${dice.hex(3)}-${dice.hex(12)}`.toLowerCase(),
    system32: () => (dice.chance(70) ? 'C:\\Windows\\system32\\' : 'C:\\WINDOWS\\System32\\'),
    tools: () => 'C:\\ProgramData\\corp-tools\\',
  };
  return (template) => template.replace(HOLE, (_hole, name: string) => fillers[name]?.() ?? '');
}

/** The account's name without its domain. */
export function accountName({ user }: Account): string {
  return user.slice(user.indexOf('\\') + 1);
}

/** The security identifier of an account of the domain. */
export function sidOf(account: Account): string {
  if (account.session === 0) return 'S-1-5-18';
  const at = USERS.indexOf(accountName(account));
  return `S-1-5-21-3142592311-1786214327-2840114719-${1101 + at}`;
}

/** Sysmon's GUIDs hold the machine, the second of the start, and a running number. */
function guidOf(machineId: string, timeMs: number, sequence: number): string {
  const seconds = Math.floor(timeMs / 1000)
    .toString(16)
    .padStart(8, '0');
  const count = (sequence & 0xffff_ffff).toString(16).padStart(8, '0').slice(-8);
  return `{${machineId}-${seconds.slice(4)}-${seconds.slice(0, 4)}-${count.slice(4)}-${count.slice(0, 4)}00001200}`.toUpperCase();
}
