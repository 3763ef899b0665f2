import type { Dice } from '../../test/support/examples/dice.ts';
import {
  fileCreated,
  imageLoaded,
  nameResolved,
  type Process,
  type Program,
  processCreated,
  registryValue,
} from '../../test/support/examples/sysmon.ts';
import { namedLiterals } from '../detections.ts';
import type { Report } from './event.ts';
import type { Machine } from './machine.ts';
import { powershell, scriptBlockData } from './others.ts';
import { loadedLibrary } from './programs.ts';
import { type Maker, sysmon } from './sysmon.ts';

/**
 * Makes events that have what the filters of searches name: of alternatives one, of several conditions on a field all.
 * What a search asks of other fields, of numbers of events or of lookups is not looked at, so that many of them are met
 * and not all.
 *
 * @returns nothing where no search names what these events can have
 */
export function openPlanter(searches: readonly string[]): Maker | undefined {
  const plants = searches.flatMap((search) => plantOf(search) ?? []);
  if (plants.length === 0) return undefined;
  return (machine, timeMs) => machine.dice.pick(plants)(machine, timeMs);
}

type Plant = (machine: Machine, timeMs: number) => Report;

/** The alternatives of each condition, by the name of the field without that of its dataset. */
class Literals {
  private readonly byField = new Map<string, (readonly string[])[]>();

  constructor(search: string) {
    for (const { field, values } of namedLiterals(search)) {
      const name = field.slice(field.lastIndexOf('.') + 1);
      this.byField.set(name, [...(this.byField.get(name) ?? []), values.map(withoutWildcards)]);
    }
  }

  has(...fields: readonly string[]): boolean {
    return fields.some((field) => this.byField.has(field));
  }

  /** One value of each condition on the first of the fields that has one, side by side. */
  text(dice: Dice, ...fields: readonly string[]): string | undefined {
    const conditions = fields.flatMap((field) => this.byField.get(field) ?? []);
    return conditions.length === 0 ? undefined : [...new Set(conditions.map((values) => dice.pick(values)))].join(' ');
  }

  /** A value of one of the conditions. */
  one(dice: Dice, ...fields: readonly string[]): string | undefined {
    const values = fields.flatMap((field) => this.byField.get(field) ?? []).flat();
    return values.length === 0 ? undefined : dice.pick(values);
  }
}

function plantOf(search: string): Plant | undefined {
  const literals = new Literals(search);
  if (literals.has('ScriptBlockText')) return (machine) => script(machine, literals);
  if (literals.has('registry_path', 'registry_key_name', 'registry_value_name', 'TargetObject')) {
    return (machine, timeMs) => registry(machine, timeMs, literals);
  }
  if (search.includes('Endpoint.Filesystem') || literals.has('TargetFilename')) {
    return literals.has(...FILE) ? (machine, timeMs) => file(machine, timeMs, literals) : undefined;
  }
  if (literals.has('ImageLoaded')) return (machine, timeMs) => library(machine, timeMs, literals);
  if (literals.has('QueryName', 'query')) return (machine, timeMs) => lookup(machine, timeMs, literals);
  const macro = /`process_(\w+)`/.exec(search)?.[1];
  if (macro === undefined && !literals.has(...COMMAND, ...IMAGE, ...PARENT)) return undefined;
  return (machine, timeMs) => started(machine, timeMs, literals, macro);
}

const COMMAND = ['process', 'CommandLine'];
const IMAGE = ['process_name', 'process_path', 'Image', 'NewProcessName', 'original_file_name', 'OriginalFileName'];
const PARENT = ['parent_process_name', 'parent_process_path', 'ParentImage'];
const FILE = ['file_path', 'file_name', 'TargetFilename'];

function started(machine: Machine, timeMs: number, literals: Literals, macro: string | undefined): Report {
  const { dice } = machine;
  const name = literals.one(dice, ...IMAGE) ?? (macro === undefined ? undefined : `${macro}.exe`);
  const program = programOf(name ?? 'tool.exe');
  const commandLine = [program.image, literals.text(dice, ...COMMAND) ?? ''].join(' ');
  const { process, parent } = machine.start(timeMs, { program, parent: 'any', commandLines: [commandLine] });
  const parentName = literals.one(dice, ...PARENT);
  const parentLine = literals.text(dice, 'parent_process', 'ParentCommandLine');
  const by: Process = {
    ...parent,
    ...(parentName !== undefined && { program: programOf(parentName) }),
    ...(parentLine !== undefined && { commandLine: parentLine }),
  };
  return sysmon(1, processCreated(timeMs, process, by, 'C:\\Windows\\Temp\\', 'High'));
}

function registry(machine: Machine, timeMs: number, literals: Literals): Report {
  const { dice } = machine;
  const path = literals.one(dice, 'registry_path', 'TargetObject', 'registry_key_name') ?? 'SOFTWARE\\Planted';
  const name = literals.one(dice, 'registry_value_name');
  const whole = name === undefined || path.endsWith(name) ? path : `${path}\\${name}`;
  const from = whole.startsWith('HK') ? whole : `HKLM\\${whole.replace(/^\\+/, '')}`;
  const data = literals.one(dice, 'registry_value_data') ?? 'planted';
  const details = /^0x[\da-f]{8}$/i.test(data) ? `DWORD (${data})` : data;
  return sysmon(13, registryValue(timeMs, machine.running(), from, details));
}

function file(machine: Machine, timeMs: number, literals: Literals): Report {
  const { dice } = machine;
  const folder = literals.one(dice, 'file_path', 'TargetFilename') ?? 'C:\\Windows\\Temp\\';
  const name = literals.one(dice, 'file_name') ?? '';
  const whole = name === '' || folder.endsWith(name) ? folder : `${folder.replace(/\\$/, '')}\\${name}`;
  const path = whole.includes(':') ? whole : `C:\\${whole.replace(/^\\+/, '')}`;
  return sysmon(11, fileCreated(timeMs, machine.running(), path));
}

function library(machine: Machine, timeMs: number, literals: Literals): Report {
  const { dice } = machine;
  const image = pathOf(literals.one(dice, 'ImageLoaded') ?? '', 'C:\\Windows\\System32\\');
  const by = literals.one(dice, 'Image', 'process_name');
  const process = machine.running();
  const loader = by === undefined ? process : { ...process, program: programOf(by) };
  return sysmon(7, imageLoaded(timeMs, loader, { ...loadedLibrary(dice), image }));
}

function lookup(machine: Machine, timeMs: number, literals: Literals): Report {
  const name = literals.one(machine.dice, 'QueryName', 'query') ?? '';
  return sysmon(22, nameResolved(timeMs, machine.running(), name, '203.0.113.9'));
}

function script(machine: Machine, literals: Literals): Report {
  const text = literals.text(machine.dice, 'ScriptBlockText') ?? '';
  return powershell(machine, 4104, 2, scriptBlockData(machine, text));
}

function programOf(name: string): Program {
  const image = pathOf(name, 'C:\\Windows\\System32\\');
  return { image, description: 'planted', product: 'planted', company: 'Microsoft Corporation', version: '10.0' };
}

function pathOf(name: string, folder: string): string {
  return name.includes(':') ? name : folder + name.replace(/^\\+/, '');
}

function withoutWildcards(literal: string): string {
  return literal
    .replace(/^"|"$/g, '')
    .replaceAll('\\\\', '\\')
    .replace(/^\*+|\*+$/g, '')
    .replaceAll('*', 'zz');
}
