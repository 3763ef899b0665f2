import type { Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { type Address, readAddress } from '../parse/address.ts';
import type { Cursor } from '../parse/cursor.ts';
import { datasetResults } from '../plan/address.ts';
import type { PlanContext } from '../plan/context.ts';
import { defineCommand } from './define.ts';

export type From = Node<
  'From',
  {
    dataset: Address['kind'];
    /** `Model.Dataset`, or the name of a lookup or search. */
    name: string;
  }
>;

export const from = defineCommand<From>({
  name: 'from',
  doc: {
    syntax: 'from (datamodel|lookup|savedsearch)[:| ]<name>',
    summary: 'The rows of a data set: of a data model, a lookup or a saved search.',
    source: 'Splunk Search Reference, from',
    differs: 'The saved searches are the detections and baselines of content.',
  },
  stands: 'first',
  parse: readFrom,
  plan: planFrom,
});

async function planFrom({ dataset, name, span }: From, _input: Plan | undefined, context: PlanContext): Promise<Plan> {
  return await datasetResults({ kind: dataset, name, span }, context);
}

function readFrom(cursor: Cursor): From {
  const { kind, name } = readAddress(cursor, 'datamodel:, lookup: or savedsearch:');
  return { kind: 'From', dataset: kind, name, span: cursor.span() };
}
