import type { Span } from '../../shared/span.ts';
import type { FieldName } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { scan } from './build.ts';
import type { PlanContext } from './context.ts';
import { datasetEvents } from './dataset.ts';
import { fail } from './fail.ts';
import { knownLookup } from './lookup.ts';

/** A data set by its kind and name: `datamodel:Web.Web`, `lookup:users`. */
export interface Address {
  readonly kind: 'datamodel' | 'lookup' | 'inputlookup' | 'savedsearch';
  readonly name: string;
  readonly span: Span;
}

const ADDRESS = /^(datamodel|lookup|inputlookup|savedsearch):(.+)$/is;

/** @throws SPL105 for a word that is no address */
export function addressOf({ name: word, span }: FieldName): Address {
  const [, kind, name] = ADDRESS.exec(word) ?? [];
  if (kind !== undefined && name !== undefined) {
    return { kind: kind.toLowerCase() as Address['kind'], name: name.replace(/^"(.*)"$/s, '$1'), span };
  }
  return fail('SPL105', `expected datamodel:, lookup: or a subsearch in brackets, found "${word}"`, span);
}

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
      return scan({ kind: 'lookup', name: address.name }, knownLookup(table, context).schema);
    }
    case 'savedsearch': {
      const hint = 'put the text of the saved search in its place';
      return fail('SPL303', `karst has no saved searches: "${address.name}"`, address.span, hint);
    }
  }
}
