import { assertNever } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { Column, Plan, Row } from '../ir.ts';
import type { Parameter } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { withKnownFields } from '../plan/kept.ts';
import { visibleColumns } from '../plan/schema.ts';
import { eachRow, type NewRow, stream } from '../plan/tabulate.ts';
import type { DensityOptions } from './density/options.ts';
import { densityJudgement, type Judgement } from './density/output.ts';
import { applyOptions } from './density/read-options.ts';
import { predicted, scaled } from './linear.ts';
import type { DensityModel, ForeignModel, Model } from './model.ts';
import { parameterValues } from './parameters.ts';

export type UsableModel = Exclude<Model, ForeignModel>;

/** How a command uses a model. */
export interface Use {
  /** What the field that it adds is called instead. */
  readonly as: string | undefined;
  /** Absent: the results are those that it was fitted with, and all is as `fit` was told. */
  readonly parameters?: readonly Parameter[];
  readonly span: Span;
}

/** Results with what a model says of them. */
export async function applyModel(input: Plan, model: UsableModel, use: Use, context: PlanContext): Promise<Plan> {
  switch (model.algorithm) {
    case 'DensityFunction':
      return await judged(input, densityJudgement(model, applicable(model, use, context), use.as), context);
    case 'LinearRegression':
      refuseParameters(model, use);
      return predicted(input, model, use.as);
    case 'StandardScaler':
      refuseParameters(model, use);
      if (use.as !== undefined) fail('SPL303', 'karst does not run AS with StandardScaler', use.span);
      return scaled(input, model);
    default:
      return assertNever(model);
  }
}

function applicable(model: DensityModel, { parameters, span }: Use, { environment }: PlanContext): DensityOptions {
  if (parameters === undefined) return model.options;
  const idle = parameters.filter(({ name }) => IDLE.has(name.toLowerCase())).map(({ name }) => name);
  if (idle.length > 0)
    environment.warn?.(`${idle.join(' and ')} of a model are set by fit; apply takes no notice of it`);
  return applyOptions(model.options, parameters, span);
}

/** What `apply` reads and leaves as it was. Source: Splunk Machine Learning Toolkit, Algorithms, DensityFunction. */
const IDLE: ReadonlySet<string> = new Set(['dist', 'exclude_dist', 'metric', 'partial_fit']);

function refuseParameters({ algorithm }: UsableModel, { parameters }: Use): void {
  parameterValues(parameters ?? [], {}, `apply with a model of ${algorithm}`);
}

/** Results with what is judged of each, one after the other. */
export async function judged(given: Plan, { columns, of }: Judgement, context: PlanContext): Promise<Plan> {
  const input = await withKnownFields(given, context);
  const added = new Set(columns.map(({ name }) => name));
  async function* withFields(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    for await (const row of eachRow(batches)) {
      const kept = Object.entries(row).filter(([name]) => !added.has(name));
      yield new Map([...kept, ...of(row)]);
    }
  }
  const kept = visibleColumns(input.schema).filter(({ name }) => !added.has(name));
  return await stream(input, [...kept, ...columns] satisfies readonly Column[], withFields, context, 'each');
}
