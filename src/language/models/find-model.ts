import { nearest } from '../../shared/nearest.ts';
import { Problem } from '../../shared/problem.ts';
import type { FieldName } from '../ast.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import type { UsableModel } from './apply-model.ts';
import { isTrained, modelName } from './model.ts';

/**
 * The model that a search names.
 *
 * @throws Problem SPL206 for an unknown one, SPL207 for one that has learned nothing, SPL306 for one that karst cannot
 * use, and what reading or training it throws
 */
export async function findModel(
  { name: spelled, span }: FieldName,
  { environment }: PlanContext,
): Promise<UsableModel> {
  const name = modelName(spelled);
  const models = environment.models;
  const model = await models?.find(name).catch((error: unknown) => {
    // The place is that of the search: a file or another search has its own.
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, error.message, { ...(error.details.hint ? { hint: error.details.hint } : {}), span });
  });
  if (model === undefined) {
    const near = nearest(name, models?.names() ?? []);
    const hint =
      near === undefined ? 'train it with fit ... INTO, or give the content that does' : `the nearest is "${near}"`;
    return fail('SPL206', `unknown model "${name}"`, span, hint);
  }
  if (model.algorithm === 'foreign') {
    return fail('SPL306', `karst cannot use the model "${name}": ${model.reason}`, span, model.hint);
  }
  const mustBeTrained = environment.isAheadOfData !== true && models?.mayBeUntrained !== true;
  if (mustBeTrained && !isTrained(model)) {
    fail('SPL207', `the model "${name}" has no training data`, span, 'what trains it found no results in these logs');
  }
  return model;
}
