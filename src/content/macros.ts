import path from 'node:path';
import type { Content, Detection, Macro } from './content.ts';

/** What Splunk finds a macro by: its name, with the number of its arguments where it takes some. */
export function macroKey(macro: Pick<Macro, 'name' | 'arguments'>): string {
  return keyOf(macro.name, macro.arguments.length);
}

function keyOf(name: string, argumentCount: number): string {
  return argumentCount === 0 ? name : `${name}(${argumentCount})`;
}

/**
 * Finds the macros of the content for the language. Every detection has the filter macro that its search ends with,
 * which lets all results through until the content defines it.
 */
export function macroLookup(
  content: Pick<Content, 'macros' | 'detections'>,
): (name: string, argumentCount: number) => Macro | undefined {
  const macros = new Map<string, Macro>();
  for (const detection of content.detections) {
    for (const name of filterNames(detection)) macros.set(name, filterMacro(name));
  }
  for (const macro of content.macros) macros.set(macroKey(macro), macro);
  return (name, argumentCount) => macros.get(keyOf(name, argumentCount));
}

/**
 * The names of the filter macro of a detection: from its name as the publisher forms file names, and from the file's
 * own stem, should they differ.
 */
export function filterNames({ name, file }: Pick<Detection, 'name' | 'file'>): string[] {
  const stem = path.basename(file, path.extname(file));
  return [`${name.replace(/[ \-./]/g, '_').toLowerCase()}_filter`, `${stem}_filter`];
}

function filterMacro(name: string): Macro {
  return { name, arguments: [], definition: 'search *', isEval: false, description: 'Lets every result through.' };
}
