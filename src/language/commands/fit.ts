import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { applyModel } from '../models/apply-model.ts';
import { type Lesson, trainModel } from '../models/fit-model.ts';
import { modelName } from '../models/model.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type Parameter, readParameter } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { optimise } from '../plan/optimise.ts';
import { expandNames, hasWildcard, isInternal } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

export type Fit = Node<
  'Fit',
  {
    /** As the toolkit spells it: `DensityFunction`. */
    algorithm: string;
    /** The field to predict; absent where the algorithm has none. */
    target?: FieldName;
    /** The fields to learn from. */
    features: readonly FieldName[];
    by: readonly FieldName[];
    /** The model to write. */
    into?: string;
    as?: FieldName;
    parameters: readonly Parameter[];
  }
>;

export const fit = defineCommand<Fit>({
  name: 'fit',
  doc: {
    syntax: 'fit <algorithm> [<target> FROM] <field>... [BY <fields>] [<name>=<text>]... [INTO <model>] [AS <name>]',
    summary: 'Trains a model with the results, and says of each what the model makes of it.',
    source: 'Splunk Machine Learning Toolkit, Search commands and Algorithms',
    options: {
      '<algorithm>':
        'DensityFunction learns how the numbers of one field are distributed, for each group of BY; LinearRegression the sum of fields that comes nearest to a target; StandardScaler the mean and the variance of fields',
      INTO: 'the name of the model, for apply and summary; without it the model is gone after the search. The model lives as long as the run',
      AS: 'the name of IsOutlier(<field>) or predicted(<field>)',
      dist: 'DensityFunction: norm, expon, gaussian_kde, beta, or auto for the nearest of them; auto',
      exclude_dist: 'DensityFunction: the distributions that auto leaves out',
      metric: 'DensityFunction: what auto calls near, wasserstein or kolmogorov_smirnov; wasserstein',
      threshold:
        'DensityFunction: the share of the distribution that counts as outliers, or up to five of them in quotes; 0.01',
      'lower_threshold, upper_threshold': 'DensityFunction: the same at one end alone',
      show_density: 'DensityFunction: whether ProbabilityDensity(<field>) is added; false',
      'sample, full_sample':
        'DensityFunction: whether a random value of the distribution is added, SampledValue from where no outliers are, FullSampledValue from anywhere; false',
      random_state: 'DensityFunction: the seed of what is random; 0',
      show_options: 'DensityFunction: which of feature_variables, split_by and params are added',
      partial_fit: 'DensityFunction: whether a model of that name goes on learning; false',
      fit_intercept: 'LinearRegression: whether the sum may have a constant; true',
      'with_mean, with_std': 'StandardScaler: whether it takes the mean off and divides by the deviation; true',
    },
    differs:
      'What is random is the same in every run. The distance of a distribution is that of its quantiles and not of a random sample. The choice of auto leaves out beta distributions in the shape of a U, whose outliers are not accurate. Groups and fields of BY are not limited in number. Features that hold text are not encoded as numbers.',
  },
  stands: 'later',
  parse: readFit,
  plan: planFit,
});

/** Results are read twice: to learn from them, and to say what was learned. */
async function planFit(node: Fit, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { environment } = context;
  const input = await environment.stage(optimise(resultsOf(given)));
  const name = node.into === undefined ? undefined : modelName(node.into);
  const lesson = await lessonOf(node, input, name, context);
  const model = await trainModel(input, lesson, context);
  if (name !== undefined) environment.models?.keep(name, model);
  return await applyModel(input, model, { as: node.as?.name, span: node.span }, context);
}

async function lessonOf(node: Fit, input: Plan, name: string | undefined, context: PlanContext): Promise<Lesson> {
  const { algorithm, parameters, span } = node;
  const target = node.target?.name;
  const isPartial = parameters.some((one) => one.name.toLowerCase() === 'partial_fit');
  const earlier = isPartial && name !== undefined ? await context.environment.models?.find(name) : undefined;
  return {
    algorithm,
    target,
    features: featuresOf(node, input, target, context),
    by: node.by.map((field) => field.name),
    parameters,
    earlier,
    span,
  };
}

/** The fields, each once; wildcards stand for those that the results have, but for the target. */
function featuresOf({ features }: Fit, { schema }: Plan, target: string | undefined, context: PlanContext): string[] {
  const isAhead = context.environment.isAheadOfData === true;
  const names = features.flatMap(({ name, span }) => {
    if (!hasWildcard(name)) return [name];
    const found = expandNames(schema, name).filter((one) => one !== target && !isInternal(one));
    if (found.length === 0 && !isAhead) fail('SPL109', `no result has a field that "${name}" stands for`, span);
    return found.length === 0 ? [name] : found;
  });
  return [...new Set(names)];
}

interface Clauses {
  target?: FieldName;
  features: FieldName[];
  by: FieldName[];
  into?: string;
  as?: FieldName;
  parameters: Parameter[];
}

function readFit(cursor: Cursor): Fit {
  const algorithm = cursor.word() ?? cursor.failExpected('the name of an algorithm');
  const clauses: Clauses = { features: [], by: [], parameters: [] };
  while (!cursor.atEnd()) readClause(cursor, clauses);
  return { kind: 'Fit', algorithm, ...clauses, span: cursor.span() };
}

function readClause(cursor: Cursor, clauses: Clauses): void {
  if (cursor.symbol(',')) return;
  const parameter = readParameter(cursor);
  if (parameter !== undefined) {
    clauses.parameters.push(parameter);
    return;
  }
  switch (cursor.keyword('from', 'by', 'into', 'as')) {
    case 'from': {
      const [target] = clauses.features;
      if (target !== undefined) clauses.target = target;
      clauses.features = [];
      break;
    }
    case 'by':
      clauses.by.push(...readGroup(cursor));
      break;
    case 'into':
      clauses.into = cursor.expectValue('the name of a model after INTO');
      break;
    case 'as':
      clauses.as = cursor.expectFieldName('a name after AS');
      break;
    default:
      clauses.features.push(cursor.expectFieldName());
  }
}

/** The toolkit takes the fields of BY also as one string: `by "HourOfDay,DayOfWeek"`. */
function readGroup(cursor: Cursor): FieldName[] {
  const fields = cursor.fieldList('from', 'into', 'as', 'by');
  return fields.flatMap((field) =>
    field.isQuoted ? field.name.split(',').map((name) => ({ ...field, name: name.trim() })) : [field],
  );
}
