import type { Plan } from '../ir.ts';
import type { Address } from '../parse/address.ts';
import type { PlanContext } from './context.ts';
import { datasetEvents } from './dataset.ts';
import { fail } from './fail.ts';
import { knownLookup, lookupScan } from './lookup-use.ts';

/**
 * The rows of a data set: of a data model its events, whose fields have no prefix, newest first.
 *
 * @throws SPL202 for an unknown one, SPL303 for a saved search
 * Source: Splunk Search Reference, from.
 */
export function datasetResults(address: Address, context: PlanContext): Plan {
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
    case 'savedsearch': {
      const hint = 'put the text of the saved search in its place';
      return fail('SPL303', `karst has no saved searches: "${address.name}"`, address.span, hint);
    }
  }
}
