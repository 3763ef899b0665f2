import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, karst, ROOT } from './karst.ts';

beforeAll(ensureBuilt, 120_000);

const LOG = 'examples/logs/xmlwineventlog.log';
/** One event a line: what a search must find is counted without karst. */
const LINES = readFileSync(path.join(ROOT, LOG), 'utf8').trimEnd().split('\n');
const NOW = '2024-10-17T16:00:00Z';

const linesWith = (pattern: RegExp): number => LINES.filter((line) => pattern.test(line)).length;

function linesBetween(from: string, to: string): number {
  return LINES.filter((line) => {
    const [, time = ''] = /SystemTime='([^']+)/.exec(line) ?? [];
    return time >= from && time < to;
  }).length;
}

async function found(spl: string, ...args: readonly string[]): Promise<number> {
  const { exitCode, stdout } = await karst(['search', `${spl} | stats count`, LOG, '--now', NOW, '-q', ...args]);
  expect(exitCode).toBe(0);
  return Number(jsonLines(stdout)[0]?.['count']);
}

describe('free text over _raw', () => {
  test.each<[spl: string, lines: RegExp, why: string]>([
    ['wscript', /wscript/i, 'a word is found without case'],
    ['WSCRIPT.exe', /wscript\.exe/i, 'a dot is a minor breaker'],
    ['wscrip', /(?<![a-z0-9])wscrip(?![a-z0-9])/i, 'part of a word is none'],
    ['wscrip*', /(?<![a-z0-9])wscrip/i, 'a wildcard lets it go on'],
    ['*script.exe', /script\.exe/i, 'also in front'],
    ['"net use"', /net use/i, 'a phrase'],
    ['net use', /^(?=.*\bnet\b)(?=.*\buse\b)/i, 'two words, anywhere'],
    ['dynwrapx OR cmd.exe', /dynwrapx|cmd\.exe/i, 'either'],
    ['wscript NOT dynwrapx', /^(?=.*wscript)(?!.*dynwrapx)/i, 'one without the other'],
    ['CASE(wscript)', /(?<![A-Za-z0-9])wscript(?![A-Za-z0-9])/, 'with case'],
    ['CASE(WScript)', /(?<![A-Za-z0-9])WScript(?![A-Za-z0-9])/, 'with case'],
    ['TERM(ws-07.corp.example)', /[<>'"\s]ws-07\.corp\.example[<>'"\s]/, 'between major breakers'],
    ['TERM(corp.example)', /[<>'"\s]corp\.example[<>'"\s]/, 'a dash is no major breaker'],
  ])('%s', async (spl, lines) => {
    expect(await found(spl)).toBe(linesWith(lines));
  });
});

describe('the fields that every event has', () => {
  test.each<[spl: string, expected: number]>([
    ['index=main', LINES.length],
    ['index=*', LINES.length],
    ['index=other', 0],
    ['sourcetype=xmlwineventlog', LINES.length],
    ['sourcetype="Xml*" host=ws-07*', linesWith(/<Computer>ws-07\./)],
    ['source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"', LINES.length],
    ['host!=ws-07.corp.example', linesWith(/<Computer>ws-(?!07)/)],
    ['host IN (ws-07*, ws-08*)', linesWith(/<Computer>ws-0[78]/)],
  ])('%s', async (spl, expected) => {
    expect(await found(spl)).toBe(expected);
  });
});

describe('the range of time', () => {
  test('in the search, with --now as the present', async () => {
    expect(await found('earliest=-1h@h latest=@h')).toBe(linesBetween('2024-10-17T15', '2024-10-17T16'));
    expect(await found('earliest=10/17/2024:08:00:00 latest=10/17/2024:09:00:00')).toBe(
      linesBetween('2024-10-17T08', '2024-10-17T09'),
    );
  });

  test('on the command line; what the search says wins', async () => {
    const range = ['--earliest', '-8h@h', '--latest', '2024-10-17T09:00:00Z'];
    expect(await found('index=main', ...range)).toBe(linesBetween('2024-10-17T08', '2024-10-17T09'));
    expect(await found('earliest=-9h@h latest=-8h@h', ...range)).toBe(linesBetween('2024-10-17T07', '2024-10-17T08'));
  });

  test('goes by the zone of the session', async () => {
    expect(await found('earliest=@d latest=@d+10h', '--timezone', 'Europe/Vienna')).toBe(
      linesBetween('2024-10-16T22', '2024-10-17T08'),
    );
  });
});

describe('formats', () => {
  const spl = 'host=ws-07* | stats count by host';
  const count = linesWith(/<Computer>ws-07\./);
  test.each([
    ['jsonl', `{"host":"ws-07.corp.example","count":${count}}\n`],
    ['csv', `host,count\nws-07.corp.example,${count}\n`],
    ['table', `host                count\nws-07.corp.example  ${count}\n`],
  ])('%s', async (format, expected) => {
    const { stdout } = await karst(['search', spl, LOG, '--format', format]);
    expect(stdout.replaceAll('\r\n', '\n')).toBe(expected);
  });
});

describe('beside the rows', () => {
  test('notices go to standard error, unless --quiet', async () => {
    const { exitCode, stdout, stderr } = await karst(['search', 'index=mian', LOG]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('notice no event has index "mian" [SPL403]');
    expect((await karst(['search', 'index=mian', LOG, '-q'])).stderr).toBe('');
  });

  test('without a search there is a session on a terminal, and elsewhere nothing to do', async () => {
    const { exitCode, stdout, stderr } = await karst(['search', LOG]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('karst search needs a search');
  });
});
