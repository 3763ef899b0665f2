import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the content that comes with karst: `content/` of the package, seen from src/ as from dist/. */
export function builtInContentPath(): string {
  return path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'content');
}

/** A file of the built-in content as it is shown: the same wherever karst is installed. */
export function builtInFileName(file: string): string {
  const inside = path.relative(path.dirname(builtInContentPath()), file);
  return `karst/${inside.split(path.sep).join('/')}`;
}
