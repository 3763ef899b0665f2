import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finding, hunt } from '../../src/index.ts';
import { SEED_CASES } from './cases.ts';
import { type EventSpec, file, GUID, HOST, nxlog, process, winlogbeat, xml } from './events.ts';

const SHAPES = {
  'XmlWinEventLog text': (events: readonly EventSpec[]) => events.map((event, i) => xml(event, i + 1)).join('\n'),
  'NXLog JSON': (events: readonly EventSpec[]) => events.map((event, i) => nxlog(event, i + 1)).join('\n'),
  'Winlogbeat JSON': (events: readonly EventSpec[]) => events.map((event, i) => winlogbeat(event, i + 1)).join('\n'),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'karst-seed-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function findingsIn(text: string): Promise<readonly Finding[]> {
  const log = path.join(folder, 'events.log');
  await writeFile(log, text);
  return (await hunt({ logs: [log], now: 1_730_000_000 })).findings;
}

describe.each(Object.entries(SHAPES))('the seed detection over %s', (_, render) => {
  test.each(SEED_CASES.map((one) => [one.name, one] as const))('%s', async (_name, { events, rows }) => {
    const findings = await findingsIn(render(events));
    expect(findings.map(({ result }) => ({ ...result }))).toEqual(rows);
  });
});

describe('the finding of the seed detection', () => {
  test('says who, where, when and how bad', async () => {
    const [finding] = await findingsIn(SHAPES['XmlWinEventLog text']([process(), file()]));
    expect(finding).toMatchObject({
      schema: 1,
      detection: {
        name: 'Process Writing DynamicWrapperX',
        id: 'b0a078e4-2601-11ec-9aec-acde48001122',
        version: 4,
        type: 'Hunting',
      },
      severity: 'high',
      risk_score: 80,
      risk_objects: [
        { field: 'user', type: 'user', value: 'kim', score: 80 },
        { field: 'dest', type: 'system', value: HOST, score: 80 },
      ],
      threat_objects: [{ field: 'process_name', type: 'process', value: 'wscript.exe' }],
      message: `An instance of wscript.exe was identified on endpoint ${HOST} downloading the DynamicWrapperX dll.`,
      mitre_attack_id: ['T1059', 'T1559.001'],
      analytic_story: ['Remcos'],
      first_time: '2024-10-17T09:12:44Z',
      last_time: '2024-10-17T09:12:44Z',
    });
    expect(finding?.result['process_guid']).toBe(GUID);
  });

  test('is found amid 100,000 events of other processes', async () => {
    const others = Array.from({ length: 50_000 }, (_, i) => {
      const guid = `{5A2B1C3D-0001-0002-0004-${String(i).padStart(12, '0')}}`;
      const name = i % 3 === 0 ? 'dynwrapx.dll.tmp' : `file${i}.dat`;
      return [process({ guid, id: String(i) }), file({ guid, path: `C:\\Users\\kim\\${name}` })];
    }).flat();
    const events = [process(), ...others, file()];
    const findings = await findingsIn(SHAPES['XmlWinEventLog text'](events));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.result).toMatchObject({ process_guid: GUID, count: 1 });
  }, 120_000);
});
