import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Problem } from '../shared/problem.ts';
import { modelNameOf, readModelFile } from './model-file.ts';
import { readNumpyList } from './numpy.ts';

const FOLDER = mkdtempSync(path.join(tmpdir(), 'karst-models-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** A list of doubles as NumPy saves it, format 1. */
function numpy(
  numbers: readonly number[],
  header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${numbers.length},), }`,
) {
  const text = `${header.padEnd(117)}\n`;
  const bytes = Buffer.alloc(10 + text.length + 8 * numbers.length);
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(text.length, 8);
  bytes.write(text, 10, 'latin1');
  for (const [index, number] of numbers.entries()) bytes.writeDoubleLE(number, 10 + text.length + 8 * index);
  return bytes;
}

function state(coefficients: Buffer, columns: readonly string[] = ['x', 'z']) {
  const coef = { __mlspl_type: ['numpy', 'ndarray'], npy: coefficients.toString('base64') };
  const estimator = { __mlspl_type: ['sklearn', 'LinearRegression'], dict: { intercept_: 1.5, coef_: coef } };
  return { __mlspl_type: ['algos', 'LinearRegression'], dict: { estimator, columns, target_variable: 'y' } };
}

let files = 0;
function modelFile(model: unknown, algorithm = 'LinearRegression'): string {
  const file = path.join(FOLDER, `__mlspl_${files++}.mlmodel`);
  const json = typeof model === 'string' ? model : JSON.stringify(model);
  writeFileSync(file, `algo,model,options\n${algorithm},"${json.replaceAll('"', '""')}",{}\n`);
  return file;
}

test('a LinearRegression', async () => {
  expect(await readModelFile(modelFile(state(numpy([2, -0.25]))))).toEqual({
    algorithm: 'LinearRegression',
    target: 'y',
    features: ['x', 'z'],
    coefficients: [2, -0.25],
    intercept: 1.5,
  });
});

test('another algorithm is known by its name alone', async () => {
  expect(await readModelFile(modelFile('anything', 'MLTKContainer'))).toEqual({
    algorithm: 'other',
    name: 'MLTKContainer',
  });
});

test.each([
  ['JSON that is none', '{', 'the model is not valid JSON'],
  ['the state of something else', { dict: {} }, 'not the state of a LinearRegression'],
  ['no fields', state(numpy([]), []), 'not the state of a LinearRegression'],
  ['too few coefficients', state(numpy([2])), '1 coefficients for 2 fields'],
  ['a coefficient that is no number', state(numpy([2, Number.NaN])), 'a coefficient is not finite'],
  ['bytes that are no list', state(Buffer.from('pickle')), 'the coefficients are no list of doubles'],
])('%s is CT003', async (_, model, reason) => {
  const problem = await readModelFile(modelFile(model)).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ code: 'CT003', message: `cannot read the model: ${reason}` });
});

test('a file without rows is CT003, one that does not exist CT001', async () => {
  const file = path.join(FOLDER, 'empty.mlmodel');
  writeFileSync(file, 'algo,model,options\n');
  await expect(readModelFile(file)).rejects.toMatchObject({ code: 'CT003' });
  await expect(readModelFile(path.join(FOLDER, 'none.mlmodel'))).rejects.toMatchObject({ code: 'CT001' });
});

describe('a NumPy list', () => {
  test('holds doubles', () => {
    expect(readNumpyList(numpy([1, -2.5, 1e300]))).toEqual([1, -2.5, 1e300]);
    expect(readNumpyList(numpy([]))).toEqual([]);
  });

  test.each([
    ['cut off', numpy([1, 2]).subarray(0, -1)],
    ['with more than it says', Buffer.concat([numpy([1]), Buffer.alloc(8)])],
    ['of other numbers', numpy([1], "{'descr': '<f4', 'shape': (1,)}")],
    ['of Python objects', numpy([1], "{'descr': '|O', 'shape': (1,)}")],
    ['of two dimensions', numpy([1, 2], "{'descr': '<f8', 'shape': (1, 2)}")],
    ['that says it has a billion', numpy([1], "{'descr': '<f8', 'shape': (999999999,)}")],
    ['with a header that is longer than all of it', Buffer.from('\x93NUMPY\x01\x00\xff\xff{}', 'latin1')],
    ['of a format to come', Buffer.from('\x93NUMPY\x09\x00\x00\x00{}', 'latin1')],
    ['that is empty', Buffer.alloc(0)],
  ])('%s is none', (_, bytes) => {
    expect(readNumpyList(bytes)).toBeUndefined();
  });
});

test('searches call a model by the name of its file without its prefix', () => {
  const lookup = {
    file: 'a.yml',
    description: '',
    type: 'mlmodel',
    fields: [],
    matches: [],
    isCaseSensitive: true,
  } as const;
  expect(modelNameOf({ ...lookup, name: '__mlspl_one', path: 'x/__mlspl_one.mlmodel' })).toBe('one');
  expect(modelNameOf({ ...lookup, name: 'two', path: 'x/__mlspl_two.mlmodel' })).toBe('two');
  expect(modelNameOf({ ...lookup, name: '__mlspl_three', path: 'x/three_20240101.mlmodel' })).toBe('three');
});

const SHIPPED = path.join(
  import.meta.dirname,
  '../../../shared/content/lookups/__mlspl_unusual_commandline_detection.mlmodel',
);

describe.skipIf(!existsSync(SHIPPED))('the published model of command lines', () => {
  test('has 36 coefficients, as NumPy reads them', async () => {
    const model = await readModelFile(SHIPPED);
    if (model.algorithm !== 'LinearRegression') throw new Error('not read');
    expect(model.features).toHaveLength(36);
    expect(model.target).toBe('unusual_cmdline_logits');
    expect(model.intercept).toBe(-1.2124304031951825);
    expect(model.features[0]).toBe('unusual_cmdline_feature_for');
    expect(model.coefficients.slice(0, 3)).toEqual([0.5577594727472052, 0.5848643416521573, 0.35510696450229584]);
  });
});
