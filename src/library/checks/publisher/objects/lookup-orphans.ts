import path from 'node:path';
import { filesBeside } from '../../../../content/index.ts';
import { Problem } from '../../../../shared/problem.ts';
import type { Check, CheckedFile } from '../../check.ts';
import { rowsFileOf } from './lookup-file.ts';

export const lookupOrphans: Check = {
  name: 'lookup-orphans',
  severity: 'error',
  codes: ['CT303'],
  explanation:
    'A file lies beside the lookups that no lookup has for its rows. It goes nowhere, and the lookup that it was meant for ' +
    'has other rows, or none. The publisher refuses such files since version 5.',
  hint: 'write a lookup of that name, or take the file away',
  find: () => [],
  findAcross: (files) => {
    const lookups = files.filter(({ form }) => form?.kind === 'lookup');
    const named = new Set(lookups.flatMap(({ form }) => (form === undefined ? [] : [rowsFileOf(form)])));
    return foldersOf(lookups)
      .flatMap(filesBeside)
      .filter((file) => !/\.ya?ml$/i.test(file) && !named.has(file))
      .map((file) => new Problem('CT303', `no lookup has the file ${path.basename(file)}`, { file }));
  },
};

/**
 * Folders of lookups that were looked at whole. Those of version 4 name their files, and may share and keep them as they
 * like.
 */
function foldersOf(lookups: readonly CheckedFile[]): readonly string[] {
  const whole = lookups.filter(({ file, relative }) => file !== relative);
  const newer = whole.filter(({ form }) => form?.generation !== 'v4');
  return [...new Set(newer.map(({ file }) => path.dirname(file)))];
}
