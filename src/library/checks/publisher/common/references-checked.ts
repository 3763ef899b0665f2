import type { ContentKind } from '../../../../content/index.ts';
import type { Check } from '../../check.ts';
import { atValue } from '../place.ts';
import { referencesOf } from '../references.ts';

/** The folders in which content of these kinds lies. */
const FOLDERS: Readonly<Partial<Record<ContentKind, string>>> = {
  story: 'stories',
  data_source: 'data_sources',
  baseline: 'baselines',
  deployment: 'deployments',
};

export const referencesChecked: Check = {
  name: 'references-checked',
  severity: 'warning',
  codes: ['CT114'],
  explanation:
    'Content names other content of a kind of which there is none: the folder was not given, or is not part of the ' +
    'repository. Whether the names are right was not checked. It is told once for each kind, at the first of the names.',
  hint: 'give the whole repository, or name it with --content',
  find: () => [],
  findAcross: (files, known) => {
    const told = new Set<ContentKind>();
    return files.flatMap(({ form }) => {
      const references = form === undefined ? [] : referencesOf(form);
      return references.flatMap(({ kind, path }) => {
        if (form === undefined || told.has(kind) || known.has(kind)) return [];
        told.add(kind);
        const noun = kind.replace('_', ' ');
        const message = `names of ${FOLDERS[kind] ?? noun} were not checked: there is no ${noun}`;
        return [atValue(form, 'CT114', message, path)];
      });
    });
  },
};
