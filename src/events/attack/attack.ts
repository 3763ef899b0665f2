import { TECHNIQUES } from './techniques.ts';

/** A tactic of Enterprise ATT&CK. */
export interface Tactic {
  /** `TA0006` */
  readonly id: string;
  /** As searches write it: `credential-access`. */
  readonly name: string;
  /** The phase of the kill chain that its publisher's detections are filed under. */
  readonly killChainPhase: string;
}

/** A technique or sub-technique of Enterprise ATT&CK. */
export interface Technique {
  /** `T1003` or `T1003.001` */
  readonly id: string;
  /** Of a sub-technique its own: `LSASS Memory`. */
  readonly name: string;
  /** In the order of the matrix. */
  readonly tactics: readonly Tactic[];
}

/**
 * In the order of the matrix.
 * Source: MITRE ATT&CK 18.1; contentctl, constants, for the phases.
 */
export const TACTICS: readonly Tactic[] = [
  { id: 'TA0043', name: 'reconnaissance', killChainPhase: 'Reconnaissance' },
  { id: 'TA0042', name: 'resource-development', killChainPhase: 'Weaponization' },
  { id: 'TA0001', name: 'initial-access', killChainPhase: 'Delivery' },
  { id: 'TA0002', name: 'execution', killChainPhase: 'Installation' },
  { id: 'TA0003', name: 'persistence', killChainPhase: 'Installation' },
  { id: 'TA0004', name: 'privilege-escalation', killChainPhase: 'Exploitation' },
  { id: 'TA0005', name: 'defense-evasion', killChainPhase: 'Exploitation' },
  { id: 'TA0006', name: 'credential-access', killChainPhase: 'Exploitation' },
  { id: 'TA0007', name: 'discovery', killChainPhase: 'Exploitation' },
  { id: 'TA0008', name: 'lateral-movement', killChainPhase: 'Exploitation' },
  { id: 'TA0009', name: 'collection', killChainPhase: 'Exploitation' },
  { id: 'TA0011', name: 'command-and-control', killChainPhase: 'Command and Control' },
  { id: 'TA0010', name: 'exfiltration', killChainPhase: 'Actions on Objectives' },
  { id: 'TA0040', name: 'impact', killChainPhase: 'Actions on Objectives' },
];

/** The technique of an id, withdrawn ones among them; undefined for an unknown one. */
export function techniqueOf(id: string): Technique | undefined {
  const [, number, part] = /^(T\d{4})(?:\.(\d{3}))?$/.exec(id) ?? [];
  const [technique = '', ...parts] = number === undefined ? [] : lineOf(number).split(' | ');
  const [, tactics, own] = /^T\d{4} (\S+) (.+)$/.exec(technique) ?? [];
  const name = part === undefined ? own : parts.find((one) => one.startsWith(`${part} `))?.slice(part.length + 1);
  if (tactics === undefined || name === undefined) return undefined;
  return { id, name, tactics: TACTICS.filter((tactic) => tactics.includes(tactic.id)) };
}

function lineOf(number: string): string {
  const start = TECHNIQUES.indexOf(`\n${number} `) + 1;
  return start === 0 ? '' : TECHNIQUES.slice(start, TECHNIQUES.indexOf('\n', start));
}
