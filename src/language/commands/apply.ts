import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { applyModel } from '../models/apply-model.ts';
import { findModel } from '../models/find-model.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type Parameter, readParameter } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

export type Apply = Node<
  'Apply',
  {
    model: FieldName;
    /** The field that the prediction goes to; absent: as the algorithm names it. */
    as?: FieldName;
    /** `threshold=0.005` and the like: each algorithm has its own. */
    parameters: readonly Parameter[];
  }
>;

export const apply = defineCommand<Apply>({
  name: 'apply',
  doc: {
    syntax: 'apply <model> [AS <name>] [<name>=<text>]...',
    summary: 'Says of each result what a model makes of it that was trained before.',
    source: 'Splunk Machine Learning Toolkit, Search commands and Algorithms',
    options: {
      '<model>':
        'what fit trained in this run, what a baseline of the content trains, which is then run first, or a file that content ships; app: before it means nothing',
      AS: 'the name of IsOutlier(<field>) or predicted(<field>)',
      'threshold, lower_threshold, upper_threshold, show_density':
        'for a model of DensityFunction, as in fit; as the model was trained',
      'sample, full_sample, show_options': 'for a model of DensityFunction, as in fit; none',
      random_state: 'for a model of DensityFunction: the seed of what is random; as the model was trained',
    },
    differs:
      'A result without a number, or of a group that the model has not learned, gets no fields. Boundary ranges have four places after the point. Models that run in a container are refused.',
  },
  stands: 'later',
  parse: readApply,
  plan: planApply,
});

async function planApply(node: Apply, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const model = await findModel(node.model, context);
  const use = { as: node.as?.name, parameters: node.parameters, span: node.span };
  return await applyModel(resultsOf(given), model, use, context);
}

function readApply(cursor: Cursor): Apply {
  const model = cursor.expectFieldName('the name of a model');
  const parameters: Parameter[] = [];
  let as: FieldName | undefined;
  while (!cursor.atEnd()) {
    if (cursor.symbol(',')) continue;
    const parameter = readParameter(cursor);
    if (parameter !== undefined) parameters.push(parameter);
    else if (cursor.keyword('as') !== undefined) as = cursor.expectFieldName('a name after AS');
    else cursor.failExpected('AS or <name>=<text>');
  }
  return { kind: 'Apply', model, ...(as === undefined ? {} : { as }), parameters, span: cursor.span() };
}
