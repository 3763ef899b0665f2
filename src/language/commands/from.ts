import type { Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { datasetResults } from '../plan/address.ts';
import type { PlanContext } from '../plan/context.ts';
import { defineCommand } from './define.ts';

export type From = Node<
  'From',
  {
    dataset: 'datamodel' | 'lookup' | 'inputlookup' | 'savedsearch';
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
  },
  stands: 'first',
  parse: readFrom,
  plan: planFrom,
});

function planFrom({ dataset, name, span }: From, _input: Plan | undefined, context: PlanContext): Plan {
  return datasetResults({ kind: dataset, name, span }, context);
}

const DATASET = /(datamodel|lookup|inputlookup|savedsearch)(?:\s*:\s*|\s+)/iy;

function readFrom(cursor: Cursor): From {
  const quoted = cursor.string();
  if (quoted !== undefined) return fromQuoted(cursor, quoted);
  const dataset = cursor.read(DATASET)?.[1]?.toLowerCase();
  if (dataset === undefined) return cursor.failExpected('datamodel:, lookup: or savedsearch:');
  const name = cursor.expectValue('the name of a data set');
  return { kind: 'From', dataset: dataset as From['dataset'], name, span: cursor.span() };
}

/** The whole address may stand in quotes: `"datamodel:Web.Web"`. */
function fromQuoted(cursor: Cursor, text: string): From {
  const [, dataset, name] = /^(datamodel|lookup|inputlookup|savedsearch):(.+)$/is.exec(text) ?? [];
  if (dataset === undefined || name === undefined) {
    return cursor.fail('SPL105', `expected datamodel:, lookup: or savedsearch:, found "${text}"`, cursor.span());
  }
  return { kind: 'From', dataset: dataset.toLowerCase() as From['dataset'], name, span: cursor.span() };
}
