import { describe, expect, test } from 'vitest';
import { TACTICS, techniqueOf } from './attack.ts';
import { TECHNIQUES } from './techniques.ts';

function namesOf(id: string) {
  const found = techniqueOf(id);
  return found && [found.name, ...found.tactics.map(({ name }) => name)];
}

describe('techniqueOf', () => {
  // Expected: attack.mitre.org, pages of the techniques.
  test('knows techniques and sub-techniques with their tactics', () => {
    expect(namesOf('T1003')).toEqual(['OS Credential Dumping', 'credential-access']);
    expect(namesOf('T1003.001')).toEqual(['LSASS Memory', 'credential-access']);
    expect(namesOf('T1055')).toEqual(['Process Injection', 'privilege-escalation', 'defense-evasion']);
    expect(namesOf('T1055.013')).toEqual(['Process Doppelgänging', 'privilege-escalation', 'defense-evasion']);
    expect(namesOf('T1078')).toEqual([
      'Valid Accounts',
      ...['initial-access', 'persistence', 'privilege-escalation', 'defense-evasion'],
    ]);
    expect(namesOf('T1530')).toEqual(['Data from Cloud Storage', 'collection']);
    expect(namesOf('T1537')).toEqual(['Transfer Data to Cloud Account', 'exfiltration']);
  });

  test('knows what was withdrawn', () => {
    expect(namesOf('T1086')).toEqual(['PowerShell', 'execution']);
    expect(namesOf('T1574.002')?.[0]).toBe('DLL Side-Loading');
  });

  test.each(['', 'T9999', 'T1003.999', 'T1003.', 't1003', 'TA0006', 'T1003 TA0006', '001', '\nT1003'])(
    'does not know %j',
    (id) => {
      expect(techniqueOf(id)).toBeUndefined();
    },
  );

  test('every line of the table can be read, and names tactics of the matrix only', () => {
    const lines = TECHNIQUES.trim().split('\n');
    expect(lines.length).toBeGreaterThan(300);
    const known = new Set(TACTICS.map(({ id }) => id));
    for (const line of lines) {
      const [head = '', ...parts] = line.split(' | ');
      const [id = '', tactics = ''] = head.split(' ');
      expect(tactics.split(',').filter((one) => !known.has(one))).toEqual([]);
      expect(techniqueOf(id)?.tactics.length).toBe(tactics.split(',').length);
      for (const part of parts) expect(techniqueOf(`${id}.${part.slice(0, 3)}`)?.name).toBe(part.slice(4));
    }
  });
});
