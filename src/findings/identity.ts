import { createHash } from 'node:crypto';
import type { Finding } from './finding.ts';

/** The namespace of what karst itself names: an UUIDv5 of `urn:karst:findings`. */
export const KARST_NAMESPACE = 'c21fcff4-50fc-58c6-99ae-255de7144d5a';

/**
 * An UUID that the same name always has.
 *
 * Source: RFC 9562, 5.5. A lone surrogate of the name counts as U+FFFD.
 */
export function uuidOf(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8');
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * Gives findings ids that they have again when the same detection finds the same row, in whatever order its fields
 * stand. Equal rows of one detection are told apart by how many went before; findings come detection by detection.
 */
export function openFindingIds(): (finding: Finding) => string {
  let detection: string | undefined;
  let seen = new Map<string, number>();
  return (finding) => {
    const key = detectionKey(finding.detection);
    if (key !== detection) seen = new Map();
    detection = key;
    const content = JSON.stringify([key, Object.entries(finding.result).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const id = uuidOf(KARST_NAMESPACE, content);
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return before === 0 ? id : uuidOf(KARST_NAMESPACE, JSON.stringify([id, before]));
  };
}

/** What names a detection in other systems: its id, or its name where it has none. */
export function detectionKey({ id, name }: { readonly id?: string | null; readonly name: string }): string {
  return id ?? name;
}
