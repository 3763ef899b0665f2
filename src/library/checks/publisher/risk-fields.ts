import type { Form } from './form.ts';
import { isThere, listAt, textAt } from './values.ts';

/** A text of the risk model, and where it stands. */
export interface RiskText {
  readonly text: string;
  readonly path: readonly PropertyKey[];
}

/** The fields that risk and threat objects name. */
export function riskFields({ data, generation }: Form): readonly RiskText[] {
  switch (generation) {
    case 'v4':
      // The publisher's tool looks at observables where there is a message alone.
      return isThere(data, 'tags', 'message') ? fieldsOf(data, ['tags', 'observable'], 'name') : [];
    case 'v5':
      return [
        ...fieldsOf(data, ['rba', 'risk_objects'], 'field'),
        ...fieldsOf(data, ['rba', 'threat_objects'], 'field'),
      ];
    case 'v6':
      return [
        ...textThere(data, ['finding', 'entity', 'field']),
        ...fieldsOf(data, ['intermediate_findings', 'entities'], 'field'),
        ...fieldsOf(data, ['threat_objects'], 'field'),
      ];
  }
}

/** The messages, in which fields stand between dollar signs. */
export function riskMessages({ data, generation }: Form): readonly RiskText[] {
  switch (generation) {
    case 'v4':
      return textThere(data, ['tags', 'message']);
    case 'v5':
      return textThere(data, ['rba', 'message']);
    case 'v6':
      return [
        ...textThere(data, ['finding', 'title']),
        ...fieldsOf(data, ['intermediate_findings', 'entities'], 'message'),
      ];
  }
}

function fieldsOf(data: unknown, list: readonly string[], key: string): readonly RiskText[] {
  return listAt(data, ...list).flatMap((_, at) => textThere(data, [...list, at, key]));
}

function textThere(data: unknown, path: readonly PropertyKey[]): readonly RiskText[] {
  const text = textAt(data, ...path);
  return text === '' ? [] : [{ text, path }];
}
