import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding } from '../findings/index.ts';
import { type HeldFindings, holdFindings } from './held-findings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'karst-held-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function finding(message: string): Finding {
  return {
    schema: 1,
    detection: { name: 'X', id: null, version: null, type: 'TTP', file: 'x.yml' },
    severity: 'high',
    risk_score: 80,
    risk_objects: [],
    threat_objects: [],
    message,
    mitre_attack_id: [],
    analytic_story: [],
    first_time: null,
    last_time: null,
    result: { count: 2, users: ['a', 'b'] },
  };
}

async function taken(held: HeldFindings): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for await (const one of held.take()) found.push(one);
  return found;
}

describe.each([
  ['in memory', 1000_000, false],
  ['partly in a file', 1000, true],
  ['in a file', 0, true],
])('%s', (name, keptCharacters, hasFile) => {
  test('findings come back as they were taken', async () => {
    const file = path.join(folder, `${name}.jsonl`);
    const held = holdFindings(file, keptCharacters);
    const first = ['a', 'line\nbreak\r', 'line\u2028separators\u2029', 'ü 😀 \u0000 "'].map(finding);
    const last = [finding('z')];
    for (const findings of [first, [], last]) await held.add(findings);
    expect(await taken(held)).toEqual(first);
    expect(await taken(held)).toEqual([]);
    expect(await taken(held)).toEqual(last);
    expect(await taken(held)).toEqual([]);
    await held.close();
    expect(existsSync(file)).toBe(hasFile);
  });
});

test('closing in the middle is fine', async () => {
  const held = holdFindings(path.join(folder, 'middle.jsonl'), 0);
  await held.add([finding('a'), finding('b')]);
  for await (const one of held.take()) {
    expect(one).toEqual(finding('a'));
    break;
  }
  await held.close();
});
