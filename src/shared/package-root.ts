import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package, from its sources as from what they are built to: the nearest one above with its manifest. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('karst is not in its package');
    folder = parent;
  }
  return folder;
}

/** Its version, as its manifest says. */
export function karstVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

/** What the build is made of, hashed. Undefined when karst is run from its sources, which may change at any time. */
export function buildHash(): string | undefined {
  return typeof KARST_BUILD === 'string' ? KARST_BUILD : undefined;
}

/** The build puts the hash in this place. */
declare const KARST_BUILD: unknown;
