import { describe, expect, test } from 'vitest';
import { type ProcessNode, type ProcessStart, plainPalette } from '../../findings/index.ts';
import type { ProcessTrees } from '../../library/index.ts';
import { treeText } from './text.ts';

function node(name: string, children: readonly ProcessNode[] = [], more: Partial<ProcessStart> = {}): ProcessNode {
  return { process: { host: 'ws-07', name, time: 0, ...more }, isStub: more.time === null, children };
}

const OPTIONS = { palette: plainPalette, width: undefined, ascii: false, all: false, maxDepth: 30, maxChildren: 50 };

function drawn(roots: readonly ProcessNode[], options: Partial<typeof OPTIONS> = {}): string {
  return [...treeText({ roots } as ProcessTrees, { ...OPTIONS, ...options })].join('');
}

describe('treeText', () => {
  test('draws branches, stubs and marks', () => {
    const marks = [{ detection: 'Bad thing', severity: 'high' as const }];
    const root = node(
      'explorer.exe',
      [
        node('cmd.exe', [node('net.exe')], { pid: '10', user: 'kim', commandLine: 'cmd /c net\nuse', marks }),
        node('calc.exe', [], { marks }),
      ],
      { time: null, pid: '4' },
    );
    expect(drawn([root])).toBe(
      [
        'ws-07',
        '(explorer.exe [4])  no event of its start',
        '├─ cmd.exe [10]  1970-01-01T00:00:00.000Z  kim  cmd /c net\\nuse',
        '│  │  ! high Bad thing',
        '│  └─ net.exe  1970-01-01T00:00:00.000Z',
        '└─ calc.exe  1970-01-01T00:00:00.000Z',
        '      ! high Bad thing',
        '',
      ].join('\n'),
    );
  });

  test('gathers processes that are alike, where the first of them stands', () => {
    const root = node('a.exe', [node('b.exe'), ...[1, 2, 3, 4].map(() => node('C.exe')), node('b.exe')]);
    expect(drawn([root], { ascii: true })).toBe(
      [
        'ws-07',
        'a.exe  1970-01-01T00:00:00.000Z',
        '|- b.exe  1970-01-01T00:00:00.000Z',
        '|- C.exe x4  from 1970-01-01T00:00:00.000Z',
        '`- b.exe  1970-01-01T00:00:00.000Z',
        '',
      ].join('\n'),
    );
    expect(drawn([root], { all: true }).match(/C\.exe/g)).toHaveLength(4);
  });

  test('says what it leaves out', () => {
    const deep = node('a.exe', [node('b.exe', [node('c.exe'), node('d.exe')])]);
    expect(drawn([deep], { maxDepth: 1 })).toContain('\n   └─ ... 2 more below\n');
    const wide = node(
      'a.exe',
      ['b', 'c', 'd'].map((name) => node(name)),
    );
    expect(drawn([wide], { maxChildren: 1 })).toContain('├─ b  1970-01-01T00:00:00.000Z\n└─ ... 2 more\n');
  });
});
