import type { FieldName, Node } from '../ast.ts';
import type { Column, Plan } from '../ir.ts';
import { findModel } from '../models/find-model.ts';
import { modelSummary } from '../models/summary.ts';
import type { PlanContext } from '../plan/context.ts';
import { literalRows } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

export type Summary = Node<'Summary', { model: FieldName }>;

export const summary = defineCommand<Summary>({
  name: 'summary',
  doc: {
    syntax: 'summary <model>',
    summary: 'The parameters of a model that was trained before.',
    source: 'Splunk Machine Learning Toolkit, Search commands and Algorithms',
    options: {
      '<model>':
        'as apply takes it. DensityFunction gives a row for each group: the fields of BY, type, min, max, mean, std, cardinality, distance, other. LinearRegression gives feature and coefficient, the constant as _intercept',
    },
    differs: 'The texts of distance and other are worded otherwise.',
  },
  stands: 'first',
  parse: (cursor) => ({
    kind: 'Summary',
    model: cursor.expectFieldName('the name of a model'),
    span: cursor.span(),
  }),
  plan: planSummary,
});

async function planSummary(node: Summary, _given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const model = await findModel(node.model, context);
  const { columns, rows } = modelSummary(model);
  const known = columns.map((name): Column => ({ name, type: 'text' }));
  return await literalRows(
    known,
    rows.map((row) => new Map(row)),
    context,
  );
}
