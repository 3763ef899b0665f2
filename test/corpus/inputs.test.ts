import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { findLogs, readLogs, type Skip } from '../../src/inputs/index.ts';

const LOGS = fileURLToPath(new URL('../../../shared/logs/', import.meta.url));

/** Objects of the JSON members of zips, one a line, as Python's own readers of zip and JSON count them. */
const COUNT = `
import json, os, sys, zipfile
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if not name.lower().endswith(".zip"): continue
        file = os.path.join(folder, name)
        for member in zipfile.ZipFile(file).infolist():
            if not member.filename.endswith(".json") or "__MACOSX" in member.filename: continue
            lines = zipfile.ZipFile(file).read(member).decode("utf-8-sig").split("\\n")
            count = sum(isinstance(json.loads(line), dict) for line in lines if line.strip())
            print(os.path.join(os.path.relpath(file, sys.argv[1]), member.filename), count, sep="\\t")
`;
const hasPython = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;

interface Outcome {
  records: number;
  readonly skipped: Skip[];
}

describe.skipIf(!existsSync(LOGS))('the corpus of logs', () => {
  const outcomes = new Map<string, Outcome>();
  let files: string[] = [];

  beforeAll(async () => {
    const found = await findLogs([LOGS]);
    expect(found.skipped).toEqual([]);
    files = found.files.map((file) => relative(file.path));
    for await (const batch of readLogs(found.files)) {
      const at = relative(batch.path);
      const outcome = outcomes.get(at) ?? { records: 0, skipped: [] };
      outcome.records += batch.records.length;
      outcome.skipped.push(...batch.skipped);
      outcomes.set(at, outcome);
    }
  }, 120_000);

  test('every file is read, or skipped with a reason', () => {
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const within = [...outcomes].filter(([at]) => at === file || at.startsWith(`${file}/`));
      const said = within.reduce((sum, [, { records, skipped }]) => sum + records + skipped.length, 0);
      expect(said, file).toBeGreaterThan(0);
    }
  });

  test('a file that gives records is whole, but for the archive that was published cut', () => {
    const damaged = [...outcomes.values()].flatMap(({ skipped }) =>
      skipped.filter(({ reason }) => reason !== 'not recognised'),
    );
    expect(damaged.map((skip) => [relative(skip.path), skip.message])).toEqual([
      ['otrf/atomic/windows/persistence/host/covenant_persiststartup.tar.gz', 'the gzip stream is cut'],
    ]);
  });

  test.skipIf(!hasPython)(
    'JSON members of zips hold as many records as Python counts',
    () => {
      const { status, stdout, stderr } = spawnSync('python3', ['-c', COUNT, LOGS], { encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
      const counted = stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'));
      expect(counted.length).toBeGreaterThan(0);
      const read = counted.map(([member = '']) => [member, String(outcomes.get(member)?.records ?? 0)]);
      expect(read).toEqual(counted);
    },
    120_000,
  );
});

function relative(file: string): string {
  return path.relative(LOGS, file).replaceAll('\\', '/');
}
