import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { CommandCase } from '../commands/case.ts';

/** A case of a function, which its example names. */
export type FunctionCase = Omit<CommandCase, 'name' | 'example'> & { readonly example: string };

/** The cases of the eval functions, or of the stats functions, by the name of the function. */
export function functionCases(language: 'eval' | 'stats'): ReadonlyMap<string, readonly FunctionCase[]> {
  const folder = path.join(import.meta.dirname, language);
  const entries = readdirSync(folder).flatMap((file) => {
    const document: unknown = parseYaml(readFileSync(path.join(folder, file), 'utf8'));
    return Object.entries(document as Readonly<Record<string, readonly FunctionCase[]>>);
  });
  return new Map(entries);
}
