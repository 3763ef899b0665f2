import path from 'node:path';
import type { Content, Detection } from '../../content/index.ts';
import { loadContent } from '../load-content.ts';

/** One version of detections, and what their searches use. */
export interface Side {
  readonly content: Content;
  /** Those of the path alone. */
  readonly detections: readonly Detection[];
  /** How a detection is found by its file: below the path, or the name of the file where that is the path. */
  readonly fileOf: (detection: Detection) => string;
}

/**
 * Loads a side.
 *
 * @param support macros and lookups that lie beneath it
 * @throws Problem CT001 for a path that does not exist
 */
export async function loadSide(given: string, support: readonly string[]): Promise<Side> {
  const own = await loadContent([given]);
  const content = support.length === 0 ? own : await loadContent([...support, given]);
  const relative = new Map(own.files.map((one) => [one.file, one.relative]));
  return {
    content: { ...content, problems: own.problems },
    detections: own.detections,
    fileOf: ({ file }) => (file === given ? path.basename(file) : (relative.get(file) ?? file)),
  };
}

/** A detection of one side or of both. */
export interface Pair {
  readonly old?: Detection;
  readonly new?: Detection;
}

/** The detections of both sides: those of the same id belong together, else those of the same name, else of the same file. */
export function pairsOf(old: Side, current: Side): readonly Pair[] {
  const left = new Set(old.detections);
  const partners = new Map<Detection, Detection>();
  const keys: readonly ((side: Side, detection: Detection) => string | undefined)[] = [
    (_, { id }) => id,
    (_, { name }) => name,
    (side, detection) => side.fileOf(detection),
  ];
  for (const keyOf of keys) {
    const byKey = new Map([...left].map((one) => [keyOf(old, one), one]));
    for (const one of current.detections) {
      const key = keyOf(current, one);
      const partner = key === undefined || partners.has(one) ? undefined : byKey.get(key);
      if (partner === undefined || !left.delete(partner)) continue;
      partners.set(one, partner);
    }
  }
  const [only, ...others] = current.detections;
  const [last] = left;
  // Two files that were named are two versions, whatever they are called.
  if (only !== undefined && others.length === 0 && left.size === 1 && last !== undefined && !partners.has(only)) {
    return [{ old: last, new: only }];
  }
  const pairs = current.detections.map((one): Pair => {
    const partner = partners.get(one);
    return partner === undefined ? { new: one } : { old: partner, new: one };
  });
  return [...pairs, ...[...left].map((one): Pair => ({ old: one }))].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** As the new side calls it, where there is one. */
export function nameOf(pair: Pair): string {
  return (pair.new ?? pair.old)?.name ?? '';
}
