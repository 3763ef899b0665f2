import type { Span } from '../../shared/span.ts';
import type { Plan, Row } from '../ir.ts';
import type { Parameter } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { eachResult } from '../plan/tabulate.ts';
import type { UsableModel } from './apply-model.ts';
import { fitOptions } from './density/read-options.ts';
import { SUMMARY_COLUMNS } from './density/summary.ts';
import { ACCURATE_RESULTS, trainDensity } from './density/train.ts';
import type { DensityModel, Model } from './model.ts';
import { BOOLEAN, parameterValues } from './parameters.ts';
import { type Training, trainLinear, trainScaler } from './train-linear.ts';

/** What `fit` is to learn, its fields spelled out. */
export interface Lesson {
  /** As the search spells it. */
  readonly algorithm: string;
  readonly target: string | undefined;
  readonly features: readonly string[];
  readonly by: readonly string[];
  readonly parameters: readonly Parameter[];
  /** What there is under the name of the model, for `partial_fit`. */
  readonly earlier: Model | undefined;
  readonly span: Span;
}

/** Fields for which learning takes a second at most for a hundred thousand results. */
const MAX_FEATURES = 200;

/**
 * Learns from all results. Ahead of the data the model has learned nothing and says only which fields it reads.
 *
 * @throws Problem SPL306 for an algorithm that karst does not have, SPL106 and SPL109 for fields and parameters
 */
export async function trainModel(input: Plan, lesson: Lesson, context: PlanContext): Promise<UsableModel> {
  const training = trainingOf(lesson);
  await eachResult(input, (row: Row) => training.add(row), context);
  const model = await training.model();
  if (model.algorithm === 'DensityFunction') warnOfSmallGroups(model, context);
  return model;
}

function trainingOf(lesson: Lesson): Training<UsableModel> {
  switch (lesson.algorithm.toLowerCase()) {
    case 'densityfunction':
      return densityTraining(lesson);
    case 'linearregression': {
      const { fit_intercept: hasIntercept = true } = parameterValues(lesson.parameters, LINEAR, 'LinearRegression');
      return trainLinear(targetOf(lesson), featuresOf(lesson), hasIntercept);
    }
    case 'standardscaler': {
      const { with_mean: hasMean = true, with_std: hasStd = true } = parameterValues(
        lesson.parameters,
        SCALER,
        'StandardScaler',
      );
      if (lesson.target !== undefined) fail('SPL105', 'StandardScaler has no field to predict', lesson.span);
      return trainScaler(featuresOf(lesson), { hasMean, hasStd });
    }
    default:
      return fail(
        'SPL306',
        `karst does not run the algorithm "${lesson.algorithm}"`,
        lesson.span,
        'it runs DensityFunction, LinearRegression and StandardScaler',
      );
  }
}

const LINEAR = { fit_intercept: BOOLEAN };
const SCALER = { with_mean: BOOLEAN, with_std: BOOLEAN };

function densityTraining(lesson: Lesson): Training<DensityModel> {
  const { features, by, parameters, earlier, span } = lesson;
  const [feature, ...others] = features;
  if (feature === undefined || others.length > 0 || lesson.target !== undefined) {
    fail('SPL109', 'DensityFunction learns from one field', span, 'write fit DensityFunction <field> [BY <fields>]');
  }
  const reserved = by.find((name) => SUMMARY_COLUMNS.some((column) => column === name));
  if (reserved !== undefined) {
    fail(
      'SPL205',
      `a field of BY cannot have the name "${reserved}"`,
      span,
      'summary has a column of that name: rename it',
    );
  }
  const { isPartial, ...options } = fitOptions(parameters, span);
  if (!isPartial || earlier === undefined) return trainDensity(feature, by, options);
  if (!isLike(earlier, feature, by)) {
    fail('SPL106', 'partial_fit goes on with a model of the same algorithm and fields', span, 'leave partial_fit out');
  }
  return trainDensity(feature, by, earlier.options, earlier);
}

function isLike(model: Model, feature: string, by: readonly string[]): model is DensityModel {
  return model.algorithm === 'DensityFunction' && model.feature === feature && model.by.join() === by.join();
}

function targetOf({ target, span }: Lesson): string {
  return target ?? fail('SPL109', 'no field to predict', span, 'write fit LinearRegression <field> FROM <fields>');
}

function featuresOf({ features, by, span, algorithm }: Lesson): readonly string[] {
  if (by.length > 0) fail('SPL303', `karst does not run ${algorithm} with BY`, span);
  if (features.length === 0) fail('SPL109', 'no fields to learn from', span);
  if (features.length > MAX_FEATURES) fail('SPL305', `karst learns from at most ${MAX_FEATURES} fields`, span);
  return features;
}

function warnOfSmallGroups({ groups }: DensityModel, { environment }: PlanContext): void {
  const small = [...groups.values()].filter(({ sample }) => sample.size < ACCURATE_RESULTS).length;
  if (small === 0) return;
  const which = groups.size === 1 ? 'the model was' : `${small} of the ${groups.size} groups of the model were`;
  environment.warn?.(`${which} trained with fewer than ${ACCURATE_RESULTS} results and may not be accurate`);
}
