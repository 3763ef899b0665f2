import { describe, expect, it } from 'vitest';
import type { ProcessNode, ProcessStart } from './process.ts';
import { processTree } from './tree.ts';

/** A tree in short: names, stubs in brackets. */
function shape(nodes: readonly ProcessNode[]): unknown {
  return nodes.map(({ process, isStub, children }) => {
    const name = isStub ? `(${process.name})` : process.name;
    return children.length === 0 ? name : [name, ...(shape(children) as unknown[])];
  });
}

function start(name: string, time: number, more: Partial<ProcessStart> = {}): ProcessStart {
  return { host: 'ws-07', name, time, ...more };
}

describe('processTree', () => {
  it('follows GUIDs whatever the order of the input', () => {
    const tree = processTree([
      start('whoami.exe', 3, { guid: '{C}', parentGuid: '{b}' }),
      start('cmd.exe', 2, { guid: '{B}', parentGuid: '{A}' }),
      start('explorer.exe', 1, { guid: '{A}' }),
    ]);
    expect(shape(tree)).toEqual([['explorer.exe', ['cmd.exe', 'whoami.exe']]]);
  });

  it('takes the last process that had the id before', () => {
    const tree = processTree([
      start('cmd.exe', 1, { pid: '10' }),
      start('cmd.exe', 100, { pid: '10' }),
      start('net.exe', 50, { pid: '11', parentPid: '10' }),
      start('whoami.exe', 150, { pid: '12', parentPid: '10' }),
    ]);
    expect(shape(tree)).toEqual([
      ['cmd.exe', 'net.exe'],
      ['cmd.exe', 'whoami.exe'],
    ]);
  });

  it('does not take a process of another name for the parent', () => {
    const tree = processTree([
      start('notepad.exe', 1, { pid: '10' }),
      start('net.exe', 50, { pid: '11', parentPid: '10', parentName: 'CMD.EXE' }),
    ]);
    expect(shape(tree)).toEqual(['notepad.exe', ['(CMD.EXE)', 'net.exe']]);
  });

  it('does not take a process with another GUID for the parent', () => {
    const tree = processTree([
      start('cmd.exe', 1, { pid: '10', guid: '{A}' }),
      start('net.exe', 50, { pid: '11', parentPid: '10', parentGuid: '{B}', parentName: 'cmd.exe' }),
    ]);
    expect(shape(tree)).toEqual(['cmd.exe', ['(cmd.exe)', 'net.exe']]);
  });

  it('makes one stub for the children of a parent that no event tells of', () => {
    const parent = { parentPid: '4', parentName: 'System', parentCommandLine: 'System' };
    const tree = processTree([start('a.exe', 1, parent), start('b.exe', 2, parent), start('c.exe', 3)]);
    expect(shape(tree)).toEqual([['(System)', 'a.exe', 'b.exe'], 'c.exe']);
    expect(tree[0]?.process).toEqual({
      time: null,
      host: 'ws-07',
      name: 'System',
      pid: '4',
      commandLine: 'System',
    });
  });

  it('knows a parent by its name where no event has process ids', () => {
    expect(shape(processTree([start('a.exe', 1, { parentName: 'b.exe' })]))).toEqual([['(b.exe)', 'a.exe']]);
  });

  it('keeps computers apart', () => {
    const tree = processTree([
      start('cmd.exe', 1, { host: 'b', pid: '10' }),
      start('net.exe', 2, { host: 'a', pid: '11', parentPid: '10', parentName: 'cmd.exe' }),
    ]);
    expect(shape(tree)).toEqual([['(cmd.exe)', 'net.exe'], 'cmd.exe']);
  });

  it('opens a chain that comes back to itself, and a process that is its own parent', () => {
    const tree = processTree([
      start('a.exe', 1, { guid: '{A}', parentGuid: '{C}' }),
      start('b.exe', 2, { guid: '{B}', parentGuid: '{A}' }),
      start('c.exe', 3, { guid: '{C}', parentGuid: '{B}' }),
      start('d.exe', 4, { guid: '{D}', parentGuid: '{D}' }),
      start('e.exe', 5, { pid: '5', parentPid: '5' }),
    ]);
    expect(shape(tree)).toEqual([['a.exe', ['b.exe', 'c.exe']], 'd.exe', 'e.exe']);
  });

  it('joins what two sensors tell of one start', () => {
    const mark = { detection: 'D', severity: 'high' as const };
    const tree = processTree([
      start('cmd.exe', 10, { pid: '10', guid: '{A}', commandLine: 'cmd /c dir' }),
      start('CMD.EXE', 10.5, { pid: '10', user: 'kim', marks: [mark] }),
      start('cmd.exe', 10, { pid: '10', guid: '{A}', marks: [mark] }),
      start('cmd.exe', 11, { pid: '10', guid: '{B}' }),
    ]);
    expect(tree.map(({ process }) => process)).toEqual([
      {
        host: 'ws-07',
        name: 'cmd.exe',
        time: 10,
        pid: '10',
        guid: '{A}',
        commandLine: 'cmd /c dir',
        user: 'kim',
        marks: [mark],
      },
      { host: 'ws-07', name: 'cmd.exe', time: 11, pid: '10', guid: '{B}' },
    ]);
  });

  it('holds a chain of fifty thousand', () => {
    const chain = Array.from({ length: 50_000 }, (_, at) =>
      start('p.exe', at, { pid: String(at + 1), parentPid: String(at) }),
    );
    const [root] = processTree(chain);
    let depth = 0;
    for (let at: ProcessNode | undefined = root; at !== undefined; at = at.children[0]) depth++;
    expect(depth).toBe(50_001);
  });

  it('is empty for no processes', () => {
    expect(processTree([])).toEqual([]);
  });
});
