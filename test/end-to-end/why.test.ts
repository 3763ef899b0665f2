import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, karst, ROOT, scratchFolder } from './karst.ts';

const scratch = scratchFolder('why');
const DETECTION = 'content/detections/endpoint/process_writing_dynamicwrapperx.yml';
const text = readFileSync(path.join(ROOT, DETECTION), 'utf8');

beforeAll(ensureBuilt, 120_000);
afterAll(scratch.remove);

/** The built-in detection, changed: each pair is a text and what takes its place. */
function changed(name: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  const file = path.join(scratch.path, `${name}.yml`);
  const written = changes.reduce((all, [from, to]) => {
    expect(all, from).toContain(from);
    return all.replace(from, to);
  }, text);
  writeFileSync(file, written);
  return file;
}

function lineOf(part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

/** The commands in a document and what it says that they write. `NEW.yml` stands for a file that is made here. */
function examplesIn(document: string): readonly (readonly [command: string, output: string])[] {
  const source = readFileSync(path.join(ROOT, 'docs', document), 'utf8');
  return [...source.matchAll(/```console\n\$ (karst .*)\n([\s\S]*?)```/g)].map(([, command = '', output = '']) => [
    command,
    output,
  ]);
}

/** The arguments of a command as a shell sees them: words, and texts in single quotes. */
function argumentsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '').slice(1);
}

describe('what the documents show is what is written', () => {
  const examples = ['why.md', 'diff.md'].flatMap(examplesIn);

  test('there is something to hold against it', () => {
    expect(examples.length).toBeGreaterThan(5);
  });

  test.each(examples)('%s', async (command, output) => {
    const file = changed(
      'NEW',
      ['file_name="dynwrapx.dll" by', 'file_name="dynwrapx.dll" Filesystem.dest="ws*" by'],
      ['risk_score: 80', 'risk_score: 60'],
      ['impact: 80', 'impact: 60'],
    );
    // In the document the path is short: what is cut to the width is cut elsewhere.
    const args = argumentsOf(command).map((one) => (one === 'NEW.yml' ? file : one));
    const { exitCode, stdout, stderr } = await karst(args, { COLUMNS: '100' });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.replaceAll(file, 'NEW.yml').trimEnd()).toBe(output.trimEnd());
  });
});

describe('karst explain --why of a detection that was broken', () => {
  const explain = async (file: string) => {
    const { exitCode, stdout } = await karst(['explain', '--why', file, 'examples/', '--format', 'table'], {
      COLUMNS: '200',
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^no rows of 2,740 events/m);
    return stdout;
  };

  test('by another file name: the value that was meant, at the place of the subsearch', async () => {
    const shown = await explain(changed('name', ['"dynwrapx.dll" by', '"dynwrapx2.dll" by']));
    expect(shown).toContain('stage 3.1 is the first that let nothing through');
    expect(shown).toContain(`name.yml:${lineOf('[| tstats')}:6`);
    expect(shown).toContain('did you mean "dynwrapx.dll"?');
    expect(shown).toContain('the search inside it found nothing: see stage 3.1');
  });

  test('by a key of the join that the subsearch does not have', async () => {
    const shown = await explain(changed('key', ['| join process_guid', '| join process_id']));
    expect(shown).toContain('stage 3 is the first that let nothing through');
    expect(shown).toContain('no row of the search inside it has process_id');
  });

  test('by a field of stats that is spelled otherwise', async () => {
    const shown = await explain(
      changed('field', ['by dest process_name process_guid', 'by dest process_nam process_guid']),
    );
    expect(shown).toContain('stage 4 is the first that let nothing through');
    expect(shown).toContain('no row has a value of process_nam; did you mean process_name?');
  });

  test('by a threshold that nothing reaches', async () => {
    // Each of the three processes that wrote the library wrote it once to three times.
    const shown = await explain(
      changed('many', ['  | `process_writing', '  | where count > 10\n  | `process_writing']),
    );
    expect(shown).toContain('none of 3 rows meets count > 10: count is from 1 to 3');
  });
});

describe('karst explain --why', () => {
  test('writes JSON for programs', async () => {
    const { stdout } = await karst([
      'explain',
      '--why',
      'EventCode=11 file_name="dynwrapx.dll" | stats count by host',
      'examples/',
    ]);
    const { rows, stages, emptied } = JSON.parse(stdout) as Record<string, unknown>;
    expect({ rows, emptied }).toEqual({ rows: 3, emptied: [] });
    expect(stages).toMatchObject([
      { number: '1', command: 'search', rowsIn: null, rows: 3 },
      { number: '2', command: 'stats', rowsIn: 3, rows: 3 },
    ]);
  });

  test.each([
    [['explain', '--why', 'index=main'], '--why needs logs'],
    [['explain', 'index=main', '--earliest', '-1d'], '--earliest has an effect with --why only'],
    [['explain', '--why', 'index=main', 'examples/', '--stage', 'plan'], '--stage has no effect with --why'],
    [['explain', '--why', 'index=main | stast count', 'examples/'], 'unknown command "stast"'],
    [['explain', '--why', 'index=main', 'no/such/logs'], 'no such file or folder'],
    [['diff', DETECTION, 'no/such.yml', 'examples/'], 'no such file or folder'],
    [['diff', DETECTION], 'karst diff needs two versions of a detection, and logs'],
  ])('%j is refused', async (args, message) => {
    const { exitCode, stdout, stderr } = await karst(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('karst diff', () => {
  const compare = (file: string, ...more: readonly string[]) =>
    karst(['diff', DETECTION, file, 'examples/', '--content', 'content', ...more], { COLUMNS: '200' });

  test('is done with 0 whatever differs, and with 1 where that is asked for', async () => {
    const file = changed('score', ['risk_score: 80', 'risk_score: 60'], ['impact: 80', 'impact: 60']);
    expect((await compare(file)).exitCode).toBe(0);
    expect((await compare(file, '--fail-on-change')).exitCode).toBe(1);
    const same = await compare(DETECTION, '--fail-on-change');
    expect(same).toMatchObject({ exitCode: 0, stdout: '' });
  });

  test('tells a side that does not compile with its place', async () => {
    const file = changed('broken', ['| join process_guid', '| jion process_guid']);
    const { exitCode, stdout } = await compare(file, '--format', 'table', '--fail-on-change');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`broken.yml:${lineOf('| join')}:5`);
    expect(stdout).toContain('the nearest command is "join"');
    const [line = ''] = (await compare(file)).stdout.split('\n');
    expect(JSON.parse(line)).toMatchObject({
      state: 'failed',
      problems: { new: { code: 'SPL104', line: lineOf('| join'), column: 5 } },
      rows: { old: 3, new: 0, removed: 3 },
    });
  });

  test('Markdown holds no markup of content or logs', async () => {
    const file = changed('markup', ['An instance of', '<b>One</b> | `x` of']);
    const { stdout } = await compare(file, '--format', 'markdown');
    expect(stdout).toContain('`` <b>One</b> \\| `x` of $process_name$');
    expect(stdout.replaceAll(/(`+)[\s\S]*?\1/g, '')).not.toContain('<b>');
  });
});
