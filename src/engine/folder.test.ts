import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFolder } from './folder.ts';
import { type FolderOwner, isGone, thisProcess } from './folder-owner.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(realpathSync(tmpdir()), 'karst-folders-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** A folder as a session leaves it. */
function leave(owner: unknown, name = 'karst-Ab3dEf'): string {
  const folder = path.join(parent, name);
  mkdirSync(path.join(folder, 'spill'), { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  writeFileSync(path.join(folder, 'spill', 'duckdb_temp_storage.tmp'), 'x');
  writeFileSync(path.join(folder, 'owner.json'), typeof owner === 'string' ? owner : JSON.stringify(owner));
  return folder;
}

/** A file system that no other kernel has. Source: statfs(2), EXT4_SUPER_MAGIC. */
function isExt(folder: string): boolean {
  return statfsSync(folder).type === 0xef53;
}

/** The next run. */
async function clean(): Promise<void> {
  const folder = await openFolder(parent);
  await folder.remove();
}

/** Higher than any number that Linux gives. Source: proc_sys_kernel(5), pid_max. */
const NO_PID = 2 ** 22 + 1;
const dead = (): FolderOwner => ({ ...thisProcess(), pid: NO_PID });

describe('the folder of a session', () => {
  test('is for its user alone, and goes with it', async () => {
    const folder = await openFolder(parent);
    if (process.platform !== 'win32') expect(lstatSync(folder.path).mode & 0o777).toBe(0o700);
    writeFileSync(folder.newFile('.jsonl'), '{}');
    await folder.remove();
    await folder.remove();
    expect(readdirSync(parent)).toEqual([]);
  });

  test.skipIf(process.getuid?.() === 0)('is a problem where it cannot be made', async () => {
    chmodSync(parent, 0o500);
    await expect(openFolder(parent)).rejects.toMatchObject({ code: 'EN004' });
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)('stays after %s, and goes at the next run', async (signal) => {
    const script = `const { openFolder } = await import(${JSON.stringify(path.join(import.meta.dirname, 'folder.ts'))});
      await openFolder(${JSON.stringify(parent)});
      process.stdout.write('open');
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    await once(child.stdout, 'data');
    const [name = ''] = readdirSync(parent);
    await clean();
    expect(readdirSync(parent)).toEqual([name]);

    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
    expect(readdirSync(parent)).toEqual([name]);
    await clean();
    expect(readdirSync(parent)).toEqual([]);
  });

  test('runs that clean at the same time do not disturb each other', async () => {
    for (let at = 0; at < 20; at++) leave(dead(), `karst-Left${String(at).padStart(2, '0')}`);
    const folders = await Promise.all(Array.from({ length: 8 }, () => openFolder(parent)));
    expect(readdirSync(parent).sort()).toEqual(folders.map((folder) => path.basename(folder.path)).sort());
    for (const folder of folders) await folder.remove();
  });
});

describe('what is not certainly left over', () => {
  test.each([
    ['without a marker', () => rmSync(path.join(leave(dead()), 'owner.json'))],
    ['with half a marker', () => leave(JSON.stringify(dead()).slice(0, -5))],
    ['with a marker of another kind', () => leave({ pid: NO_PID, host: 'here' })],
    ['of a group of processes', () => leave({ ...dead(), pid: -NO_PID })],
    ['of a process that lives', () => leave(thisProcess())],
    ['of another machine', () => leave({ ...dead(), machine: 'another' })],
    ['of another name', () => leave(dead(), 'karst-my-results')],
  ])('stays: a folder %s', async (_what, make) => {
    make();
    const before = readdirSync(parent, { recursive: true });
    await clean();
    expect(readdirSync(parent, { recursive: true })).toEqual(before);
  });

  describe.skipIf(process.platform === 'win32')('for the rights of others', () => {
    test.each([
      ['a folder that others may look into', () => chmodSync(leave(dead()), 0o755)],
      ['a folder in a place where others can swap it', () => chmodSync(path.dirname(leave(dead())), 0o777)],
      ['a link to a folder', () => symlinkSync(leave(dead(), 'elsewhere'), path.join(parent, 'karst-Ab3dEf'))],
      [
        'a folder whose marker is a link',
        () => {
          const marker = path.join(leave(dead()), 'owner.json');
          rmSync(marker);
          writeFileSync(path.join(parent, 'marker'), JSON.stringify(dead()));
          symlinkSync(path.join(parent, 'marker'), marker);
        },
      ],
    ])('stays: %s', async (_what, make) => {
      make();
      const before = readdirSync(parent, { recursive: true });
      await clean();
      expect(readdirSync(parent, { recursive: true })).toEqual(before);
    });

    test('links inside a folder are removed, and what they lead to is not', async () => {
      const outside = path.join(parent, 'precious');
      mkdirSync(outside);
      writeFileSync(path.join(outside, 'file'), 'x');
      symlinkSync(outside, path.join(leave(dead()), 'link'));
      await clean();
      expect(readdirSync(parent, { recursive: true }).sort()).toEqual(['precious', path.join('precious', 'file')]);
    });

    test('in a place like /tmp leftovers go', async () => {
      const folder = leave(dead());
      chmodSync(parent, 0o1777);
      await clean();
      expect(existsSync(folder)).toBe(false);
    });
  });
});

describe.skipIf(process.platform !== 'linux')('whether the owner of a folder is gone', () => {
  const here = thisProcess();
  const outermost = { ...here, namespaces: 'pid:[4026531836] time:[4026531834]' };
  test.each([
    ['this process', here, false],
    ['one that had its number before', { ...here, started: '1' }, true],
    ['one whose start is not known', { ...here, started: '' }, false],
    ['one of a container, whatever its number', { ...here, pid: NO_PID, namespaces: 'pid:[1] time:[1]' }, false],
    ['one of another boot, in a container', { ...here, boot: 'before', namespaces: 'pid:[1] time:[1]' }, false],
    ['one of a system that tells no boot', { ...outermost, boot: '' }, false],
  ])('%s: %j', async (_what, owner, expected) => {
    expect(await isGone(owner, parent)).toBe(expected);
  });

  const canTell = here.boot !== '' && here.namespaces.startsWith('pid:[4026531836]') && isExt(tmpdir());
  test.runIf(canTell)('one of another boot, on a disk of this machine', async () => {
    expect(await isGone({ ...outermost, boot: 'before' }, parent)).toBe(true);
  });

  test('one of another boot, on a file system of memory or of a network', async () => {
    expect(await isGone({ ...outermost, boot: 'before' }, '/proc')).toBe(false);
  });
});
