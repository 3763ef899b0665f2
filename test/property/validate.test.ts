import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContentKind } from '../../src/content/index.ts';
import { rawFile } from '../../src/content/raw-file.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { formOf } from '../../src/library/checks/publisher/form.ts';
import { PUBLISHER_CHECKS } from '../../src/library/checks/publisher/index.ts';
import { knownContent } from '../../src/library/checks/publisher/known.ts';
import { printYaml } from '../../src/library/index.ts';
import { baseFiles } from '../checks/repository.ts';

const KINDS: readonly ContentKind[] = [
  'detection',
  'macro',
  'lookup',
  'story',
  'baseline',
  'data_source',
  'deployment',
  'dashboard',
];

/** Runs every check on a file of any text. */
function findingsOf(kind: ContentKind, text: string) {
  const file = `none/${kind}.yml`;
  const raw = rawFile(parseYaml(text, file));
  const one = { file, relative: file, kind, loading: [], trial: undefined, form: formOf(kind, raw) };
  const known = knownContent({ files: [one], around: [], support: [], today: '2026-02-03' });
  return PUBLISHER_CHECKS.flatMap((check) => [...check.find(one, known), ...(check.findAcross?.([one], known) ?? [])]);
}

/** The keys that files have, so that values stand where checks look for them. */
const KEYS = [
  ...new Set(
    [...baseFiles().values()].flatMap((text) => [...text.matchAll(/^[\s-]*([a-z_]+):/gm)].map(([, key = '']) => key)),
  ),
];

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'production',
      'TTP',
      'Anomaly',
      'Hunting',
      'kvstore',
      'csv',
      '2026-01-01',
      '$a$ $',
      '````',
      '',
      ' x ',
    ),
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('any'), { maxKeys: 8 }),
  ),
})).any;

test('whatever a file says, checks find something or nothing, at a place in it', () => {
  const content = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 20 });
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), content, (kind, data) => {
      const text = printYaml(data);
      for (const { details } of findingsOf(kind, text)) {
        const { span = { start: 0, end: 0 } } = details;
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual((details.text ?? '').length);
      }
    }),
    { numRuns: 500 },
  );
});
