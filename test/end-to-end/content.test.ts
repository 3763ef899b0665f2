import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeZip } from '../support/archive-writer.ts';
import { ensureBuilt, karst, ROOT } from './karst.ts';

const NAME = 'Process Writing DynamicWrapperX';
const FILE = path.join(ROOT, 'content/detections/endpoint/process_writing_dynamicwrapperx.yml');

let folder: string;
beforeAll(async () => {
  await ensureBuilt();
  folder = await mkdtemp(path.join(os.tmpdir(), 'karst-content-'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe('karst content', () => {
  test('list gives a line for each detection, with its search', async () => {
    const { stdout, exitCode: code } = await karst(['content', 'list']);
    const [item, ...others] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([code, others]).toEqual([0, []]);
    expect(item).toMatchObject({
      kind: 'detection',
      name: NAME,
      type: 'Hunting',
      severity: 'high',
      mitre_attack_id: ['T1059', 'T1559.001'],
    });
  });

  test('search finds by words that all occur, in any case and any text', async () => {
    expect((await karst(['content', 'search', 'DYNWRAPX', 'remcos', '--quiet'])).stdout).toContain(NAME);
    expect((await karst(['content', 'search', 'dynwrapx', 'emotet', '--quiet'])).stdout).toBe('');
    expect((await karst(['content', 'search', 'uitime', '--kind', 'all', '--quiet'])).stdout).toBe('');
  });

  test('show prints a page, the file itself, or JSON', async () => {
    const page = (await karst(['content', 'show', NAME.toLowerCase()])).stdout;
    expect(page).toContain('ATT&CK        T1059, T1559.001\n');
    expect(page).toContain('risk objects: user (user) 80, dest (system) 80\n');
    const json = JSON.parse((await karst(['content', 'show', NAME, '--format', 'json'])).stdout) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({ name: NAME, detection: { type: 'Hunting' } });
    const yaml = (await karst(['content', 'show', NAME, '--format', 'yaml', '--content', FILE])).stdout;
    expect(yaml).toBe(await readFile(FILE, 'utf8'));
  });

  test.each([
    [['content'], 'karst content needs list, show, search or schema'],
    [['content', 'lst'], 'karst content has no command "lst" [CLI001]\n  hint did you mean "list"?'],
    [['content', 'show', 'Proces Writing DynamicWrapperX'], `did you mean "${NAME}"?`],
  ])('%j is wrong usage', async (args, message) => {
    const { stdout, stderr, exitCode: code } = await karst(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('content in a zip archive', () => {
  test('is hunted with, and named by its archive', async () => {
    const zip = path.join(folder, 'rules.zip');
    const bytes = await readFile(FILE);
    await writeFile(zip, writeZip([{ name: 'rules-main/detections/endpoint/one.yml', bytes }]));
    const { stdout, exitCode: code } = await karst(['hunt', 'examples', '--content', zip, '--quiet'], {
      XDG_CACHE_HOME: folder,
    });
    const findings = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { detection: { name: string; file: string } });
    expect(code).toBe(0);
    expect(findings.map(({ detection }) => detection.name)).toEqual([NAME, NAME, NAME]);
    expect(findings[0]?.detection.file).toBe(path.join(zip, 'rules-main/detections/endpoint/one.yml'));
  });
});

describe('karst convert', () => {
  test('prints the file in the other form, and its decisions beside', async () => {
    const { stdout, stderr, exitCode: code } = await karst(['convert', FILE, '--to', 'v6']);
    expect(code).toBe(0);
    expect(stdout).toContain('category: endpoint\n');
    expect(stderr).toContain('DROPPED tags.observable: Hunting detections have no risk since ESCU 5');
  });

  test('rewrites files with --write, and what is written runs', async () => {
    const file = path.join(folder, 'detections.yml');
    await writeFile(file, await readFile(FILE));
    expect((await karst(['convert', file, '--to', 'v5', '--write'])).exitCode).toBe(0);
    expect((await karst(['hunt', 'examples', '--content', file, '--quiet'])).stdout.trim().split('\n')).toHaveLength(3);
  });

  test('asks for --write where there are several files', async () => {
    const { stderr, exitCode: code } = await karst(['convert', FILE, FILE, '--to', 'v6']);
    expect(code).toBe(2);
    expect(stderr).toContain('add --write');
  });
});

describe('karst completion', () => {
  test('prints a script with every command', async () => {
    const { stdout, exitCode: code } = await karst(['completion', 'bash']);
    expect(code).toBe(0);
    expect(stdout).toContain(' content convert completion ');
  });
});

describe('karst.yml', () => {
  test('sets options for the folders below it', async () => {
    await writeFile(path.join(folder, 'karst.yml'), 'commands: { hunt: { format: csv, quiet: true } }\n');
    const { stdout, stderr, exitCode: code } = await karst(['hunt', path.join(ROOT, 'examples')], {}, folder);
    await rm(path.join(folder, 'karst.yml'));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^severity,risk_score,/);
  });
});
