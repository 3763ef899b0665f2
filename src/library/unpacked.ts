import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unzip } from '../inputs/index.ts';
import { Problem } from '../shared/problem.ts';
import { writeFailure } from '../shared/write-failure.ts';
import { cacheFolder } from './cache-folder.ts';

/** What archives of content may hold. A repository of 2,000 detections has 20 MB. */
export interface UnpackLimits {
  readonly files: number;
  readonly bytes: number;
}

const LIMITS: UnpackLimits = { files: 50_000, bytes: 512 * 2 ** 20 };

/**
 * The paths of content with a folder in the place of each zip archive: its YAML files, rows of lookups and models are
 * put into the user's folder of caches, under the hash of the archive, once.
 *
 * @throws Problem CT031 for an archive that is damaged, holds too much, or finds no room there; CT001 for one that cannot be read.
 */
export async function unpacked(
  paths: readonly string[],
  folder: string = path.join(cacheFolder(process.env), 'content'),
  limits: UnpackLimits = LIMITS,
): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const one of paths) folders.push((await isZip(one)) ? await unpack(one, folder, limits) : one);
  return folders;
}

/** Told by its name: content is never read from a file of another one. */
async function isZip(file: string): Promise<boolean> {
  if (!/\.zip$/i.test(file)) return false;
  const stats = await stat(file).catch(() => undefined); // who loads the content says that it is not there
  return stats?.isFile() ?? false;
}

async function unpack(archive: string, folder: string, limits: UnpackLimits): Promise<string> {
  const target = path.join(folder, (await hashOf(archive)).slice(0, 16));
  if (await exists(target)) return target;
  let draft: string | undefined;
  try {
    await mkdir(folder, { recursive: true });
    // Two runs at once: whoever is first gives the folder its name.
    draft = await mkdtemp(path.join(folder, '.unpacking-'));
    await writeMembers(archive, draft, limits);
    await rename(draft, target).catch(async (error: unknown) => {
      if (!(await exists(target))) throw error;
    });
    return target;
  } catch (cause) {
    throw cause instanceof Problem ? cause : refused(archive, `${folder} takes no files: ${writeFailure(cause)}`);
  } finally {
    if (draft !== undefined) await rm(draft, { recursive: true, force: true });
  }
}

async function writeMembers(archive: string, folder: string, limits: UnpackLimits): Promise<void> {
  let files = 0;
  let bytes = 0;
  for await (const member of membersOf(archive)) {
    if (member.kind !== 'file') throw refused(archive, `${member.name}: ${member.message}`);
    if (!/\.(?:ya?ml|csv|mlmodel)$/i.test(member.name)) continue;
    const parts: Uint8Array[] = [];
    for await (const part of member.bytes) {
      bytes += part.length;
      if (bytes > limits.bytes) throw refused(archive, `more than ${limits.bytes} bytes of content`);
      parts.push(part);
    }
    if (++files > limits.files) throw refused(archive, `more than ${limits.files} files of content`);
    const file = path.join(folder, ...member.name.split(/[\\/]/));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, Buffer.concat(parts));
  }
  if (files === 0) throw refused(archive, 'no content is in it');
}

async function* membersOf(archive: string): ReturnType<typeof unzip> {
  try {
    yield* unzip(archive);
  } catch (error) {
    throw error instanceof Problem && error.code === 'IN005' ? refused(archive, error.message) : error;
  }
}

function refused(archive: string, reason: string): Problem {
  return new Problem('CT031', `the archive of content cannot be used: ${reason}`, {
    file: archive,
    hint: 'unpack it and name the folder',
  });
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const part of createReadStream(file)) hash.update(part as Buffer);
  } catch (cause) {
    throw new Problem('CT001', `cannot read ${file}`, { file, cause });
  }
  return hash.digest('hex');
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
