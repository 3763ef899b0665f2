import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { COMMANDS } from '../../src/language/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { interpretSearch } from '../support/interpreter/search.ts';
import { type CommandCase, givenOf } from './case.ts';

const FOLDER = import.meta.dirname;
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));

function search(one: CommandCase) {
  return interpretSearch(givenOf(one));
}

async function problemOf(run: Promise<unknown>): Promise<Problem> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Problem) return error;
  throw error ?? new Error('no error came');
}

for (const file of FILES) {
  describe(basename(file, '.yaml'), () => {
    const cases = parseYaml(readFileSync(`${FOLDER}/${file}`, 'utf8')) as readonly CommandCase[];
    test.each(cases.filter(({ engine }) => engine !== true))('$name', async (one) => {
      if (one.error === undefined) {
        const { rows, columns } = await search(one);
        expect(rows).toEqual(one.rows);
        if (one.columns !== undefined) expect(columns).toEqual(one.columns);
        return;
      }
      const { code, message, details } = await problemOf(search(one));
      const at = details.text?.slice(details.span?.start, details.span?.end);
      const hint = one.error.hint === undefined ? {} : { hint: details.hint };
      expect({ code, text: message, at, ...hint }).toEqual(one.error);
    });
  });
}

test('every command that is run has cases', () => {
  const withCases = new Set(FILES.map((file) => basename(file, '.yaml')));
  const planned = COMMANDS.filter((command) => 'plan' in command).map(({ name }) => name);
  expect(planned.filter((name) => !withCases.has(name))).toEqual([]);
});
