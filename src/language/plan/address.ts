import type { Plan } from '../ir.ts';
import type { Address } from '../parse/address.ts';
import type { PlanContext } from './context.ts';
import { datasetEvents } from './dataset.ts';
import { knownLookup, lookupScan } from './lookup-use.ts';
import { savedText } from './saved-search.ts';

/**
 * The rows of a data set: of a data model its events, whose fields have no prefix, newest first.
 *
 * @throws SPL202 for an unknown one, SPL208 for an unknown saved search
 * Source: Splunk Search Reference, from.
 */
export async function datasetResults(address: Address, context: PlanContext): Promise<Plan> {
  switch (address.kind) {
    case 'datamodel': {
      const [model = '', ...dataset] = address.name.split('.');
      return datasetEvents({ model, dataset: dataset.join('.'), span: address.span }, false, context);
    }
    case 'lookup':
    case 'inputlookup': {
      const table = { kind: 'FieldName', name: address.name, isQuoted: true, span: address.span } as const;
      return lookupScan(address.name, knownLookup(table, context));
    }
    case 'savedsearch':
      return await context.text(savedText(address.name, address.span, context), undefined);
  }
}
