import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { CHECKS } from '../../src/library/checks/index.ts';
import { validate } from '../../src/library/index.ts';
import type { ErrorCode } from '../../src/shared/codes.ts';
import { type CheckExample, checkExamples, fileOf } from './example.ts';
import { NOT_SHOWN } from './not-shown.ts';
import { writeExample } from './repository.ts';

const EXAMPLES = checkExamples();

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

/** Every finding of one side of an example, in every file. */
async function findingsOf(example: CheckExample, side: 'bad' | 'good') {
  const { root, placeInFile } = writeExample(example, side);
  roots.push(root);
  const { files } = await validate({ paths: [root] });
  const findings = files.flatMap(({ file, errors }) =>
    errors.map(({ code, severity, message, line, column, hint }) => {
      const at = line === null ? 'file' : `${line}:${column}`;
      return { file, code, severity, message: message.replaceAll(`${root}/`, ''), at, hint };
    }),
  );
  return { findings, placeInFile };
}

describe.each([...EXAMPLES])('%s', (name, examples) => {
  const check = CHECKS.find((one) => one.name === name);

  test.each(examples.map((one) => [`${one.code}: ${one.says}`, one] as const))('%s', async (_, example) => {
    const { findings, placeInFile } = await findingsOf(example, 'bad');
    const places = typeof example.at === 'string' ? [example.at] : example.at;
    const expected = places.map((place) => {
      const at = place === 'file' || example.in !== undefined ? place : placeInFile(place);
      const { code, message } = example;
      return { file: example.in ?? fileOf(example), code, severity: check?.severity, message, at };
    });
    const own = findings.filter(({ code }) => example.also?.includes(code) !== true);
    expect([...new Set(findings.map(({ code }) => code))].filter((code) => code !== example.code)).toEqual(
      example.also ?? [],
    );
    const found = own.map(({ hint: _hint, ...one }, index) => {
      const isLineAlone = expected[index]?.at.includes(':') === false && one.at !== 'file';
      return { ...one, at: isLineAlone ? (one.at.split(':')[0] ?? '') : one.at };
    });
    expect(found).toEqual(expected);
    expect(findings.filter(({ hint }) => hint === null)).toEqual([]);
    expect((await findingsOf(example, 'good')).findings).toEqual([]);
  });
});

describe('examples', () => {
  test('are there for every check and every code, but for those listed with their reason', () => {
    const shown = [...EXAMPLES].flatMap(([name, examples]) => examples.map(({ code }) => `${name} ${code}`));
    const isMissing = (name: string, code: ErrorCode): boolean =>
      !shown.includes(`${name} ${code}`) && NOT_SHOWN[code] === undefined;
    const missing = CHECKS.flatMap(({ name, codes }) => codes.filter((code) => isMissing(name, code)));
    expect(missing).toEqual([]);
  });

  test('belong to a check that has their code', () => {
    for (const [name, examples] of EXAMPLES) {
      const codes = CHECKS.find((check) => check.name === name)?.codes;
      for (const { code } of examples) expect(codes, `${name}.yaml`).toContain(code);
    }
  });

  test('show what is listed as not shown no more', () => {
    const shown = new Set([...EXAMPLES.values()].flat().map(({ code }) => code));
    expect(Object.keys(NOT_SHOWN).filter((code) => shown.has(code as ErrorCode))).toEqual([]);
  });
});
