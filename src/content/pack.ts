import path from 'node:path';
import { packageRoot } from '../shared/package-root.ts';

/** The folder of the content that comes with karst. */
export function builtInContentPath(): string {
  return path.join(packageRoot(), 'content');
}

/** A file of the built-in content as it is shown: the same wherever karst is installed. */
export function builtInFileName(file: string): string {
  const inside = path.relative(packageRoot(), file);
  return `karst/${inside.split(path.sep).join('/')}`;
}
