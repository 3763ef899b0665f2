import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, ROOT, scratchFolder } from './karst.ts';

const scratch = scratchFolder('interactive');

beforeAll(ensureBuilt, 120_000);
afterAll(scratch.remove);

/** A terminal is had through Python's pty module. */
function hasTerminal(): boolean {
  if (process.platform === 'win32') return false;
  return spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' }).status === 0;
}

/** Types keys one after the other, each once the text before it is shown, and gives all that was shown. */
const TERMINAL = `
import json, os, pty, select, sys, time
steps = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown = b''
def until(text):
    global shown
    end = time.time() + 30
    start = len(shown)
    while text.encode() not in shown[start:] and time.time() < end:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                shown += os.read(fd, 65536)
            except OSError:
                return
for wait, keys in steps:
    until(wait)
    os.write(fd, keys.encode())
until('never')
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

describe.skipIf(!hasTerminal())('a session on a terminal', () => {
  test('reads the logs once, runs searches, completes, keeps a history and ends with Ctrl-D', () => {
    const steps = [
      ['karst> ', 'index=main | stats count by host | sort - count | head 1\r'],
      ['1 result', 'EventCod=1\r'],
      ['EventCode', '| tstats count from datamodel=Endpoint.Proc'],
      ['Endpoint.Proc', '\t'],
      ['Endpoint.Processes', '\r'],
      ['1 result', '\u0004'],
    ];
    const main = path.join(ROOT, 'dist/cli/main.js');
    const shown = execFileSync(
      'python3',
      ['-c', TERMINAL, JSON.stringify(steps), process.execPath, main, 'search', 'examples/', '--no-color'],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, XDG_STATE_HOME: scratch.path, TERM: 'xterm' } },
    );
    expect(shown).toContain('2,740 events in 3 files; type a search, :help or :quit');
    expect(shown).toContain('ts-02.corp.example  802');
    expect(shown).toContain('notice no event has a field "EventCod" [SPL402]');
    expect(shown).toMatch(/\ncount\s+\d+\s+1 result/);
    expect(readFileSync(path.join(scratch.path, 'karst/history'), 'utf8').split('\n')).toEqual([
      'index=main | stats count by host | sort - count | head 1',
      'EventCod=1',
      '| tstats count from datamodel=Endpoint.Processes',
      '',
    ]);
  }, 60_000);
});
