import path from 'node:path';
import * as z from 'zod/mini';
import { Problem } from '../shared/problem.ts';
import type { Lookup } from './content.ts';
import { openLookupFile } from './lookup-rows.ts';
import { readNumpyList } from './numpy.ts';

/** What a model file of the Machine Learning Toolkit holds. */
export type ModelFile =
  | {
      readonly algorithm: 'LinearRegression';
      readonly target: string;
      readonly features: readonly string[];
      /** Of the features, in their order. */
      readonly coefficients: readonly number[];
      readonly intercept: number;
    }
  /** A model of an algorithm that is not read, by the name that the file gives it. */
  | { readonly algorithm: 'other'; readonly name: string };

/** The name that searches call a model by: that of its file, or of the lookup that ships it, without `__mlspl_`. */
export function modelNameOf({ name, path: file }: Lookup): string {
  const stem = file === undefined ? name : path.basename(file, path.extname(file));
  return (stem.startsWith(PREFIX) ? stem : name).replace(PREFIX, '');
}

const PREFIX = '__mlspl_';

/** A class of Python with what was in it. */
const instance = <T extends z.core.SomeType>(inner: T) =>
  z.looseObject({ __mlspl_type: z.array(z.string()), dict: inner });

const names = z.array(z.string()).check(z.minLength(1), z.maxLength(10_000));

const LINEAR_REGRESSION = instance(
  z.looseObject({
    estimator: instance(
      z.looseObject({
        intercept_: z.number(),
        coef_: z.looseObject({ __mlspl_type: z.array(z.string()), npy: z.string() }),
      }),
    ),
    columns: names,
    target_variable: z.string(),
  }),
);

/**
 * Reads a model file: CSV with the columns `algo`, `model` and `options`, of which `model` is JSON.
 *
 * @throws Problem CT001 for a file that cannot be read, CT003 for one that holds no such model
 */
export async function readModelFile(file: string): Promise<ModelFile> {
  const { rows } = await openLookupFile(file);
  for await (const { algo, model } of rows()) {
    if (algo === undefined || model === undefined) break;
    return algo === 'LinearRegression' ? linearRegressionOf(model, file) : { algorithm: 'other', name: algo };
  }
  return damaged(file, 'no row with algo and model');
}

function linearRegressionOf(json: string, file: string): ModelFile {
  const { data } = z.safeParse(LINEAR_REGRESSION, parseJson(json, file));
  if (data === undefined) return damaged(file, 'not the state of a LinearRegression');
  const { columns: features, target_variable: target, estimator } = data.dict;
  const { intercept_: intercept, coef_: coefficient } = estimator.dict;
  const coefficients = readNumpyList(Buffer.from(coefficient.npy, 'base64'));
  if (coefficients === undefined) return damaged(file, 'the coefficients are no list of doubles');
  if (coefficients.length !== features.length) {
    return damaged(file, `${coefficients.length} coefficients for ${features.length} fields`);
  }
  if (!coefficients.every(Number.isFinite)) return damaged(file, 'a coefficient is not finite');
  return { algorithm: 'LinearRegression', target, features, coefficients, intercept };
}

function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return damaged(file, 'the model is not valid JSON');
  }
}

function damaged(file: string, reason: string): never {
  throw new Problem('CT003', `cannot read the model: ${reason}`, { file });
}
