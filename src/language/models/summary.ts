import { assertNever } from '../../shared/problem.ts';
import type { Value } from '../ir.ts';
import type { UsableModel } from './apply-model.ts';
import { SUMMARY_COLUMNS, summaryOf } from './density/summary.ts';

export interface ModelSummary {
  readonly columns: readonly string[];
  readonly rows: readonly ReadonlyMap<string, Value>[];
}

/** What is to be known of a model. Source: Splunk Machine Learning Toolkit, Algorithms. */
export function modelSummary(model: UsableModel): ModelSummary {
  switch (model.algorithm) {
    case 'DensityFunction':
      return { columns: [...model.by, ...SUMMARY_COLUMNS], rows: summaryOf(model) };
    case 'LinearRegression': {
      const { coefficients = [], intercept = 0 } = model.weights ?? {};
      const weights = model.features.map((feature, index) => [feature, coefficients[index] ?? 0] as const);
      return {
        columns: ['feature', 'coefficient'],
        rows: [...weights, ['_intercept', intercept] as const].map(
          ([feature, coefficient]) =>
            new Map<string, Value>([
              ['feature', feature],
              ['coefficient', coefficient],
            ]),
        ),
      };
    }
    case 'StandardScaler':
      return {
        columns: ['fields', 'mean', 'var', 'scale'],
        rows: model.features.map((feature, index) => {
          const { mean, variance } = model.scales?.[index] ?? { mean: 0, variance: 1 };
          const scale = variance > 0 ? Math.sqrt(variance) : 1;
          return new Map<string, Value>([
            ['fields', feature],
            ['mean', mean],
            ['var', variance],
            ['scale', scale],
          ]);
        }),
      };
    default:
      return assertNever(model);
  }
}
