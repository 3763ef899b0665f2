import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { contentVariants } from './detections.ts';
import { CONTENT } from './set.ts';

/** The kinds of content that detections need beside them. */
const BESIDE = ['macros', 'lookups', 'baselines', 'stories'];

/** How many detections the published content has. */
export function publishedDetections(): number {
  return detectionFiles().length;
}

/** A content of so many of the published detections, taken at even distances, with all that they need. */
export async function someDetections(folder: string, count: number): Promise<string> {
  const to = path.join(folder, `content-${count}`);
  for (const kind of BESIDE) await cp(path.join(CONTENT, kind), path.join(to, kind), { recursive: true });
  await mkdir(path.join(to, 'detections'), { recursive: true });
  const files = detectionFiles();
  for (let at = 0; at < count; at++) {
    const file = files[Math.floor(((at + 0.5) * files.length) / count)] ?? '';
    cpSync(path.join(CONTENT, 'detections', file), path.join(to, 'detections', path.basename(file)));
  }
  return to;
}

/** Variants of all published detections, to be loaded beside them. */
export async function variantsOfAll(folder: string, perDetection: number): Promise<string> {
  const to = path.join(folder, `variants-${perDetection}`, 'detections');
  mkdirSync(to, { recursive: true });
  for await (const { fileName, text } of contentVariants(CONTENT, perDetection)) {
    writeFileSync(path.join(to, fileName), text);
  }
  return path.dirname(to);
}

function detectionFiles(): readonly string[] {
  const names = readdirSync(path.join(CONTENT, 'detections'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.yml')).sort();
}
