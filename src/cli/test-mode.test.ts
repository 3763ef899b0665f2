import { describe, expect, test } from 'vitest';
import { type SelectionOptions, selectionOf } from './test-mode.ts';

// Where the tests run lies no repository of content: there is neither contentctl.yml nor a folder of detections.
describe('what is tested', () => {
  test.each<[string, readonly string[], SelectionOptions, unknown]>([
    ['nothing said', [], {}, { mode: 'All', paths: [] }],
    ['paths', ['a.yml'], {}, { mode: 'Selected', paths: ['a.yml'] }],
    [
      'a commit',
      [],
      { changedSince: 'main', content: ['c'] },
      { mode: 'Changes', paths: [], changedSince: 'main', content: ['c'] },
    ],
    ['mode:all of a folder', ['mode:all', 'd'], {}, { mode: 'All', paths: ['d'] }],
    [
      'mode:changes',
      ['mode:changes', 'd'],
      { 'mode.targetBranch': 'b' },
      { mode: 'Changes', paths: ['d'], changedSince: 'b' },
    ],
    [
      '--mode changes',
      ['d'],
      { mode: 'changes', targetBranch: 'b' },
      { mode: 'Changes', paths: ['d'], changedSince: 'b' },
    ],
    ['mode:selected', ['mode:selected'], { 'mode.files': ['a', 'b'] }, { mode: 'Selected', paths: ['a', 'b'] }],
    ['the same twice', ['mode:all', 'd'], { mode: 'all' }, { mode: 'All', paths: ['d'] }],
  ])('%s', (_name, paths, options, expected) => {
    expect(selectionOf(paths, options)).toEqual(expected);
  });

  test.each<[readonly string[], SelectionOptions, string, string]>([
    [['mode:change'], {}, 'there is no mode "change"', 'did you mean mode:changes?'],
    [['mode:all'], { mode: 'changes' }, 'mode:all and --mode changes contradict each other', 'leave out one of them'],
    [['mode:changes', 'd'], {}, 'mode changes needs a commit to compare with', 'name one: --target-branch main'],
    [['d'], { changedSince: 'a', targetBranch: 'b' }, 'changes since a and since b are asked for', 'name one of them'],
    [['mode:all', 'd'], { targetBranch: 'b' }, 'mode all looks at no changes', 'leave out b, or choose mode changes'],
    [['mode:selected'], {}, 'mode selected needs files', 'name detections: --mode.files detections/endpoint/one.yml'],
    [
      ['mode:changes'],
      { targetBranch: 'b' },
      'there is no repository in this folder',
      'name detections, or a repository of them with --content',
    ],
  ])('%j %j is refused', (paths, options, message, hint) => {
    expect(() => selectionOf(paths, options)).toThrow(
      expect.objectContaining({ code: 'CLI001', message, details: { hint } }),
    );
  });
});
