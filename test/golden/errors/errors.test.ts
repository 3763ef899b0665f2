import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { plainPalette, renderProblem } from '../../../src/findings/index.ts';
import { drain, search } from '../../../src/library/index.ts';
import { Problem } from '../../../src/shared/problem.ts';

/** A search, and all that its user reads about it beside its rows. Written by hand: what a user should read. */
interface ErrorCase {
  readonly name: string;
  readonly spl: string;
  readonly shown: string;
}

const FOLDER = import.meta.dirname;
const scratch = mkdtempSync(path.join(tmpdir(), 'karst-errors-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** One event of Sysmon: a process was created. */
const EVENT = `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'/><EventID>1</EventID><TimeCreated SystemTime='2024-10-17T09:12:44.000000000Z'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>ws-07</Computer></System><EventData><Data Name='Image'>C:\\Windows\\System32\\cmd.exe</Data><Data Name='CommandLine'>cmd /c whoami</Data><Data Name='User'>CORP\\kim</Data></EventData></Event>\n`;
const LOG = path.join(scratch, 'sysmon.xml');
writeFileSync(LOG, EVENT);

async function shownFor(spl: string): Promise<string> {
  let shown = '';
  const onNotice = (notice: Problem): void => {
    shown += renderProblem(notice, plainPalette, 'notice');
  };
  try {
    await drain(search({ spl, logs: [LOG], now: 1729200000, onNotice }), () => undefined);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    shown += renderProblem(error, plainPalette);
  }
  return shown;
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))) {
  describe(path.basename(file, '.yaml'), () => {
    const cases = parseYaml(readFileSync(path.join(FOLDER, file), 'utf8')) as readonly ErrorCase[];
    test.each(cases)('$name', async ({ spl, shown }) => {
      expect(await shownFor(spl)).toBe(shown);
    });
  });
}
