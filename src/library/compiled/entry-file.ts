import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sweep } from './sweep.ts';

/** Where what can be made again is kept, and what it was made by. */
export interface EntryOptions {
  readonly folder: string;
  /** The build of karst: what another one made is not used. */
  readonly build: string;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** UTF-16 code units of all entries that a run did not ask for. Default: those of ten thousand other detections. */
  readonly maxIdleLength?: number;
}

/**
 * JSON values by key in one file, which any number of runs may use at once: a file is replaced whole, and one that is
 * damaged, of another build or not to be read is as good as none. Nothing about it is ever an error.
 */
export interface EntryFile {
  /** The text of a value; undefined where there is none. */
  get(key: string): string | undefined;
  put(key: string, json: string): void;
  /** Writes the file where something new was put. What was not asked for lately goes. */
  save(): void;
}

/** Far beyond the entries of ten thousand detections. */
const MAX_BYTES = 256 * 2 ** 20;

const MAX_IDLE_LENGTH = 64 * 2 ** 20;

const DAY_MS = 86_400_000;

/** Days that an entry stays that is not asked for: content that was changed, searches with other options. */
const KEPT_DAYS = 7;

interface Entry {
  readonly day: number;
  readonly json: string;
}

/** @param name of the file, without its ending */
export function openEntryFile(name: string, options: EntryOptions): EntryFile {
  const { folder, build, nowMs, maxIdleLength = MAX_IDLE_LENGTH } = options;
  const file = path.join(folder, `${name}.jsonl`);
  const today = Math.floor(nowMs / DAY_MS);
  const entries = readEntries(file, build);
  const used = new Set<string>();
  let isNew = false;
  return {
    get: (key) => {
      used.add(key);
      return entries.get(key)?.json;
    },
    put: (key, json) => {
      used.add(key);
      entries.set(key, { day: today, json });
      isNew = true;
    },
    save: () => {
      if (!isNew) return;
      isNew = false;
      const all = [...entries];
      const lines = all.filter(([key]) => used.has(key)).map(([key, { json }]) => `${key} ${today} ${json}\n`);
      const others = all.filter(([key, { day }]) => !used.has(key) && day + KEPT_DAYS >= today);
      const older = others.map(([key, { day, json }]) => `${key} ${day} ${json}\n`);
      writeWhole(file, [...latest(older, maxIdleLength), ...lines].join(''), build);
      sweep(folder, nowMs);
    },
  };
}

/** The last lines, no longer than this together: searches whose time counts from now are new in every run. */
function latest(lines: readonly string[], length: number): readonly string[] {
  let [from, left] = [lines.length, length];
  while (from > 0 && (lines[from - 1]?.length ?? 0) <= left) left -= lines[--from]?.length ?? 0;
  return lines.slice(from);
}

/** The first line says what made the others, and what they were when it did. */
function readEntries(file: string, build: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const text = readWhole(file, build);
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const [, key = '', day = ''] = LINE.exec(text.slice(at, at + 128)) ?? [];
    if (end === -1 || key === '') return new Map();
    entries.set(key, { day: Number(day), json: text.slice(at + key.length + day.length + 2, end) });
    at = end + 1;
  }
  return entries;
}

const LINE = /^([\w-]{1,64}) (\d{1,8}) /;

/** What stands behind the first line; nothing where that is not what it says. */
function readWhole(file: string, build: string): string {
  try {
    if (statSync(file).size > MAX_BYTES) return '';
    const bytes = readFileSync(file);
    const end = bytes.indexOf('\n');
    const body = bytes.subarray(end + 1);
    if (end === -1 || bytes.toString('latin1', 0, end) !== headOf(body, build)) return '';
    const now = new Date();
    utimesSync(file, now, now); // the least used files go first
    return body.toString('utf8');
  } catch {
    return '';
  }
}

/** A full disk, a folder that is not ours: the next run makes it all again. */
function writeWhole(file: string, text: string, build: string): void {
  const body = Buffer.from(text);
  if (body.length > MAX_BYTES) return;
  const draft = `${file}.${randomUUID()}.part`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, Buffer.concat([Buffer.from(`${headOf(body, build)}\n`), body]), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    removeDraft(draft);
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // There is none: its folder could not be made.
  }
}

function headOf(body: Uint8Array, build: string): string {
  return `karst ${build} ${createHash('sha256').update(body).digest('hex')}`;
}
