import type { Value } from '../ir.ts';
import type { Distribution } from './density/distribution.ts';
import type { DensityOptions } from './density/options.ts';

/** A distribution for each group of the fields of BY, learned from one field. */
export interface DensityModel {
  readonly algorithm: 'DensityFunction';
  readonly feature: string;
  readonly by: readonly string[];
  readonly options: DensityOptions;
  /** By `groupKey`. Empty until it is trained, and where there was nothing to train with. */
  readonly groups: ReadonlyMap<string, DensityGroup>;
}

export interface DensityGroup {
  /** The values of the fields of BY, in their order. */
  readonly values: readonly Value[];
  readonly sample: Sample;
  readonly distribution: Distribution;
  /** How far the distribution is from the sample, in the metric of the options. */
  readonly distance: number;
}

/** Numbers, each once and in ascending order, with how often it occurs. */
export interface Sample {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  /** The sum of the counts. */
  readonly size: number;
}

/** A weighted sum of fields. */
export interface LinearModel {
  readonly algorithm: 'LinearRegression';
  readonly target: string;
  readonly features: readonly string[];
  /** Of the features, in their order. Undefined until it is trained, and where there was nothing to train with. */
  readonly weights?: { readonly coefficients: readonly number[]; readonly intercept: number };
}

/** Fields brought to a mean of 0 and a variance of 1. */
export interface ScalerModel {
  readonly algorithm: 'StandardScaler';
  readonly features: readonly string[];
  readonly hasMean: boolean;
  readonly hasStd: boolean;
  /** Of the features, in their order. Undefined until it is trained, and where there was nothing to train with. */
  readonly scales?: readonly Scale[];
}

export interface Scale {
  readonly mean: number;
  /** Of the population. */
  readonly variance: number;
}

/** A model that exists but that karst cannot use. */
export interface ForeignModel {
  readonly algorithm: 'foreign';
  /** As its file names it. */
  readonly name: string;
  readonly reason: string;
  readonly hint: string;
}

export type Model = DensityModel | LinearModel | ScalerModel | ForeignModel;

/** The models that searches may name. */
export interface Models {
  /**
   * A model by its name, without `app:`; undefined for an unknown one. May first have to train it.
   *
   * @throws Problem SPL207 where that fails, CT001 and CT003 for a file that is damaged
   */
  find(name: string): Promise<Model | undefined>;
  /** Keeps a model for the searches that follow; one of the same name goes. */
  keep(name: string, model: Model): void;
  /** The names of all models, for hints. */
  names(): readonly string[];
  /** Searches are only tried: a model that has learned nothing will do, and says nothing of any result. */
  readonly mayBeUntrained?: boolean;
}

/** Whether there was something to learn from. */
export function isTrained(model: Model): boolean {
  switch (model.algorithm) {
    case 'DensityFunction':
      return model.groups.size > 0;
    case 'LinearRegression':
      return model.weights !== undefined;
    case 'StandardScaler':
      return model.scales !== undefined;
    case 'foreign':
      return true;
  }
}

/** The name of a model without the app or the user that it belongs to: `app:name`. */
export function modelName(spelled: string): string {
  return spelled.replace(/^(?:app|user):/, '');
}
