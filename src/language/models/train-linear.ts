import type { Row } from '../ir.ts';
import { figureOf } from '../plan/moving-average.ts';
import type { LinearModel, ScalerModel } from './model.ts';
import { openLeastSquares } from './numeric/least-squares.ts';

/** Learns from results that come one by one; those that lack a number in one of the fields are passed over. */
export interface Training<M> {
  add(row: Row): void;
  model(): M | Promise<M>;
}

export function trainLinear(target: string, features: readonly string[], hasIntercept: boolean): Training<LinearModel> {
  const squares = openLeastSquares(features.length, hasIntercept);
  return {
    add: (row) => {
      const figures = figuresOf(row, features);
      const wanted = figureOf(row[target]);
      if (figures !== undefined && wanted !== undefined) squares.add(figures, wanted);
    },
    model: () => {
      const weights = squares.solve();
      const areFinite = weights && [...weights.coefficients, weights.intercept].every(Number.isFinite);
      return { algorithm: 'LinearRegression', target, features, ...(areFinite ? { weights } : {}) };
    },
  };
}

/** By the method of Welford, which keeps what is small beside a large mean. */
export function trainScaler(
  features: readonly string[],
  { hasMean, hasStd }: Pick<ScalerModel, 'hasMean' | 'hasStd'>,
): Training<ScalerModel> {
  const means = features.map(() => 0);
  const squares = features.map(() => 0);
  let seen = 0;
  return {
    add: (row) => {
      const figures = figuresOf(row, features);
      if (figures === undefined) return;
      seen++;
      for (const [index, figure] of figures.entries()) {
        const before = means[index] ?? 0;
        const mean = before + (figure - before) / seen;
        means[index] = mean;
        squares[index] = (squares[index] ?? 0) + (figure - before) * (figure - mean);
      }
    },
    model: () => {
      const scales = means.map((mean, index) => ({ mean, variance: (squares[index] ?? 0) / seen }));
      const areFinite = scales.every(({ mean, variance }) => Number.isFinite(mean) && Number.isFinite(variance));
      const kept = seen > 0 && areFinite ? { scales } : {};
      return { algorithm: 'StandardScaler', features, hasMean, hasStd, ...kept };
    },
  };
}

/** The numbers of the fields, if a result has all of them. */
function figuresOf(row: Row, fields: readonly string[]): readonly number[] | undefined {
  const figures = fields.map((field) => figureOf(row[field]));
  return figures.every((figure) => figure !== undefined) ? figures : undefined;
}
