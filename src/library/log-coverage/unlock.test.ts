import { expect, test } from 'vitest';
import type { Detection } from '../../content/index.ts';
import type { CoverageState, DetectionCoverage, MissingThing } from './result.ts';
import { fieldsOf, unlocksOf } from './unlock.ts';

function lacking(state: CoverageState, kind: MissingThing['kind'], ...names: readonly string[]): DetectionCoverage {
  return { detection: {} as Detection, state, missing: names.map((name) => ({ kind, name })) };
}

test('what lets most detections run comes first; of a blind one any source will do', () => {
  const detections = [
    lacking('blind', 'source', 'Web.Web'),
    lacking('blind', 'source', 'Web.Web', 'cloudtrail'),
    lacking('blind', 'source', 'cloudtrail'),
    lacking('blind', 'source', 'cloudtrail'),
    lacking('failed', 'macro', 'unknown_macro'),
    lacking('failed', 'content', 'a search that is wrong'),
    lacking('runnable', 'source'),
  ];
  expect(unlocksOf(detections)).toEqual([
    { kind: 'source', name: 'cloudtrail', alone: 3, together: 3, missedBy: 3 },
    { kind: 'macro', name: 'unknown_macro', alone: 1, together: 4, missedBy: 1 },
    { kind: 'source', name: 'Web.Web', alone: 2, together: 5, missedBy: 2 },
  ]);
});

test('a detection that lacks several fields is whole with the last of them', () => {
  const detections = [
    lacking('partly', 'field', 'events.a', 'events.b'),
    lacking('partly', 'field', 'events.b'),
    lacking('blind', 'source', 'Web.Web'),
  ];
  expect(fieldsOf(detections)).toEqual([
    { kind: 'field', name: 'events.b', alone: 1, together: 1, missedBy: 2 },
    { kind: 'field', name: 'events.a', alone: 0, together: 2, missedBy: 1 },
  ]);
});
