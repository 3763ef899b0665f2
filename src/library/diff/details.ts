import type { Detection } from '../../content/index.ts';
import type { DetailChange } from './result.ts';

/** What two versions of a detection say of themselves otherwise. Their searches are compared by what they find. */
export function detailChanges(old: Detection, current: Detection): readonly DetailChange[] {
  const [before, after] = [detailsOf(old), detailsOf(current)];
  return [...before.keys()].flatMap((field) => {
    const [one, other] = [before.get(field) ?? null, after.get(field) ?? null];
    return one === other ? [] : [{ field, old: one, new: other }];
  });
}

function detailsOf(detection: Detection): ReadonlyMap<string, string | number | null> {
  const { risk } = detection;
  const objects = risk.riskObjects.map(({ field, type, score }) => `${field} (${type}) ${score}`);
  const threats = risk.threatObjects.map(({ field, type }) => `${field} (${type})`);
  return new Map<string, string | number | null>([
    ['name', detection.name],
    ['version', detection.version ?? null],
    ['type', detection.type],
    ['status', detection.status],
    ['severity', risk.severity],
    ['risk score', risk.score],
    ['risk objects', listOf(objects)],
    ['threat objects', listOf(threats)],
    ['message', textOf(risk.message)],
    ['techniques', listOf(detection.mitreAttackIds)],
    ['stories', listOf(detection.analyticStories)],
  ]);
}

/** The order of a list says nothing. */
function listOf(texts: readonly string[]): string | null {
  return textOf([...texts].sort().join(', '));
}

function textOf(text: string): string | null {
  return text === '' ? null : text;
}
