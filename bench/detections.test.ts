import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { detectionVariants, varySearch } from './detections.ts';

const CONTENT = fileURLToPath(new URL('../../shared/content/detections/endpoint', import.meta.url));

const TEXT = [
  'name: Odd Tool',
  'id: 00000000-0000-4000-8000-000000000001',
  'search: sourcetype=x EventCode=1 Image="*\\\\oddtool.exe" NOT Image IN ("*\\\\kept.exe") | `odd_tool_filter`',
].join('\n');

describe('detectionVariants', () => {
  test('gives each its name, its id, its filter macro and its words', () => {
    const variants = detectionVariants(TEXT, 3);
    expect(variants.map(({ name, fileName }) => [name, fileName])).toEqual([
      ['Odd Tool Variant 1', 'odd_tool_variant_1.yml'],
      ['Odd Tool Variant 2', 'odd_tool_variant_2.yml'],
      ['Odd Tool Variant 3', 'odd_tool_variant_3.yml'],
    ]);
    const documents = variants.map(({ text }) => parse(text));
    expect(new Set(documents.map(({ id }) => id)).size).toBe(3);
    expect(new Set(documents.map(({ search }) => search)).size).toBe(3);
    for (const [at, { search }] of documents.entries()) {
      const pattern =
        /^sourcetype=x EventCode=1 Image="\*\\\\([a-z]{7})\.exe" NOT Image IN \("\*\\\\kept\.exe"\) \| (.*)$/;
      expect(search).toMatch(pattern);
      expect(search).not.toContain('oddtool');
      expect(search.endsWith(`\`odd_tool_variant_${at + 1}_filter\``)).toBe(true);
    }
  });

  test('is the same for the same text, and goes on where it is told to', () => {
    expect(detectionVariants(TEXT, 3)).toEqual(detectionVariants(TEXT, 3));
    expect(detectionVariants(TEXT, 2, 2)).toEqual(detectionVariants(TEXT, 3).slice(1));
  });

  test('makes nothing of what is no detection', () => {
    expect(detectionVariants('name: only', 2)).toEqual([]);
    expect(detectionVariants('- a list', 2)).toEqual([]);
  });
});

describe('varySearch', () => {
  test('replaces a word by the same one wherever it stands, in the letters it is written in', () => {
    const varied = varySearch('Processes.process_name=tool.exe OR Processes.original_file_name="TOOL.EXE"', 1);
    const [, lower, upper] = /=([a-z]{4})\.exe OR .*="([A-Z]{4})\.EXE"$/.exec(varied) ?? [];
    expect(lower).toBeDefined();
    expect(upper?.toLowerCase()).toBe(lower);
  });

  test('leaves what says which events there are, what is excluded, calls, and other commands', () => {
    const search =
      'sourcetype=xmlwineventlog EventCode IN (1, 3) action=blocked Image!="*\\\\a.exe" NOT (CommandLine="*x*") ' +
      'process=lower(other) | rename process as name | spath path=a.b | stats count by Image';
    expect(varySearch(search, 1)).toBe(search);
  });

  test('takes the macro of an image where nothing else can be varied', () => {
    expect(varySearch('| tstats count where `process_net` by x', 1)).toMatch(
      /^\| tstats count where Processes\.process_name=[a-z]{3}\.exe by x$/,
    );
  });

  test.skipIf(!existsSync(CONTENT))('varies most published searches about computers', () => {
    const files = readdirSync(CONTENT).filter((name) => name.endsWith('.yml'));
    const searches = files.map((name): string => parse(readFileSync(path.join(CONTENT, name), 'utf8')).search);
    const varied = searches.filter((search) => varySearch(search, 1) !== search);
    expect(varied.length / searches.length).toBeGreaterThan(0.75);
  });
});
