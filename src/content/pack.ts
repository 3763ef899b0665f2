import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the content that comes with karst: `content/` of the package, seen from src/ as from dist/. */
export function builtInContentPath(): string {
  return path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'content');
}
