import { expect, test } from 'vitest';
import { openNormaliser } from '../../events/index.ts';
import type { LogRecord } from '../../inputs/index.ts';
import { openStarts } from './starts.ts';

const { read, finish } = openNormaliser({ timezone: 'UTC', now: 0 });

function starts(lines: readonly string[]) {
  const gathered = openStarts(() => true);
  for (const text of lines) {
    const record: LogRecord = { kind: 'text', text, offset: 0, isCut: false };
    gathered.add(finish(read(record, { path: 'audit.log' })));
  }
  return gathered.starts.map(({ time, host: _, ...start }) => ({ at: time, ...start }));
}

const CALL =
  'arch=c000003e syscall=59 success=yes exit=0 a0=1 items=2 ppid=100 pid=101 auid=1000 uid=0 comm="bash" exe="/usr/bin/bash" key="exec"';

test('the system call is the start, and the other records of the event bring its command line', () => {
  const lines = [
    `type=SYSCALL msg=audit(1700000000.100:7): ${CALL}`,
    'type=EXECVE msg=audit(1700000000.100:7): argc=3 a0="bash" a1="-c" a2=6C73202D6C',
    'type=PROCTITLE msg=audit(1700000000.100:7): proctitle="other"',
    'type=EXECVE msg=audit(1700000001.000:8): argc=1 a0="lost"',
  ];
  expect(starts(lines)).toEqual([
    {
      at: 1700000000.1,
      name: 'bash',
      path: '/usr/bin/bash',
      user: '1000',
      pid: '101',
      parentPid: '100',
      commandLine: 'bash -c ls -l',
    },
  ]);
});

test('other calls and those that failed start nothing', () => {
  const lines = [
    `type=SYSCALL msg=audit(1700000000.100:7): ${CALL.replace('syscall=59', 'syscall=2')}`,
    `type=SYSCALL msg=audit(1700000000.100:8): ${CALL.replace('success=yes', 'success=no')}`,
    `type=SYSCALL msg=audit(1700000000.100:9): ${CALL.replace('c000003e', 'c00000b7')}`,
  ];
  expect(starts(lines)).toEqual([]);
});
