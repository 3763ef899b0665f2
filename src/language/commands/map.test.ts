import { expect, test } from 'vitest';
import { parse } from '../parse/parse.ts';
import { openEnvironment } from '../plan/open.ts';
import { plan } from '../plan/plan.ts';

test('ahead of the data a value of a result may be a time', async () => {
  const search = parse('| makeresults | eval t=5 | map search="search a=$t$ earliest=$t$ | head $t$"');
  await expect(plan(search, openEnvironment())).resolves.toBeDefined();
});

test('ahead of the data what is wrong with the search is told, with whatever value', async () => {
  const search = parse('| makeresults | eval t=5 | map search="search a=$t$ | statz count"');
  await expect(plan(search, openEnvironment())).rejects.toMatchObject({ code: 'SPL104' });
});
