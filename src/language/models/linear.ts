import type { Expr, Named, NamedWindow, Plan } from '../ir.ts';
import { arithmetic } from '../plan/arithmetic.ts';
import { extend, window } from '../plan/build.ts';
import { asNumber } from '../plan/convert.ts';
import { choose, coalesce, column, nothing, number } from '../plan/expr.ts';
import { fieldOf, freshName, mayHave } from '../plan/schema.ts';
import type { LinearModel, ScalerModel } from './model.ts';

/** Results with the sum of a linear model. One that lacks a feature has none. */
export function predicted(input: Plan, model: LinearModel, as: string | undefined): Plan {
  const { features, weights = { coefficients: [], intercept: 0 } } = model;
  const prepared = prepare(input, features);
  const sum = features.reduce<Expr>((total, feature, index) => {
    const product = arithmetic('*', prepared.figure(feature), number(weights.coefficients[index] ?? 0));
    return arithmetic('+', total, product);
  }, number(weights.intercept));
  return extend(prepared.input, [{ name: as ?? `predicted(${model.target})`, expr: sum }]);
}

/** Results with `SS_` fields: the features less their mean, in standard deviations. One that lacks a feature has none. */
export function scaled(input: Plan, model: ScalerModel): Plan {
  const prepared = prepare(input, model.features);
  const figures = model.features.map(prepared.figure);
  const added = model.features.map((feature, index): Named => {
    const { mean, variance } = model.scales?.[index] ?? { mean: 0, variance: 1 };
    const shifted = arithmetic('-', prepared.figure(feature), number(model.hasMean ? mean : 0));
    const scale = model.hasStd && variance > 0 ? Math.sqrt(variance) : 1;
    return { name: `SS_${feature}`, expr: whereAll(figures, arithmetic('/', shifted, number(scale))) };
  });
  return extend(prepared.input, added);
}

/** The value where all of the figures are there. */
function whereAll(figures: readonly Expr[], value: Expr): Expr {
  return figures.reduce((result, figure) => {
    if (figure.kind === 'Literal') return result;
    return choose({ kind: 'Call', fn: 'isNull', args: [figure], type: 'boolean' }, nothing('number'), result);
  }, value);
}

interface Prepared {
  readonly input: Plan;
  /** The number in a feature. */
  figure(feature: string): Expr;
}

/**
 * A feature that no result has counts as 0 in all of them, as the toolkit fills in columns that a model knows and the
 * results do not. Source: Splunk Machine Learning Toolkit, Using the fit and apply commands.
 */
function prepare(input: Plan, features: readonly string[]): Prepared {
  const { schema } = input;
  const counts = new Map<string, string>();
  const counted: NamedWindow[] = features
    .filter((feature) => mayHave(schema, feature))
    .map((feature, index) => {
      const name = freshName(`count${index}`, schema);
      counts.set(feature, name);
      const argument = asNumber(fieldOf(schema, feature));
      return { name, type: 'number', fn: 'countValues', argument, frame: 'partition' };
    });
  return {
    input: counted.length === 0 ? input : window(input, [], counted),
    figure: (feature) => {
      const count = counts.get(feature);
      if (count === undefined) return number(0);
      const isMissing: Expr = {
        kind: 'Call',
        fn: 'numberEquals',
        args: [column(count, 'number'), number(0)],
        type: 'boolean',
      };
      return coalesce(asNumber(fieldOf(schema, feature)), choose(isMissing, number(0), nothing('number')));
    },
  };
}
